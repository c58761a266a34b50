/** The Porter stemmer: brings the forms of an English word together ("networks", "networking" → "network").
 *  M. F. Porter, An algorithm for suffix stripping, Program 14(3), 1980. */

type Rule = readonly [suffix: string, replacement: string];

const STEP_2: readonly Rule[] = bySuffixLength([
  ["ational", "ate"],
  ["tional", "tion"],
  ["enci", "ence"],
  ["anci", "ance"],
  ["izer", "ize"],
  ["bli", "ble"],
  ["alli", "al"],
  ["entli", "ent"],
  ["eli", "e"],
  ["ousli", "ous"],
  ["ization", "ize"],
  ["ation", "ate"],
  ["ator", "ate"],
  ["alism", "al"],
  ["iveness", "ive"],
  ["fulness", "ful"],
  ["ousness", "ous"],
  ["aliti", "al"],
  ["iviti", "ive"],
  ["biliti", "ble"],
  ["logi", "log"],
]);
const STEP_3: readonly Rule[] = bySuffixLength([
  ["icate", "ic"],
  ["ative", ""],
  ["alize", "al"],
  ["iciti", "ic"],
  ["ical", "ic"],
  ["ful", ""],
  ["ness", ""],
]);
const STEP_4: readonly Rule[] = bySuffixLength(
  "al,ance,ence,er,ic,able,ible,ant,ement,ment,ent,ion,ou,ism,ate,iti,ous,ive,ize"
    .split(",")
    .map((suffix): Rule => [suffix, ""]),
);

/** The stem of a lower-case word of ASCII letters. Words of one or two letters stay. */
export function stem(word: string): string {
  if (word.length < 3) return word;
  let result = stripPlural(word);
  result = stripPastAndGerund(result);
  if (result.endsWith("y") && hasVowel(result, result.length - 1)) result = `${result.slice(0, -1)}i`;
  result = applyFirst(STEP_2, result, 1);
  result = applyFirst(STEP_3, result, 1);
  result = applyFirst(STEP_4, result, 2);
  return stripFinal(result);
}

/** Step 1a: caresses → caress, ponies → poni, cats → cat. */
function stripPlural(word: string): string {
  if (!word.endsWith("s")) return word;
  if (word.endsWith("sses") || word.endsWith("ies")) return word.slice(0, -2);
  return word.endsWith("ss") ? word : word.slice(0, -1);
}

/** Step 1b: agreed → agree, plastered → plaster, hopping → hop, filing → file. */
function stripPastAndGerund(word: string): string {
  if (word.endsWith("eed")) return measure(word, word.length - 3) > 0 ? word.slice(0, -1) : word;
  const suffix = word.endsWith("ed") ? 2 : word.endsWith("ing") ? 3 : 0;
  if (suffix === 0 || !hasVowel(word, word.length - suffix)) return word;
  const rest = word.slice(0, -suffix);
  if (/(?:at|bl|iz)$/.test(rest)) return `${rest}e`;
  if (endsInDoubleConsonant(rest) && !/[lsz]$/.test(rest)) return rest.slice(0, -1);
  return measure(rest, rest.length) === 1 && endsShort(rest) ? `${rest}e` : rest;
}

/** Step 5: probate → probat, controll → control. */
function stripFinal(word: string): string {
  let result = word;
  if (result.endsWith("e")) {
    const rest = result.slice(0, -1);
    const syllables = measure(rest, rest.length);
    if (syllables > 1 || (syllables === 1 && !endsShort(rest))) result = rest;
  }
  if (result.endsWith("ll") && measure(result, result.length - 1) > 1) result = result.slice(0, -1);
  return result;
}

/** Replaces the longest suffix that fits, if what stands before it has at least `least` syllables. */
function applyFirst(rules: readonly Rule[], word: string, least: number): string {
  for (const [suffix, replacement] of rules) {
    if (!word.endsWith(suffix)) continue;
    const rest = word.slice(0, -suffix.length);
    const fits = measure(rest, rest.length) >= least && (suffix !== "ion" || /[st]$/.test(rest));
    return fits ? rest + replacement : word;
  }
  return word;
}

function bySuffixLength(rules: readonly Rule[]): readonly Rule[] {
  return [...rules].sort(([a], [b]) => b.length - a.length);
}

/** y is a consonant at the start of a word and after a vowel. */
function isConsonant(word: string, i: number): boolean {
  switch (word[i]) {
    case "a":
    case "e":
    case "i":
    case "o":
    case "u":
      return false;
    case "y":
      return i === 0 || !isConsonant(word, i - 1);
    default:
      return true;
  }
}

/** Porter's m: how often a run of vowels is followed by a run of consonants in the first `length` letters. */
function measure(word: string, length: number): number {
  let count = 0;
  let afterVowel = false;
  for (let i = 0; i < length; i++) {
    const consonant = isConsonant(word, i);
    if (consonant && afterVowel) count++;
    afterVowel = !consonant;
  }
  return count;
}

function hasVowel(word: string, length: number): boolean {
  for (let i = 0; i < length; i++) if (!isConsonant(word, i)) return true;
  return false;
}

function endsInDoubleConsonant(word: string): boolean {
  const last = word.length - 1;
  return last > 0 && word[last] === word[last - 1] && isConsonant(word, last);
}

/** Consonant, vowel, consonant other than w, x, y: the e of "file" was dropped before -ing. */
function endsShort(word: string): boolean {
  const last = word.length - 1;
  return (
    last >= 2 &&
    isConsonant(word, last) &&
    !isConsonant(word, last - 1) &&
    isConsonant(word, last - 2) &&
    !/[wxy]$/.test(word)
  );
}

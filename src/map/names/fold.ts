/** Two spellings of one word have the same fold: lower case, without accents, singular, American. A fold need not be a
 *  word ("phase" and "phases" are "phas"); it depends on the word alone, so that two tables agree. */
export function foldWord(word: string): string {
  let folded = word.replace(DASHES, "-").replace(POSSESSIVE, "");
  const isAcronym = ACRONYM.test(folded);
  if (!PLAIN.test(folded)) folded = withoutAccents(folded);
  folded = folded.toLowerCase();
  if (isAcronym) return folded;
  const hyphen = folded.lastIndexOf("-") + 1;
  return folded.slice(0, hyphen) + american(singular(folded.slice(hyphen), /^\p{Lu}{2,}s$/u.test(word)));
}

const DASHES = /--|[\u2010\u2011\u2013]/g;
const POSSESSIVE = /['\u2019]s?$/;
const PLAIN = /^[\x20-\x7e]*$/;
/** GPS, CMS: what ends in S is no plural. */
const ACRONYM = /^[\p{Lu}\d-]+$/u;

const NOT_PLURAL = new Set(
  (
    "news bias gas atlas canvas alias pancreas whereas overseas texas always perhaps " +
    "chaos cosmos ethos pathos series species lens mars venus paris dos"
  ).split(" "),
);
/** Plurals in -ics of nouns in -ic; all others (physics, dynamics) are what they are. */
const PLURAL_ICS = new Set(
  "metrics topics heuristics characteristics clinics fabrics ceramics plastics epidemics pandemics cubics conics mosaics logics".split(
    " ",
  ),
);
const GREEK = new Map(
  (
    "α alpha β beta γ gamma δ delta ε epsilon ζ zeta η eta θ theta κ kappa λ lambda μ mu ν nu ξ xi π pi ρ rho σ sigma " +
    "τ tau φ phi χ chi ψ psi ω omega"
  )
    .split(" ")
    .flatMap((letter, i, all): [string, string][] => (i % 2 === 0 ? [[letter, all[i + 1] ?? letter]] : [])),
);

function withoutAccents(word: string): string {
  return word
    .normalize("NFKD")
    .replace(/\p{M}+/gu, (marks) => (/[\u0300-\u036f]/.test(marks) ? "" : marks))
    .toLowerCase()
    .replace(/[α-ω]/g, (letter) => GREEK.get(letter) ?? letter)
    .normalize("NFC");
}

function singular(word: string, isPluralAcronym: boolean): string {
  if (isPluralAcronym) return word.slice(0, -1);
  const length = word.length;
  if (length < 4) return word;
  if (!word.endsWith("s")) {
    if (word.endsWith("se") || word.endsWith("che")) return word.slice(0, -1);
    return length > 4 && word.endsWith("ie") ? `${word.slice(0, -2)}y` : word;
  }
  if (NOT_PLURAL.has(word)) return word;
  if (word.endsWith("ics")) return PLURAL_ICS.has(word) ? word.slice(0, -1) : word;
  if (word.endsWith("ies")) return length > 4 ? `${word.slice(0, -3)}y` : word;
  if (/(?:s|x|ch|sh|o)es$/.test(word)) return word.slice(0, -2);
  if (word.endsWith("ysis") || word.endsWith("hesis")) return word.slice(0, -2);
  return /[sui]s$/.test(word) ? word : word.slice(0, -1);
}

const BRITISH = /^(behavi|col|tum|neighb|flav|vap|lab|fav|harb|hum)our/;

function american(word: string): string {
  if (word.length < 5) return word;
  return word
    .replace(BRITISH, "$1or")
    .replace(/isation$/, "ization")
    .replace(/ising$/, "izing")
    .replace(/^(mod|lab|chann|trav|sign)(e|a)lling$/, "$1$2ling")
    .replace(/^(cent|fib|met|lit)re$/, "$1er");
}

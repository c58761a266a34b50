/** Accents of Latin, Greek and Cyrillic letters, Hebrew points and Arabic vowel marks: writing that may be left out.
 *  The marks of other scripts (Devanagari vowels, Japanese voicing) tell words apart and stay. */
const ACCENTS = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u0591-\u05c7\u064b-\u065f\u0670]+/gu;
const INVISIBLE = /[\p{Cc}\p{Cf}]+/gu;
const SPACE = /\s+/gu;
const NOT_WORD = /[^\p{L}\p{M}\p{N}]+/gu;
const PLAIN = /^[\x20-\x7e]*$/;

/** One line: runs of white space become one blank, ends are trimmed. */
export function collapseWhitespace(text: string): string {
  return text.replace(SPACE, " ").trim();
}

/** The key under which two spellings of one title meet: lower case, no accents, letters and digits only,
 *  words separated by one blank. Empty for a title without letters or digits. */
export function titleKey(title: string): string {
  const letters = PLAIN.test(title) ? title : withoutAccents(title);
  return letters.toLowerCase().replace(NOT_WORD, " ").trim();
}

/** At most `length` characters (UTF-16 units), with an ellipsis where something was cut off. Never half an emoji. */
export function clip(text: string, length: number): string {
  if (text.length <= length) return text;
  if (length < 1) return "";
  const last = text.charCodeAt(length - 2);
  const end = last >= 0xd800 && last <= 0xdbff ? length - 2 : length - 1;
  return `${text.slice(0, end)}…`;
}

/** `1 paper`, `2 papers`, `12,345 papers`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? noun : plural}`;
}

/** White space among the invisible characters separates words, so it becomes a blank before the others go. */
function withoutAccents(title: string): string {
  return title
    .normalize("NFKD")
    .toLowerCase()
    .normalize("NFKD")
    .replace(ACCENTS, "")
    .replace(SPACE, " ")
    .replace(INVISIBLE, "");
}

const COMBINING_MARKS = /\p{M}+/gu;
const NOT_WORD = /[^\p{L}\p{N}]+/gu;
const CONTROLS = /[\p{Cc}\p{Cf}]+/gu;

/** One line: runs of white space become one blank, ends are trimmed. */
export function collapseWhitespace(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

/** The key under which two spellings of one title meet: lower case, no accents, letters and digits only,
 *  words separated by one blank. Empty for a title without letters or digits. */
export function titleKey(title: string): string {
  return title
    .normalize("NFKD")
    .replace(COMBINING_MARKS, "")
    .replace(CONTROLS, "")
    .toLowerCase()
    .replace(NOT_WORD, " ")
    .trim();
}

/** At most `length` characters (UTF-16 units), with an ellipsis where something was cut off. */
export function clip(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, Math.max(0, length - 1))}…`;
}

/** `1 paper`, `2 papers`, `12,345 papers`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? noun : plural}`;
}

const ACCENTS = /[\u0300-\u036f]/g;
/** Letters that are no base letter with an accent. */
const SPELLED: Readonly<Record<string, string>> = {
  ß: "ss",
  ø: "o",
  ł: "l",
  æ: "ae",
  œ: "oe",
  đ: "d",
  ı: "i",
  þ: "th",
};
/** No list is compared beyond so many names. */
const MOST_COMPARED = 100;
const NOBODY = /^(?:others|et al\.?|and others)$/i;

/** How many authors two lists have in common, and how many the shorter one has: names agree when one has all that the
 *  other spells out ("A. Lovelace", "Lovelace, Ada"; initials, order and accents aside). */
export function sharedAuthors(
  a: readonly string[],
  b: readonly string[],
): { readonly shared: number; readonly of: number } {
  const [fewer, more] = [spelledOut(a), spelledOut(b)].sort((one, other) => one.length - other.length);
  if (fewer === undefined || more === undefined) return { shared: 0, of: 0 };
  const shared = fewer.filter((name) => more.some((other) => agree(name, other))).length;
  return { shared, of: fewer.length };
}

/** The words of each name that are spelled out; names without any are left out. */
function spelledOut(authors: readonly string[]): ReadonlySet<string>[] {
  return authors
    .filter((author) => !NOBODY.test(author))
    .slice(0, MOST_COMPARED)
    .map((author) => new Set(nameWords(author)))
    .filter(({ size }) => size > 0);
}

function nameWords(author: string): string[] {
  const words = author.replaceAll(/[-‐‑'’`]/g, "").split(/[^\p{L}\p{M}]+/u);
  const full = words.filter((word) => [...word].length > 1 && !isInitials(word, words));
  return (full.length > 0 ? full : words.filter((word) => word !== "")).map(fold);
}

/** PubMed writes "Lovelace AK". */
function isInitials(word: string, among: readonly string[]): boolean {
  const isShort = (text: string) => text.length <= 3 && text === text.toUpperCase();
  return isShort(word) && among.some((other) => other.length > 1 && !isShort(other));
}

function fold(word: string): string {
  const small = word.toLowerCase().normalize("NFKD").replace(ACCENTS, "");
  return small.replace(/[ßøłæœđıþ]/g, (letter) => SPELLED[letter] ?? letter);
}

function agree(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const [fewer, more] = a.size <= b.size ? [a, b] : [b, a];
  return [...fewer].every((word) => more.has(word));
}

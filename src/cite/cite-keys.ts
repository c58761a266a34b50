import type { CitedPaper } from "./cited-paper.ts";
import { isGroup, parseName } from "./names.ts";
import { oneLine } from "./one-line.ts";
import { piecesOf, readable } from "./tex/pieces.ts";

const MAX_PART = 24;
const PASSED_OVER = new Set("a an the on of in for to from with and or at by is are towards toward via".split(" "));
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
  ŋ: "ng",
};

/** Family name of the first author, year, and the first word of the title that says something: `vaswani2017attention`,
 *  in small Latin letters and digits. Follows from the paper alone; two papers may have the same. */
export function citeKeyOf({ authors, year, title }: Pick<CitedPaper, "authors" | "year" | "title">): string {
  const [first = ""] = authors;
  return `${plain(familyOf(first)) || "anon"}${year ?? ""}${titleWord(title)}`;
}

/** Gives keys that differ within one file: the first paper has its plain key, those that would have the same get `a`,
 *  `b`, … in the order in which they come. */
export class CiteKeys {
  readonly #given = new Set<string>();
  readonly #clashes = new Map<string, number>();

  next(paper: CitedPaper): string {
    const wish = citeKeyOf(paper);
    let key = wish;
    for (let n = this.#clashes.get(wish) ?? 0; this.#given.has(key); n++) {
      key = wish + letters(n);
      this.#clashes.set(wish, n + 1);
    }
    this.#given.add(key);
    return key;
  }
}

function familyOf(author: string): string {
  const name = parseName(readable(oneLine(author)));
  return isGroup(name) ? (name.literal.replace(/^the\s+/i, "").split(" ")[0] ?? "") : name.family;
}

function titleWord(title: string): string {
  const words = piecesOf(oneLine(title))
    .map(({ kind, text }) => (kind === "text" ? text : " "))
    .join("")
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .map(plain)
    .filter((word) => word !== "");
  return words.find((word) => !PASSED_OVER.has(word)) ?? words[0] ?? "";
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[ßæœøłđðþıŋ]/g, (letter) => PLAIN_LETTERS[letter] ?? "")
    .replace(/[^a-z0-9]/g, "")
    .slice(0, MAX_PART);
}

/** a, b, …, z, aa, ab, … */
function letters(n: number): string {
  const last = String.fromCharCode(97 + (n % 26));
  return n < 26 ? last : letters(Math.floor(n / 26) - 1) + last;
}

import { foldWord, scanWords } from "./lexical/analyze.ts";

/** The words of a text without case, accents and punctuation, with blanks between them. */
export function foldText(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) {
    return text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, " ")
      .trim();
  }
  const words: string[] = [];
  scanWords(text, (start, end) => {
    const word = foldWord(text.slice(start, end)).trim();
    if (word !== "") words.push(word);
  });
  return words.join(" ");
}

/** Finds short texts by their beginning, or by words within them. */
export class TextFinder {
  /** All texts, folded, each after a line end. */
  readonly #all: string;
  /** Where in it each begins. */
  readonly #starts: Uint32Array;

  constructor(texts: readonly string[]) {
    const folded = texts.map((text) => `\n${foldText(text).replaceAll("\n", " ")}`);
    this.#all = folded.join("");
    this.#starts = new Uint32Array(texts.length);
    let at = 0;
    for (const [i, text] of folded.entries()) {
      this.#starts[i] = at;
      at += text.length;
    }
  }

  /** Positions of at most `limit` texts: those that begin with what is typed, in their order, then those that contain
   *  it from the beginning of a word on. */
  find(typed: string, limit: number): number[] {
    const folded = foldText(typed);
    if (folded === "") return [];
    const found = new Set<number>();
    for (const before of ["\n", " "]) {
      let at = this.#all.indexOf(before + folded);
      while (at >= 0 && found.size < limit) {
        found.add(this.#textAt(at));
        at = this.#all.indexOf(before + folded, at + 1);
      }
    }
    return [...found];
  }

  /** The text that a place is in. */
  #textAt(place: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (low + 1 < high) {
      const middle = (low + high) >>> 1;
      if ((this.#starts[middle] ?? 0) <= place) low = middle;
      else high = middle;
    }
    return low;
  }
}

/** How well a title fits what is typed: 0 it begins with it, 1 it contains it, 2 it has all of its words, the last one
 *  perhaps longer; undefined: it does not fit. */
export function titleFit(title: string, typed: string): 0 | 1 | 2 | undefined {
  const words = foldText(typed);
  if (words === "") return undefined;
  const folded = ` ${foldText(title)} `;
  if (folded.startsWith(` ${words}`)) return 0;
  if (folded.includes(` ${words}`)) return 1;
  const all = words.split(" ");
  const last = all.pop() ?? "";
  return all.every((word) => folded.includes(` ${word} `)) && folded.includes(` ${last}`) ? 2 : undefined;
}

/** Titles and abstracts of papers are text with TeX in it: formulas, and accents of those who write without a keyboard
 *  for them. */
import { formulasIn } from "./formulas.ts";
import { SIGNS, signsIn, wordsOf } from "./words.ts";

export interface Piece {
  readonly kind: "text" | "formula";
  /** Of a formula also the delimiters. */
  readonly text: string;
  /** What a formula shows that is one sign, and had no delimiters. */
  readonly letter?: string;
}

/** The text in pieces: formulas as they stand, and plain text between them in which accents are letters. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { start, end } of formulasIn(text)) {
    if (start > from) pieces.push(...wordPieces(text.slice(from, start)));
    pieces.push({ kind: "formula", text: text.slice(start, end) });
    from = end;
  }
  if (from < text.length) pieces.push(...wordPieces(text.slice(from)));
  return pieces;
}

/** The text as a reader expects it outside of TeX: formulas stay, accents and signs are characters. */
export function readable(text: string): string {
  if (!/[\\{]/.test(text)) return text;
  return piecesOf(text)
    .map((piece) => piece.letter ?? piece.text)
    .join("");
}

/** Signs that are commands of mathematics outside of any formula, as in `\alpha-decay`, are formulas of their own. */
function wordPieces(text: string): Piece[] {
  const words = wordsOf(text);
  if (!words.includes("\\")) return [{ kind: "text", text: words }];
  return words
    .split(signsIn)
    .map((part, i): Piece => {
      if (i % 2 === 0) return { kind: "text", text: part };
      return { kind: "formula", text: `$\\${part}$`, letter: SIGNS[part] ?? "" };
    })
    .filter(({ text: part }) => part !== "");
}

import { isBalanced } from "./formulas.ts";
import { type Piece, piecesOf } from "./pieces.ts";

const SPECIAL: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "{": "\\textbraceleft{}",
  "}": "\\textbraceright{}",
  "^": "\\textasciicircum{}",
  "~": "\\textasciitilde{}",
  "<": "\\textless{}",
  ">": "\\textgreater{}",
  "|": "\\textbar{}",
};
const TO_ESCAPE = /[\\{}^~<>|$&%#_]/g;
/** A run of letters and digits, and what follows it. */
const WORD = /[\p{L}\p{M}\p{N}]+(?=(.?))/gsu;
/** Long words that titles write small even where all others are capitalized. */
const ALWAYS_SMALL = new Set(
  "with from into onto over than that this upon when where under between through via".split(" "),
);

/** Text for a BibTeX field between braces: formulas as they stand, all else without meaning for TeX. Its braces are
 *  balanced. */
export function bibtexText(text: string): string {
  return piecesOf(text)
    .map((piece) => (piece.kind === "formula" ? bibtexFormula(piece.text) : escapeTex(piece.text)))
    .join("");
}

/** The same for a title, with braces around what styles must not write small: acronyms, formulas, and in a title whose
 *  words are mostly small those that are not. */
export function bibtexTitle(text: string): string {
  const pieces = piecesOf(text);
  const keeps = keeperOf(pieces);
  let begins = true;
  return pieces
    .map((piece) => {
      if (piece.kind === "formula") {
        begins = false;
        return `{${bibtexFormula(piece.text)}}`;
      }
      return escapeWords(piece.text, (word, next, before) => {
        const isFirst = begins || /[.:?!]\s*$/.test(before); // there styles keep the capital, or write one
        begins = false;
        return keeps(word, next, isFirst);
      });
    })
    .join("");
}

/** Characters that mean something to TeX as characters that mean themselves. */
export function escapeTex(text: string): string {
  return text.replace(TO_ESCAPE, (character) => SPECIAL[character] ?? `\\${character}`);
}

/** As `$…$`; a brace with a backslash and no partner would count as open for BibTeX, and is called by its name. */
function bibtexFormula(text: string): string {
  const tex = text.startsWith("$$") || text.startsWith("\\") ? text.slice(2, -2) : text.slice(1, -1);
  const named = isBalanced(tex) ? tex : tex.replaceAll("\\{", "\\lbrace ").replaceAll("\\}", "\\rbrace ");
  return `$${named}$`;
}

type Keeps = (word: string, next: string, isFirst: boolean) => boolean;

function keeperOf(pieces: readonly Piece[]): Keeps {
  const text = pieces.map((piece) => (piece.kind === "text" ? piece.text : "")).join(" ");
  if (!/\p{Ll}{2}/u.test(text)) return () => false; // ALL IN CAPITALS
  const words = (text.match(/(?<=\s)\p{L}{4,}/gu) ?? []).filter((word) => !ALWAYS_SMALL.has(word));
  const small = words.filter((word) => /^\p{Ll}/u.test(word)).length;
  const isSentence = small > 0 && small >= words.length / 2;
  return (word, next, isFirst) => {
    if (/^.+\p{Lu}/su.test(word)) return true;
    if (/^\p{Lu}$/u.test(word)) return word !== "A" || /\S/.test(next);
    return isSentence && !isFirst && /^\p{Lu}/u.test(word);
  };
}

function escapeWords(text: string, keep: (word: string, next: string, before: string) => boolean): string {
  let written = "";
  let from = 0;
  for (const found of text.matchAll(WORD)) {
    const [word, next = ""] = found;
    written += escapeTex(text.slice(from, found.index));
    written += keep(word, next, text.slice(Math.max(0, found.index - 8), found.index)) ? `{${word}}` : word;
    from = found.index + word.length;
  }
  return written + escapeTex(text.slice(from));
}

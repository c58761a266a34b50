import { texToText } from "./tex.ts";
import { DROPPED, SYMBOLS, WRAPPERS } from "./tex-names.ts";

/** Most texts of arXiv hold nothing of TeX but formulas. */
const HINT = /\\|``|''|--|~/;
const names = (list: Iterable<string>) => [...list].sort((a, b) => b.length - a.length).join("|");
const GROUP = "\\{[^{}$]{0,500}\\}";
const SIGN = "['`^\"~=.]";
const KNOWN = names([...SYMBOLS.keys(), ...DROPPED, ...WRAPPERS]);
/** A formula, which stays, or a piece that is TeX for certain. Braces and dollars alone may be meant as they stand. */
const PIECES = new RegExp(
  [
    "\\\\\\$", // stays: a bare dollar would open a formula
    "\\$\\$?(?:[^$\\\\]|\\\\.){1,5000}\\$\\$?",
    `\\{\\s*\\\\(?:${SIGN}|(?:[uvHcdbkr]|${KNOWN})(?![a-zA-Z]))(?:[^{}$]|${GROUP}){0,500}\\}`,
    `\\\\${SIGN}\\s*(?:${GROUP}|\\\\[ij](?![a-zA-Z])|[a-zA-Z])`,
    `\\\\[uvHcdbkr](?:\\s*${GROUP}|\\s*\\\\[ij](?![a-zA-Z])|\\s+[a-zA-Z])`,
    `\\\\(?:${names(WRAPPERS)})\\s*${GROUP}`,
    `\\\\(?:${names([...SYMBOLS.keys(), ...DROPPED])})(?![a-zA-Z])(?:\\{\\}|\\s+)?`,
    "\\\\[&%#_,;/]",
    "``|''|-{2,3}(?!-)",
    "(?<=\\S)~(?=\\S)",
  ].join("|"),
  "gs",
);

/** The text of a title, abstract or name as arXiv keeps it: plain, with accents, quotes and a few commands of TeX in it,
 *  which become letters and signs, and with formulas, which stay as they are written. */
export function arxivText(text: string): string {
  return HINT.test(text) ? text.replace(PIECES, meaning) : text;
}

function meaning(piece: string): string {
  return /^\\?\$/.test(piece) ? piece : texToText(piece);
}

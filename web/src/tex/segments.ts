/** A stretch of a text, as UTF-16 offsets [start, end). */
export interface TextSegment {
  readonly kind: "text";
  readonly start: number;
  readonly end: number;
}

/** A formula with its delimiters; `tex` is what stands between them. */
export interface TexSegment {
  readonly kind: "tex";
  readonly start: number;
  readonly end: number;
  readonly tex: string;
  readonly display: boolean;
}

export type Segment = TextSegment | TexSegment;

/** A formula longer than this is taken for a stray delimiter. */
const MAX_FORMULA_LENGTH = 2_000;

const OPENING = /\\[([]|\$\$?/g;

/** The text cut into formulas (`$…$`, `$$…$$`, `\(…\)`, `\[…\]`) and what stands between them: in order, without gaps
 *  or overlaps, from 0 to text.length. Amounts of money and unclosed delimiters stay text. Linear in the text's length
 *  times MAX_FORMULA_LENGTH at worst. */
export function segmentTex(text: string): Segment[] {
  const segments: Segment[] = [];
  let from = 0;
  OPENING.lastIndex = 0;
  for (let found = OPENING.exec(text); found !== null; found = OPENING.exec(text)) {
    const formula = isEscaped(text, found.index) ? undefined : formulaAt(text, found.index, found[0]);
    if (formula === undefined) {
      OPENING.lastIndex = found.index + found[0].length;
      continue;
    }
    if (formula.start > from) segments.push({ kind: "text", start: from, end: formula.start });
    segments.push(formula);
    from = formula.end;
    OPENING.lastIndex = from;
  }
  if (from < text.length) segments.push({ kind: "text", start: from, end: text.length });
  return segments;
}

function formulaAt(text: string, start: number, opening: string): TexSegment | undefined {
  const closing = opening === "\\(" ? "\\)" : opening === "\\[" ? "\\]" : opening;
  const inside = start + opening.length;
  const close = findClosing(text, inside, closing);
  if (close === -1) return undefined;
  const tex = text.slice(inside, close);
  const end = close + closing.length;
  if (tex.trim() === "" || !isFormula(tex, opening, text[end])) return undefined;
  return { kind: "tex", start, end, tex, display: opening === "$$" || opening === "\\[" };
}

/** Where the delimiter stands next outside braces, or -1 when there is none within reach. */
function findClosing(text: string, from: number, closing: string): number {
  const limit = Math.min(text.length, from + MAX_FORMULA_LENGTH);
  let depth = 0;
  for (let at = from; at < limit; at++) {
    if (depth <= 0 && text.startsWith(closing, at)) return at;
    const character = text[at];
    if (character === "\\") at++;
    else if (character === "{") depth++;
    else if (character === "}") depth--;
  }
  return -1;
}

function isFormula(tex: string, opening: string, next: string | undefined): boolean {
  if (opening === "\\[") return !/^[\d,\s]+$/.test(tex); // `\[12\]` is an escaped citation
  if (opening !== "$") return true;
  if (/^\d/.test(tex) && looksLikeMoney(tex, next)) return false;
  return hasMathSigns(tex) || isVariable(tex) || (!/^\s|\s$/.test(tex) && !looksLikeProse(tex));
}

/** One letter, which some write with blanks around it: "$ k $-means". */
function isVariable(tex: string): boolean {
  return /^\s*[a-z]\W{0,2}\s*$/i.test(tex);
}

/** "$5 and $6", "$100K-$200K", "$2 per page of $": an amount and what runs on to the next dollar sign. */
function looksLikeMoney(tex: string, next: string | undefined): boolean {
  return (next !== undefined && /\d/.test(next)) || /[\s(,&/–—-]$/.test(tex) || looksLikeProse(tex);
}

function hasMathSigns(tex: string): boolean {
  return /\\[a-zA-Z,;:!]|[\^_=<>]/.test(tex) && !looksLikeProse(tex);
}

/** Two plain words in a row, outside commands and braces: between two formulas rather than in one. */
function looksLikeProse(tex: string): boolean {
  return /(?:^|\s)[a-z]{2,}[,.;:]? [a-z]{2,}(?=[\s,.;:]|$)/i.test(tex.replace(/\{[^{}]*\}|\\[a-zA-Z]+/g, ""));
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text[at - 1 - backslashes] === "\\") backslashes++;
  return backslashes % 2 === 1;
}

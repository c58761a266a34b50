export interface Span {
  /** [start, end) in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** What is longer is taken for a stray delimiter. */
const MAX_LENGTH = 1000;
const OPENING = /\\[([]|\$\$?/g;
const CLOSING: Readonly<Record<string, string>> = { "\\(": "\\)", "\\[": "\\]", $: "$", $$: "$$" };
/** Commands that read or write files, define others or end the document: no formula of a title needs one. */
const DANGEROUS =
  /\\(?:input|include\w*|openin|openout|read|write\d*|immediate|special|directlua|latelua|luaexec|shellescape|catcode|csname|[egx]?def|f?uturelet|let|newcommand|renewcommand|providecommand|loop|end|bye|stop|usepackage|documentclass|verb\w*|begingroup|endgroup|expandafter|jobname|par|uppercase|lowercase|scantokens|everypar)(?![a-zA-Z])/;

/** Where the formulas of a text stand, with their delimiters: `$…$`, `$$…$$`, `\(…\)`, `\[…\]`. Only those are taken
 *  whose braces are balanced and which do nothing but show something; amounts of money are none. */
export function formulasIn(text: string): Span[] {
  const spans: Span[] = [];
  OPENING.lastIndex = 0;
  for (let found = OPENING.exec(text); found !== null; found = OPENING.exec(text)) {
    const [opening] = found;
    const end = isEscaped(text, found.index) ? -1 : endOf(text, found.index, opening);
    if (end > 0) {
      spans.push({ start: found.index, end });
      OPENING.lastIndex = end;
    } else OPENING.lastIndex = found.index + opening.length;
  }
  return spans;
}

/** Whether braces open and close in pairs, those with a backslash before them counted like others, as BibTeX does. */
export function isBalanced(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === "{") depth++;
    else if (character === "}" && --depth < 0) return false;
  }
  return depth === 0;
}

/** One past the end of the formula that opens here, or -1. */
function endOf(text: string, start: number, opening: string): number {
  const closing = CLOSING[opening] ?? opening;
  const from = start + opening.length;
  for (let at = from; at < Math.min(text.length, from + MAX_LENGTH); at++) {
    if (text.startsWith(closing, at)) {
      const end = at + closing.length;
      return isFormula(text.slice(from, at), opening, text[end] ?? "") ? end : -1;
    }
    if (opening !== "$" && text.startsWith(opening, at)) return -1; // formulas do not begin within others
    if (text[at] === "\\") at++;
    else if (text[at] === "$") return -1; // a dollar sign inside \(…\) or alone in $$…$$
  }
  return -1;
}

function isFormula(tex: string, opening: string, next: string): boolean {
  if (tex.trim() === "" || DANGEROUS.test(tex) || !isBalanced(tex.replace(/\\[{}]/g, ""))) return false;
  if (opening === "\\[") return !/^[\d,\s]+$/.test(tex); // an escaped reference: \[12\]
  if (opening !== "$") return true;
  if (/^\d/.test(tex) && (/\d/.test(next) || /[\s(,&/–—-]$/.test(tex))) return false; // from $5 to $6
  if (isProse(tex)) return false;
  return !/^\s|\s$/.test(tex) || /[\\^_=<>]/.test(tex) || /^\s*[a-z]\W{0,2}\s*$/i.test(tex);
}

/** Two words in a row: what stands between two formulas, or two amounts of money. */
function isProse(tex: string): boolean {
  return /(?:^|\s)[a-z]{2,}[,.;:]? [a-z]{2,}(?=[\s,.;:]|$)/i.test(tex.replace(/\{[^{}]*\}|\\[a-zA-Z]+/g, ""));
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text[at - 1 - backslashes] === "\\") backslashes++;
  return backslashes % 2 === 1;
}

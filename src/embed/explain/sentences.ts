/** [start, end) in UTF-16 units. */
export type Span = readonly [start: number, end: number];

/** Where a sentence may end: the mark and what closes after it, then blanks; or a mark that needs no blank. Runs are
 *  bounded, so that no row of points takes long. */
const END = /[.!?]{1,8}["'\u201d\u2019)\]]{0,8}(?=\s)|[\u3002\uff01\uff1f]+["\u201d\u300d\u300f]*/gu;
/** What ends in a point without ending a sentence. */
const SHORTENED =
  /(?:^|[\s(["'])(?:e\.g|i\.e|cf|vs|resp|approx|fig|figs|eq|eqs|sec|ref|refs|no|al|etc|st|dr|prof|mr|ms|mrs|ca|viz|w\.r\.t|a\.k\.a|i\.i\.d|s\.t|\p{Lu})\.$/iu;
/** A sentence begins with a capital, a digit, a formula or a bracket, or in a script without capitals. */
const BEGINNING = /^\s*["'\u201c\u2018([]*(?:[\p{Lu}\p{Lt}\p{Lo}\p{N}$\\]|$)/u;
/** A formula; two plain words in it are what stands between two formulas, or amounts of money. */
const FORMULA = /\$(?![^$]{0,300}[a-z]{2,} [a-z]{2,})[^$]{1,300}\$/g;
/** Shortened words and beginnings are looked for in so many characters. */
const WINDOW = 16;

/** The sentences of a text in order, without the blanks between them; a text without an end is one sentence. Points
 *  inside formulas end nothing. O(length). */
export function sentencesOf(text: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  const close = (end: number) => {
    const blank = text.slice(start, end);
    const [from, to] = [start + blank.length - blank.trimStart().length, start + blank.trimEnd().length];
    if (from < to) spans.push([from, to]);
    start = end;
  };
  const plain = text.includes("$") ? text.replace(FORMULA, (formula) => `$${"x".repeat(formula.length - 2)}$`) : text;
  for (const { 0: mark, index } of plain.matchAll(END)) {
    const end = index + mark.length;
    const before = text.slice(Math.max(start, end - WINDOW), end);
    const after = text.slice(end, end + WINDOW);
    const isCertain = /[\u3002\uff01\uff1f]/.test(mark);
    if (isCertain || (BEGINNING.test(after) && (mark[0] !== "." || !SHORTENED.test(before)))) close(end);
  }
  close(text.length);
  return spans;
}

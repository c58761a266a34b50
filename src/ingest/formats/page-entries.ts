import type { PageLine } from "./page-lines.ts";

export interface PageEntry {
  /** Absent where an abstract stands alone. */
  readonly title?: PageLine;
  /** In paragraphs; empty where the page shows none. */
  readonly abstract: readonly PageLine[];
}

const SENTENCE_END = /[.!?…]["'”’)\]}]*$/;
const LINK_END = /https?:\/\/\S+$/;
const TITLE_MARK_END = /[!?]$/;
const INNER_SENTENCE_END = /[a-z0-9)\]}$]{2}[.!?]["'”’)\]]* +[\p{Lu}]/u;
/** A paragraph shorter than this is a remark at the end of an abstract, not an abstract that lost its title. */
const REMARK_LENGTH = 250;

/** Two titles in a row: a paper without abstract. */
const COST_NO_ABSTRACT = 1.5;
/** Two abstracts in a row: a second paragraph, or a title is missing. */
const COST_NO_TITLE = 2.5;
const COST_ABSTRACT_FIRST = 2;

/** The papers in the lines of a page, in order. Titles and abstracts usually take turns; a line is taken for the other
 *  kind where its looks say so clearly: the reading of all lines that costs least in all wins (Viterbi, 1967). */
export function findEntries(lines: readonly PageLine[]): PageEntry[] {
  const titles = readTitles(lines.map(({ text }) => text));
  const entries: { title?: PageLine; abstract: PageLine[] }[] = [];
  for (const [i, line] of lines.entries()) {
    const entry = entries.at(-1);
    if (titles[i] === true) entries.push({ title: line, abstract: [] });
    else if (entry !== undefined && (entry.abstract.length === 0 || isRemark(line.text))) entry.abstract.push(line);
    else entries.push({ abstract: [line] });
  }
  return entries;
}

/** For each line whether it is a title. */
function readTitles(texts: readonly string[]): boolean[] {
  let asTitle = 0;
  let asAbstract = COST_ABSTRACT_FIRST;
  const steps: { readonly titleAfterTitle: boolean; readonly abstractAfterTitle: boolean }[] = [];
  for (const [i, text] of texts.entries()) {
    const first = i === 0;
    const titleAgain = first ? asTitle : asTitle + COST_NO_ABSTRACT;
    const paragraph = asAbstract + (first ? costAsAbstract(text) : COST_NO_TITLE + costAsParagraph(text));
    const abstract = asTitle + costAsAbstract(text);
    const step = {
      titleAfterTitle: first || titleAgain < asAbstract,
      abstractAfterTitle: !first && abstract <= paragraph,
    };
    steps.push(step);
    asTitle = (step.titleAfterTitle ? titleAgain : asAbstract) + costAsTitle(text);
    asAbstract = step.abstractAfterTitle ? abstract : paragraph;
  }
  const titles: boolean[] = [];
  let title = asTitle <= asAbstract;
  for (let i = texts.length - 1; i >= 0; i--) {
    titles[i] = title;
    const step = steps[i];
    title = step !== undefined && (title ? step.titleAfterTitle : step.abstractAfterTitle);
  }
  return titles;
}

/** Titles are short, do not end like a statement and hold no second sentence. */
function costAsTitle(text: string): number {
  let cost = text.length > 400 ? 8 : text.length > 300 ? 4 : text.length > 200 ? 2 : 0;
  if (endsSentence(text) && !TITLE_MARK_END.test(text)) cost += 3;
  if (INNER_SENTENCE_END.test(text)) cost += 1.5;
  return cost;
}

/** Abstracts are long, end like a sentence and hold several. */
function costAsAbstract(text: string): number {
  const cost = text.length < 100 ? 3 : text.length < 160 ? 2 : text.length < 250 ? 1 : 0;
  return cost + (endsSentence(text) ? 0 : 1) + (INNER_SENTENCE_END.test(text) ? 0 : 1);
}

/** A second paragraph may be short, but where it is no sentence it is rather a title. */
function costAsParagraph(text: string): number {
  return (endsSentence(text) ? 0 : 3) + (INNER_SENTENCE_END.test(text) ? 0 : 1);
}

function endsSentence(text: string): boolean {
  return SENTENCE_END.test(text) || LINK_END.test(text);
}

function isRemark(text: string): boolean {
  return text.length < REMARK_LENGTH || /^\p{Ll}/u.test(text);
}

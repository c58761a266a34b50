import { cleanLine } from "../clean.ts";
import { parsePageDate } from "./page-date.ts";

export interface PageLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

/** The site's own lines above the papers, as far as they may be glued to what follows them. */
const HEADINGS = [
  /^(?:new(?=Get))?Get trending papers in your email inbox(?: once a day)?!?/,
  /^Subscribe(?!(?:rs?|d|s)\b)(?=\S|$)/,
  /^(?:Daily|Trending) Papers(?=$|by)/,
  /^by ?AK and the research community/,
  /^new$/,
];

/** Lines of the site anywhere on a page: votes, counts of authors, links. */
const FURNITURE = [
  ...HEADINGS.slice(0, 1),
  /^(?:new|subscribe|daily papers|trending papers|papers|upvote|previous|next|load more|system theme|hugging face)$/i,
  /^(?:company|tos|privacy|about|careers|jobs|website|models|datasets|spaces|pricing|docs|log in|sign up)$/i,
  /^by ?AK and the research community$/,
  /^submitted by\b.{0,60}$/i,
  /^(?:[·•]\s*)?\d+ authors?$/i,
  /^upvote\s*\d+$/i,
  /^©/,
  /^[\d.,]+k?$/i,
  /^[^\p{L}\p{N}]+$/u,
];

/** Above the first abstract there may be this many lines of the site that nobody has foreseen. */
const MAX_HEADER_LINES = 20;
const LONG_LINE = 200;

/** True for a line that only the site writes. */
export function isPageMark(line: string): boolean {
  const text = cleanLine(line);
  return /^(?:new)?Get trending papers in your email inbox|^by ?AK and the research community|^Daily Papers$/.test(
    text,
  );
}

/** The lines of titles and abstracts, cleaned, without the site's own; and the date of the page, if it shows one. */
export function readPage(lines: readonly PageLine[]): { body: PageLine[]; date?: string } {
  const written = lines
    .map(({ number, text }) => ({ number, text: cleanLine(text) }))
    .filter(({ text }) => text !== "");
  const header = written.slice(0, headerLength(written));
  const last = header.at(-1);
  const glued = last === undefined ? "" : withoutHeadings(last.text);
  const rest = written.slice(header.length);
  const papers =
    last === undefined || glued === "" || parsePageDate(glued) ? rest : [{ ...last, text: glued }, ...rest];
  const date = written.map(({ text }) => parsePageDate(withoutHeadings(text))).find((found) => found !== undefined);
  const body = papers.filter(({ text }) => !isFurniture(text));
  return date === undefined ? { body } : { body, date };
}

/** The header reaches down to the last heading or date above the first abstract: whatever else stands between is of
 *  the site, too. */
function headerLength(written: readonly PageLine[]): number {
  const firstLong = written.findIndex(({ text }) => text.length > LONG_LINE);
  const limit = Math.min(firstLong === -1 ? written.length : firstLong, MAX_HEADER_LINES);
  const isHeading = ({ text }: PageLine) => withoutHeadings(text) !== text || parsePageDate(text) !== undefined;
  return written.slice(0, limit).findLastIndex(isHeading) + 1;
}

function withoutHeadings(text: string): string {
  for (const heading of HEADINGS) {
    const rest = text.replace(heading, "");
    if (rest !== text) return withoutHeadings(rest.trim());
  }
  return text;
}

function isFurniture(text: string): boolean {
  return parsePageDate(text) !== undefined || FURNITURE.some((pattern) => pattern.test(text));
}

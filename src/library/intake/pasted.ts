import { arxivIdOfDoi, clip, parseArxivId, parseDoi } from "../../core/index.ts";

/** Something in a list of ids. */
export interface PastedId {
  /** As it was pasted, at most 200 characters. */
  readonly text: string;
  readonly arxivId?: string;
  readonly doi?: string;
}

const MAX_SHOWN = 200;
const SEPARATORS = /[\s,;]+/;
/** Words that people write between ids. */
const FILLERS = /^(?:and|or|see|doi:?|arxiv:?|\[[a-z-]+(?:\.[a-z-]+)?\]|[-*•&]|\d{1,3}[.)])$/i;

/** The ids in a list: one to a line, or several separated by blanks and commas; each once. What is no id stands among
 *  them without one. `isKnown` tells of words that the library itself uses as ids. */
export function* pastedIds(text: string, isKnown: (word: string) => boolean): Generator<PastedId> {
  const found = new Set<string>();
  for (const id of eachId(text, isKnown)) {
    const key = id.arxivId ?? id.doi ?? id.text;
    if (!found.has(key)) yield id;
    found.add(key);
  }
}

function* eachId(text: string, isKnown: (word: string) => boolean): Generator<PastedId> {
  for (const line of text.split(/\r?\n/).map((each) => each.trim())) {
    const whole = read(line);
    if (whole !== undefined || (line !== "" && isKnown(line))) {
      yield whole ?? { text: line };
      continue;
    }
    for (const word of line.split(SEPARATORS)) {
      if (word !== "" && !FILLERS.test(word)) yield read(word) ?? { text: clip(word, MAX_SHOWN) };
    }
  }
}

/** A DOI that arXiv gave stands for its arXiv id. */
function read(text: string): PastedId | undefined {
  if (SEPARATORS.test(text) && !/^arxiv\b/i.test(text)) return undefined;
  const arxivId = parseArxivId(text)?.id;
  if (arxivId !== undefined) return { text: clip(text, MAX_SHOWN), arxivId };
  const doi = parseDoi(text);
  if (doi === undefined) return undefined;
  const ofDoi = arxivIdOfDoi(doi);
  return { text: clip(text, MAX_SHOWN), ...(ofDoi === undefined ? { doi } : { arxivId: ofDoi }) };
}

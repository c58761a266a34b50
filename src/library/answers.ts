import type { ListingEntry, Paper } from "../core/index.ts";
import { type QueryWord, type RankedPaper, type Ranking, spansOf, termsOf } from "../search/index.ts";
import type { Hit, Paper as WirePaper } from "../wire/index.ts";

export interface Explained {
  /** The words that are looked for in the papers. */
  readonly words: readonly QueryWord[];
  /** Index terms that count as a match. */
  readonly terms: { has(term: string): boolean };
  readonly reasons?: Hit["reasons"];
}

/** `k` of the ranked papers from `offset` on, with their reasons. */
export function hitsOf(
  ranking: Ranking,
  offset: number,
  k: number,
  readPaper: (row: number) => Paper | undefined,
  explain: (paper: Paper, row: number) => Explained,
): Hit[] {
  const best = ranking.papers.reduce((most, { score }) => Math.max(most, score), 0); // years may order them
  return ranking.papers.slice(offset, offset + k).flatMap((ranked, i) => {
    const paper = readPaper(ranked.row);
    return paper === undefined ? [] : [hitOf(paper, ranked, ranking, offset + i + 1, best, explain(paper, ranked.row))];
  });
}

/** A paper as the doors give it. */
export function toWire(row: number, paper: Paper, listings: readonly ListingEntry[]): WirePaper {
  const { authors, categories, sources, keywords, links, ...rest } = paper;
  return {
    ...rest,
    row,
    ...(keywords === undefined ? {} : { keywords: [...keywords] }),
    ...(links === undefined ? {} : { links: links.map(({ kind, url }) => ({ kind, url })) }),
    authors: [...authors],
    categories: [...categories],
    sources: [...sources],
    listings: [...listings],
  };
}

function hitOf(
  paper: Paper,
  ranked: RankedPaper,
  { bestLexical, bestSemantic }: Ranking,
  rank: number,
  best: number,
  { words, terms, reasons }: Explained,
): Hit {
  const matches = { title: spansOf(paper.title, terms), abstract: spansOf(paper.abstract, terms) };
  const foundBy: Hit["foundBy"] = [];
  if (bestLexical.has(ranked.row)) foundBy.push("lexical");
  if (bestSemantic.has(ranked.row)) foundBy.push("semantic");
  return {
    id: paper.id,
    row: ranked.row,
    title: paper.title,
    abstract: paper.abstract,
    authors: [...paper.authors],
    ...(paper.year === undefined ? {} : { year: paper.year }),
    ...(paper.venue === undefined ? {} : { venue: paper.venue }),
    categories: [...paper.categories],
    titleOnly: paper.titleOnly,
    ...(paper.published === undefined ? {} : { published: paper.published }),
    ...(paper.citations === undefined ? {} : { citations: paper.citations }),
    ...(paper.retracted === undefined ? {} : { retracted: paper.retracted }),
    rank,
    score: ranked.score,
    relative: best > 0 ? Math.min(1, Math.max(0, ranked.score / best)) : 0,
    scores: {
      ...(ranked.lexical === undefined ? {} : { lexical: ranked.lexical }),
      ...(ranked.semantic === undefined ? {} : { semantic: ranked.semantic }),
    },
    foundBy,
    words: matchedWords(words, paper, matches),
    matches,
    ...(reasons === undefined ? {} : { reasons }),
  };
}

/** Those words of the query that share a term with a marked word of the paper. */
function matchedWords(words: readonly QueryWord[], paper: Paper, matches: Hit["matches"]): string[] {
  const marked = [
    ...matches.title.map(([start, end]) => paper.title.slice(start, end)),
    ...matches.abstract.map(([start, end]) => paper.abstract.slice(start, end)),
  ];
  const found = new Set(marked.flatMap(termsOf));
  return words.filter(({ terms }) => terms.some((term) => found.has(term))).map(({ text }) => text);
}

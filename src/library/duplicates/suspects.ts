import type { Paper } from "../../core/index.ts";
import type { TopicMap } from "../../map/index.ts";
import { differInSeries, type Store, sameWork, sharedAuthors, titleWords } from "../../store/index.ts";

/** Two papers that may be one work. */
export interface Suspects {
  readonly a: Paper;
  readonly b: Paper;
  readonly similarity?: number;
  readonly reasons: readonly string[];
}

/** Two rows, the lower first, that are worth comparing. */
interface Near {
  readonly a: number;
  readonly b: number;
  readonly similarity?: number;
}

/** Papers less alike in meaning than that are hardly ever one work (looked at in 20,000 and 260,000 papers of arXiv). */
const NEAR = 0.85;
/** Above that they mostly are, or one is another form of the other, whatever they are called. */
const VERY_NEAR = 0.96;
/** Share of the words of two titles that they have in common. */
const LIKE_TITLES = 0.6;
/** The same where authors agree. */
const LIKE_TITLES_OF_AUTHORS = 0.4;
/** A title that so many papers have is compared no further. */
const MOST_OF_A_TITLE = 20;

/** Pairs of papers that may be one work and that no reader has decided on, the likeliest first: those of one title that
 *  something speaks against, and neighbors in meaning with like titles. Works of one series are none. */
export function findSuspects(store: Store, map: TopicMap | undefined): Suspects[] {
  const decided = decidedPairs(store);
  const papers = new Map<number, Paper | undefined>();
  const paperAt = (row: number): Paper | undefined => {
    if (!papers.has(row)) papers.set(row, store.papers.paper(row));
    return papers.get(row);
  };
  const near = new Map([...titled(store), ...neighbors(map)].map((pair) => [keyOf(pair.a, pair.b), pair]));
  return [...near.values()]
    .flatMap((pair): Suspects[] => {
      if (decided.has(keyOf(pair.a, pair.b))) return [];
      const [a, b] = [paperAt(pair.a), paperAt(pair.b)];
      const reasons = a === undefined || b === undefined ? undefined : reasonsFor(a, b, pair.similarity);
      if (a === undefined || b === undefined || reasons === undefined) return [];
      return [{ a, b, reasons, ...(pair.similarity === undefined ? {} : { similarity: pair.similarity }) }];
    })
    .sort((one, other) => (other.similarity ?? 1) - (one.similarity ?? 1));
}

/** Undefined where the two are no suspects. */
function reasonsFor(a: Paper, b: Paper, similarity: number | undefined): string[] | undefined {
  const { verdict, reasons } = sameWork(a, b);
  const meaning = similarity === undefined ? [] : [`similarity ${similarity.toFixed(2)}`];
  if (verdict !== "different") return [...reasons, ...meaning];
  if (similarity === undefined || differInSeries(a.title, b.title)) return undefined;
  const { shared, of } = sharedAuthors(a.authors, b.authors);
  if (of > 0 && shared === 0) return undefined;
  const likeness = likenessOf(a.title, b.title);
  const wanted = of > 0 ? LIKE_TITLES_OF_AUTHORS : LIKE_TITLES;
  if (similarity < VERY_NEAR && likeness < wanted) return undefined;
  return [
    likeness >= wanted ? "like titles" : "other titles",
    ...(of > 0 ? [`${shared} of ${of} ${of === 1 ? "author" : "authors"}`] : []),
    ...meaning,
  ];
}

function titled(store: Store): Near[] {
  return store.papers.ofOneTitle().flatMap((rows) => {
    return rows.slice(0, MOST_OF_A_TITLE).flatMap((a, i) => rows.slice(i + 1, MOST_OF_A_TITLE).map((b) => ({ a, b })));
  });
}

function neighbors(map: TopicMap | undefined): Near[] {
  if (map === undefined) return [];
  const { rows, graph } = map;
  const near: Near[] = [];
  for (let edge = 0; edge < graph.similarities.length; edge++) {
    const similarity = graph.similarities[edge] ?? 0;
    if (similarity < NEAR) continue;
    const one = rows[Math.floor(edge / graph.k)] ?? 0;
    const other = rows[graph.neighbors[edge] ?? 0] ?? 0;
    if (one !== other) near.push({ a: Math.min(one, other), b: Math.max(one, other), similarity });
  }
  return near;
}

/** Share of the words of both titles that both have. */
function likenessOf(a: string, b: string): number {
  const [words, others] = [new Set(titleWords(a)), new Set(titleWords(b))];
  const shared = [...words].filter((word) => others.has(word)).length;
  return shared / Math.max(1, words.size + others.size - shared);
}

function decidedPairs(store: Store): ReadonlySet<string> {
  const pairs = store.works.decisions().map(({ a, b }) => [store.works.rowOf(a), store.works.rowOf(b)]);
  return new Set(pairs.map(([a = 0, b = 0]) => keyOf(Math.min(a, b), Math.max(a, b))));
}

function keyOf(a: number, b: number): string {
  return `${a} ${b}`;
}

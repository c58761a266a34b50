import { dot, gaussian, mulberry32, normalize, type Rng } from "../../src/core/index.ts";
import { createExact } from "../../src/knn/index.ts";
import {
  Catalog,
  type CatalogEntry,
  LexicalIndex,
  type Searchable,
  SemanticSearch,
  termsOf,
} from "../../src/search/index.ts";

export const DIMENSION = 8;

export interface TestPaper extends CatalogEntry {
  readonly title: string;
  readonly abstract: string;
  /** Absent while the paper has not been embedded yet. */
  readonly vector: Float32Array | undefined;
}

export interface World {
  readonly papers: readonly TestPaper[];
  readonly parts: Searchable;
}

/** The rooms of a search over these papers, with the exact index and a phrase search that reads everything. */
export function worldOf(papers: readonly TestPaper[]): World {
  const catalog = new Catalog();
  const lexical = new LexicalIndex();
  const exact = createExact({ dimension: DIMENSION });
  for (const paper of papers) {
    catalog.put(paper);
    if (paper.vector !== undefined) exact.upsert(paper.row, paper.vector);
  }
  lexical.apply(papers, []);
  const vectors = new Map(papers.map(({ row, vector }) => [row, vector]));
  const readVector = (row: number) => vectors.get(row);
  const semantic = new SemanticSearch({ exact, hnsw: undefined, readVector }, catalog.limit);
  const rowsWithPhrase = (phrase: string) => papers.filter((paper) => hasPhrase(paper, phrase)).map(({ row }) => row);
  return { papers, parts: { catalog, lexical, semantic, rowsWithPhrase } };
}

const WORDS = (
  "attention graph neural network deep learning survey protein quantum entropy robust transformer vision language " +
  "bayesian kernel sparse latent diffusion agent reward policy cell p53 naive speech"
).split(" ");
export const CATEGORIES = ["cs.CL", "cs.LG", "math.CO", "hep-th"];

/** Seeded papers with gaps between their rows; every tenth is a copy of an earlier one, under its own row. */
export function randomPapers(seed: number, count: number, embedded = 1): TestPaper[] {
  const rng = mulberry32(seed);
  const papers: TestPaper[] = [];
  for (let i = 0; i < count; i++) {
    const row = 1 + Math.floor(1.3 * i);
    const copied = i % 10 === 9 ? papers[Math.floor(rng() * papers.length)] : undefined;
    papers.push({ ...(copied ?? randomPaper(rng, embedded)), row });
  }
  return papers;
}

export function randomVector(rng: Rng): Float32Array {
  return normalize(Float32Array.from({ length: DIMENSION }, () => gaussian(rng)));
}

/** Words, the first ones of the list much more often than the last. */
export function randomWords(rng: Rng, count: number): string {
  return Array.from({ length: count }, () => WORDS[Math.floor(rng() ** 2 * WORDS.length)]).join(" ");
}

export function hasPhrase({ title, abstract }: Pick<TestPaper, "title" | "abstract">, phrase: string): boolean {
  return [title, abstract].some((text) => ` ${text} `.toLowerCase().includes(` ${phrase.toLowerCase()} `));
}

export function hasTerm({ title, abstract }: TestPaper, term: string): boolean {
  return termsOf(`${title}\n${abstract}`).includes(term);
}

export function cosine(paper: TestPaper, vector: Float32Array): number | undefined {
  return paper.vector === undefined ? undefined : dot(vector, paper.vector);
}

function randomPaper(rng: Rng, embedded: number): Omit<TestPaper, "row"> {
  return {
    title: randomWords(rng, 4),
    abstract: rng() < 0.1 ? "" : randomWords(rng, 5 + Math.floor(rng() * 20)),
    year: rng() < 0.1 ? null : 2015 + Math.floor(rng() * 10),
    venue: rng() < 0.5 ? "ICML" : null,
    categories: CATEGORIES.filter(() => rng() < 0.4).join(" "),
    sources: rng() < 0.5 ? "arxiv" : "hf\narxiv",
    dates: rng() < 0.3 ? "2024-01-05" : "",
    vector: rng() < embedded ? (rng() < 0.02 ? new Float32Array(DIMENSION) : randomVector(rng)) : undefined,
  };
}

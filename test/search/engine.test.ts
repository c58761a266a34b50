import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mulberry32 } from "../../src/core/index.ts";
import {
  type Filters,
  parseQuery,
  relatedPapers,
  type SearchMode,
  type SearchOutcome,
  searchPapers,
} from "../../src/search/index.ts";
import {
  CATEGORIES,
  cosine,
  DIMENSION,
  hasPhrase,
  hasTerm,
  randomPapers,
  randomVector,
  randomWords,
  type TestPaper,
  type World,
  worldOf,
} from "./world.ts";

interface Asked {
  readonly query: string;
  readonly vector: Float32Array;
  readonly mode: SearchMode;
  readonly filters: Filters;
  readonly wanted: number;
  readonly prefix: boolean;
}

const MODES: readonly SearchMode[] = ["hybrid", "lexical", "semantic"];
const ALL = 100_000;
const large = worldOf(randomPapers(1, 1500));
const small = worldOf(randomPapers(2, 40));
/** As during an ingest: a third of the papers have no vector yet. */
const unfinished = worldOf(randomPapers(3, 600, 0.67));

const seed = fc.nat().map((number) => mulberry32(number));
const filters: fc.Arbitrary<Filters> = fc.record(
  {
    yearFrom: fc.integer({ min: 2014, max: 2026 }),
    yearTo: fc.integer({ min: 2014, max: 2026 }),
    category: fc.subarray(CATEGORIES),
    source: fc.subarray(["arxiv", "hf"]),
    listedFrom: fc.constant("2024-01-01"),
  },
  { requiredKeys: [] },
);
const order = fc.tuple(seed, fc.integer({ min: 1, max: 5 }), filters).map(([rng, words, wanted]) => {
  return { query: randomWords(rng, words), vector: randomVector(rng), filters: wanted };
});

describe("a hybrid search", () => {
  it.each([
    ["many papers", large],
    ["few papers", small],
  ])("over %s ranks as adding up both standardised scores of every paper does", (_, world) => {
    const weight = semanticWeight();
    fc.assert(
      fc.property(order, fc.integer({ min: 1, max: 400 }), (asked, wanted) => {
        const { papers } = search(world, { ...asked, wanted });
        const truth = fusedRanking(world, asked, weight);
        expect(papers).toHaveLength(Math.min(wanted, truth.length));
        const scoreOf = new Map(truth.map(({ row, score }) => [row, score]));
        for (const [i, paper] of papers.entries()) {
          expect(paper.score).toBeCloseTo(truth[i]!.score, 4);
          expect(paper.score).toBeCloseTo(scoreOf.get(paper.row)!, 4);
        }
        expect(new Set(papers.map(({ row }) => row)).size).toBe(papers.length);
      }),
      { numRuns: 150 },
    );
  });

  it("gives both scores of each paper", () => {
    const vector = randomVector(mulberry32(9));
    const { papers, weights } = search(large, { query: "speech", vector, wanted: 300 });
    const bm25 = lexicalScores(large, weights);
    for (const paper of papers) {
      expect(paper.semantic).toBeCloseTo(cosine(paperAt(large, paper.row), vector)!, 5);
      expect(paper.lexical ?? 0).toBe(bm25[paper.row]);
    }
    expect(papers.some(({ lexical }) => lexical === undefined)).toBe(true);
  });

  it("of words that no paper has ranks by meaning", () => {
    const vector = randomVector(mulberry32(10));
    const hybrid = search(large, { query: "zyzzyva", vector, wanted: 50 });
    expect(rowsOf(hybrid)).toEqual(rowsOf(search(large, { query: "zyzzyva", vector, mode: "semantic", wanted: 50 })));
    expect(hybrid.papers).toHaveLength(50);
  });

  it("that the model knows no word of ranks by words, and says so", () => {
    const vector = new Float32Array(DIMENSION);
    const hybrid = search(large, { query: "protein", vector, wanted: ALL });
    expect(rowsOf(hybrid)).toEqual(rowsOf(search(large, { query: "protein", vector, mode: "lexical", wanted: ALL })));
    expect(hybrid.papers.length).toBeGreaterThan(10);
    expect(hybrid.notes).toEqual([expect.stringMatching(/model knows none/)]);
    expect(search(large, { query: "protein", vector, mode: "lexical" }).notes).toEqual([]);
  });

  it("of nothing that words or meaning could find is empty", () => {
    const outcome = search(large, { query: "zyzzyva", vector: new Float32Array(DIMENSION) });
    expect([outcome.papers, outcome.total]).toEqual([[], 0]);
  });

  it("also finds the words of papers that have no vector yet", () => {
    const { papers } = search(unfinished, { query: "speech naive", wanted: ALL });
    const found = new Set(papers.map(({ row }) => row));
    const withWords = unfinished.papers.filter((paper) => hasTerm(paper, "speech") || hasTerm(paper, "naiv"));
    expect(withWords.some(({ vector }) => vector === undefined)).toBe(true);
    for (const { row } of withWords) expect(found.has(row)).toBe(true);
  });
});

describe.each(MODES)("a search in mode %s", (mode) => {
  it("goes on page after page: a longer answer begins with the shorter one", () => {
    const lengths = fc.integer({ min: 1, max: 700 });
    fc.assert(
      fc.property(order, lengths, lengths, (asked, one, other) => {
        const short = rowsOf(search(large, { ...asked, mode, wanted: Math.min(one, other) }));
        const long = rowsOf(search(large, { ...asked, mode, wanted: Math.max(one, other) }));
        expect(long.slice(0, short.length)).toEqual(short);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ["all papers embedded", large],
    ["some papers not embedded yet", unfinished],
  ])("loses nothing by a filter, and lets nothing else through, with %s", (_, world) => {
    fc.assert(
      fc.property(order, (asked) => {
        const full = rowsOf(search(world, { ...asked, mode, filters: {}, wanted: ALL }));
        const { accepts } = world.parts.catalog.mask(asked.filters);
        const found = rowsOf(search(world, { ...asked, mode, wanted: ALL }));
        expect(found).toEqual(full.filter((row) => accepts[row] === 1));
      }),
      { numRuns: 60 },
    );
  });

  it("orders by score, equal scores by row, copies of one paper in the order of their rows", () => {
    fc.assert(
      fc.property(order, (asked) => {
        const { papers } = search(large, { ...asked, mode, wanted: ALL });
        for (const [i, paper] of papers.entries()) {
          const next = papers[i + 1];
          if (next === undefined) break;
          expect(next.score).toBeLessThanOrEqual(paper.score);
          if (next.score === paper.score) expect(next.row).toBeGreaterThan(paper.row);
        }
        const place = new Map(papers.map(({ row }, i) => [row, i]));
        for (const [first, second] of copies(large)) {
          const [a, b] = [place.get(first), place.get(second)];
          if (a !== undefined && b !== undefined) expect(a).toBeLessThan(b);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("keeps to papers with the phrase and leaves out what is excluded", () => {
    const query = 'neural "deep learning" -survey -"graph neural"';
    const vector = randomVector(mulberry32(12));
    const full = rowsOf(search(large, { query: "neural deep learning", vector, mode, wanted: ALL }));
    const kept = (row: number) => {
      const paper = paperAt(large, row);
      return hasPhrase(paper, "deep learning") && !hasTerm(paper, "survei") && !hasPhrase(paper, "graph neural");
    };
    const found = rowsOf(search(large, { query, vector, mode, wanted: ALL }));
    expect(found).toEqual(full.filter(kept));
    expect(found.length).toBeGreaterThan(5);
  });

  it("leaves out an excluded word in all its forms", () => {
    const found = rowsOf(search(large, { query: "graph -networks", mode, wanted: ALL }));
    expect(found.filter((row) => hasTerm(paperAt(large, row), "network"))).toEqual([]);
    expect(found.length).toBeGreaterThan(5);
  });

  it("of a phrase that no paper has is empty", () => {
    expect(search(large, { query: '"naive p53 speech cell"', mode }).papers).toEqual([]);
  });

  it.each([
    ["", "an empty query"],
    ["  \n ", "an empty query"],
    ["?! —", '"\\?! —"'],
    ["-survey", "only exclusions"],
    ['-"deep learning"', "only exclusions"],
  ])("refuses the query %j", (query, came) => {
    const message = expect.stringMatching(new RegExp(`at least one word.*${came}`));
    expect(() => search(small, { query, mode })).toThrow(expect.objectContaining({ code: "bad-request", message }));
  });

  it("of a stop word alone is answered", () => {
    const { papers } = search(small, { query: "the", mode });
    expect(papers).toHaveLength(mode === "lexical" ? 0 : 10);
  });

  it("of 10,000 words is cut, and says so", () => {
    const words = Array.from({ length: 10_000 }, (_, i) => `word${i}`).join(" ");
    const { notes, weights } = search(small, { query: `graph ${words}`, mode });
    expect(notes).toEqual([expect.stringMatching(/[12]\d,\d{3} different terms.*first 256/)]);
    expect(weights.size).toBe(256);
    expect(weights.has("graph")).toBe(true);
  });

  it("takes the last word as the beginning of longer ones only while typing", () => {
    expect(search(large, { query: "transf", mode: "lexical", prefix: true }).papers).toHaveLength(10);
    expect(search(large, { query: "transf", mode: "lexical", prefix: false }).papers).toEqual([]);
  });
});

describe("the similarity that is usual for a query", () => {
  it("is the mean and the deviation over all papers of a small library, and near them over a large one", () => {
    const vector = randomVector(mulberry32(14));
    for (const [world, digits] of [
      [small, 6],
      [large, 1],
    ] as const) {
      const truth = spread(world.papers.map((paper) => cosine(paper, vector)!));
      const { mean, deviation } = world.parts.semantic.statistics(vector);
      expect(mean).toBeCloseTo(truth.mean, digits);
      expect(deviation).toBeCloseTo(truth.deviation, digits);
    }
  });
});

describe("the papers counted among the best of a part", () => {
  it("are those that the part alone ranks first", () => {
    const vector = randomVector(mulberry32(13));
    const { bestLexical, bestSemantic } = search(large, { query: "protein entropy", vector });
    expect([...bestLexical].sort(byNumber)).toEqual(
      rowsOf(search(large, { query: "protein entropy", vector, mode: "lexical", wanted: bestLexical.size })).sort(
        byNumber,
      ),
    );
    expect([...bestSemantic].sort(byNumber)).toEqual(
      rowsOf(search(large, { query: "protein entropy", vector, mode: "semantic", wanted: bestSemantic.size })).sort(
        byNumber,
      ),
    );
  });
});

describe("a search by meaning", () => {
  it("keeps to the filter also where fewer papers have vectors than pass it", () => {
    const papers = unfinished.papers.map((paper) => ({ ...paper, year: paper.vector === undefined ? 2020 : 2010 }));
    papers[0] = { ...papers[0]!, year: 2020, vector: randomVector(mulberry32(15)) };
    const { count } = worldOf(papers).parts.catalog.mask({ yearFrom: 2020 });
    const world = worldOf([
      ...papers.filter(({ year }) => year === 2020),
      ...papers.filter(({ year }) => year === 2010).slice(0, count - 1),
    ]);
    for (const mode of ["hybrid", "semantic"] as const) {
      const found = rowsOf(search(world, { query: "zyzzyva", mode, filters: { yearFrom: 2020 }, wanted: ALL }));
      expect(found).toEqual([papers[0].row]);
    }
  });

  it("and by words keeps copies of one paper in the order of their rows on every page", () => {
    const rng = mulberry32(836);
    const asked = { query: randomWords(rng, 1 + (836 % 3)), vector: randomVector(rng) };
    const firstPage = rowsOf(search(large, { ...asked, wanted: 20 }));
    expect(firstPage).toEqual(rowsOf(search(large, { ...asked, wanted: ALL })).slice(0, 20));
  });
});

describe("related papers", () => {
  it("are the nearest others that pass the filters", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...large.papers.filter(hasMeaning)),
        filters,
        fc.integer({ min: 1, max: 60 }),
        (paper, wanted, count) => {
          const { papers, total } = relatedPapers(large.parts, paper.row, paper.vector!, wanted, count);
          const { accepts } = large.parts.catalog.mask(wanted);
          const others = large.papers.filter(({ row }) => accepts[row] === 1 && row !== paper.row);
          expect(total).toBe(others.length);
          const truth = others
            .map((other) => ({ row: other.row, similarity: Math.fround(cosine(other, paper.vector!)!) }))
            .sort((a, b) => b.similarity - a.similarity || a.row - b.row);
          expect(papers.map(({ row }) => row)).toEqual(truth.slice(0, count).map(({ row }) => row));
        },
      ),
      { numRuns: 100 },
    );
  });

  it("of a paper whose words the model does not know are none", () => {
    const unknown = large.papers.find((paper) => !hasMeaning(paper))!;
    expect(relatedPapers(large.parts, unknown.row, unknown.vector!, {}, 10)).toMatchObject({ papers: [], total: 0 });
  });
});

describe("a library of one paper", () => {
  const only: TestPaper = { ...small.papers[0]!, row: 7, title: "Graph networks", abstract: "", year: 2020 };
  const world = worldOf([only]);

  it.each(MODES)("finds it in mode %s, and nothing where it is filtered out", (mode) => {
    expect(rowsOf(search(world, { query: "graph", mode }))).toEqual([7]);
    expect(rowsOf(search(world, { query: "graph", mode, filters: { yearFrom: 2021 } }))).toEqual([]);
  });

  it("has no related ones", () => {
    expect(relatedPapers(world.parts, 7, only.vector!, {}, 5).papers).toEqual([]);
  });
});

function search({ parts }: World, asked: Partial<Asked>): SearchOutcome {
  const { query = "graph", vector = randomVector(mulberry32(8)), mode = "hybrid" } = asked;
  const { filters: wantedFilters = {}, wanted = 10, prefix = false } = asked;
  return searchPapers(parts, { query: parseQuery(query), vector, mode, filters: wantedFilters, prefix, wanted });
}

/** Every paper with lexical / σ + weight · (cosine − mean) / σ, sorted: no pools, no early end. */
function fusedRanking(world: World, asked: Pick<Asked, "query" | "vector" | "filters">, weight: number) {
  const { weights } = search(world, { ...asked, wanted: 1 });
  const bm25 = lexicalScores(world, weights);
  const cosines = world.papers.map((paper) => cosine(paper, asked.vector)!);
  const { mean, deviation } = world.parts.semantic.statistics(asked.vector);
  const scale = spread(world.papers.map(({ row }) => bm25[row]!)).deviation;
  const { accepts } = world.parts.catalog.mask(asked.filters);
  return world.papers
    .map(({ row }, i) => {
      if (scale === 0) return { row, score: cosines[i]! };
      return { row, score: bm25[row]! / scale + (weight * (cosines[i]! - mean)) / deviation };
    })
    .filter(({ row }) => accepts[row] === 1)
    .sort((a, b) => b.score - a.score || a.row - b.row);
}

/** What the search itself weighs meaning by, from one paper's scores: the value is a matter of tuning. */
function semanticWeight(): number {
  const vector = randomVector(mulberry32(11));
  const outcome = search(large, { query: "graph", vector, wanted: 1 });
  const { row, score } = outcome.papers[0]!;
  const bm25 = lexicalScores(large, outcome.weights);
  const { deviation: scale } = spread(large.papers.map((paper) => bm25[paper.row]!));
  const { mean, deviation } = large.parts.semantic.statistics(vector);
  const weight = ((score - bm25[row]! / scale) * deviation) / (cosine(paperAt(large, row), vector)! - mean);
  expect(weight).toBeGreaterThan(0.1);
  expect(weight).toBeLessThan(3);
  return weight;
}

function spread(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) };
}

function lexicalScores({ parts }: World, weights: SearchOutcome["weights"]): Float32Array {
  const scores = new Float32Array(parts.catalog.limit);
  parts.lexical.score(weights, scores);
  return scores;
}

/** Pairs of rows with the same text and the same vector, the smaller one first. */
function copies({ papers }: World): [number, number][] {
  const last = new Map<unknown, number>();
  return papers.flatMap(({ row, vector }): [number, number][] => {
    const before = last.get(vector);
    last.set(vector, row);
    return before === undefined ? [] : [[before, row]];
  });
}

function hasMeaning({ vector }: TestPaper): boolean {
  return vector?.some((component) => component !== 0) ?? false;
}

function paperAt({ papers }: World, row: number): TestPaper {
  return papers.find((paper) => paper.row === row)!;
}

function rowsOf({ papers }: Pick<SearchOutcome, "papers">): number[] {
  return papers.map(({ row }) => row);
}

function byNumber(a: number, b: number): number {
  return a - b;
}

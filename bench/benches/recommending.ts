import { join } from "node:path";
import type { Library } from "../../src/library/index.ts";
import type { Bench, Context } from "../bench.ts";
import { openStore } from "../built-library.ts";
import { mean, median, percentile } from "../measure.ts";
import { LIBRARY_FILES, MODELS_FOLDER } from "../places.ts";
import { core, learn, library as libraryRoom, search } from "../program.ts";
import type { Row } from "../row.ts";
import { BETTER_PICKS, LEARN_MS } from "../targets.ts";
import { type SparseRow, tfIdfOf } from "../tf-idf.ts";

interface SetPaper {
  readonly row: number;
  readonly id: string;
  readonly title: string;
  readonly abstract: string;
  readonly categories: readonly string[];
  readonly vector: Float32Array;
}

/** Someone who wants papers of a category, and has liked a few of them. No way of recommending knows the category. */
interface User {
  readonly category: string;
  /** Places in the list of papers. */
  readonly likes: readonly number[];
}

/** Scores of all papers for some liked ones, by their places. */
type Way = (likes: readonly number[]) => Float64Array;

const LIKES = [1, 3, 5, 10, 50];
const CUT = 20;
/** Categories that are an interest: not a whole field, and enough to find. */
const [LEAST_PAPERS, MOST_PAPERS] = [100, 750];
const CATEGORY = /^[a-z-]+\.[A-Za-z-]+$/;
/** The categories at even places were used to choose the parameters. */
const isHeldOut = (_: unknown, place: number) => place % 2 === 1;
const USERS_EACH = 2;
/** Vectors and words of all papers of larger sets do not fit beside each other; there the time is measured alone. */
const MOST_COMPARED = 30_000;
const LABELS = 200;
const TIMES = 20;
/** As arxiv-sanity-lite has it (serve.py). */
const SVM_COST = 0.01;
const SVM_PASSES = 40;
/** Terms of a query for more like this: those with the largest weights in what is liked. */
const QUERY_TERMS = 50;

/** Recommendations for simulated readers, against three other ways in the same run; and how long learning takes. */
export const recommending: Bench = async (context) => {
  const { Library } = libraryRoom;
  const library = new Library({
    folder: context.library,
    modelsFolder: MODELS_FOLDER,
    graph: true,
    clock: () => new Date(0),
    report: () => {},
  });
  await library.warm();
  const papers = papersOf(context);
  const rows = papers.length > MOST_COMPARED ? [] : await picks(context, library, papers);
  const timed = await times(context, library, papers);
  await library.close();
  return [...rows, ...timed];
};

async function picks(context: Context, library: Library, papers: readonly SetPaper[]): Promise<Row[]> {
  const ways: Readonly<Record<string, Way>> = {
    rocchio: rocchio(papers),
    "BM25 more like this": moreLikeThis(context, papers),
    "TF-IDF SVM": svm(papers),
  };
  const rng = core.mulberry32(context.seed);
  const members = membersOf(papers);
  const rows: Row[] = [];
  for (const count of LIKES) {
    const gains = new Map<string, number[]>([
      ["ours", []],
      ["ours, default diversity", []],
    ]);
    for (const name of Object.keys(ways)) gains.set(name, []);
    for (const user of usersWith(count, members, rng)) {
      const gain = (way: string, ranked: readonly number[]) =>
        gains.get(way)!.push(ndcg(ranked, user, papers, members));
      gain("ours", await ours(library, papers, user.likes, 0));
      gain("ours, default diversity", await ours(library, papers, user.likes, 0.1));
      for (const [name, way] of Object.entries(ways)) gain(name, best(way(user.likes), user.likes));
    }
    rows.push(rowOf(count, gains));
  }
  return rows;
}

function rowOf(count: number, gains: ReadonlyMap<string, readonly number[]>): Row {
  const means = new Map([...gains].map(([name, each]) => [name, mean(each)]));
  const others = [...means].filter(([name]) => !name.startsWith("ours")).sort(([, a], [, b]) => b - a);
  const [name, value] = others[0]!;
  const own = means.get("ours")!;
  return {
    name: "recommending",
    what: `nDCG@${CUT} with ${count} like${count === 1 ? "" : "s"}, beyond the best other way`,
    value: own - value,
    unit: "nDCG",
    ratio: own / value,
    baseline: name,
    target: BETTER_PICKS,
    params: {
      users: gains.get("ours")!.length,
      ...Object.fromEntries([...means].map(([way, each]) => [way, Number(each.toFixed(3))])),
    },
  };
}

/** How long learning from 200 labels takes, and a whole answer. */
async function times({ seed }: Context, library: Library, papers: readonly SetPaper[]): Promise<Row[]> {
  const rng = core.mulberry32(seed);
  const learning: number[] = [];
  const whole: number[] = [];
  for (let i = 0; i < TIMES + 3; i++) {
    const ids = core.sampleWithout(rng, papers.length, LABELS).map((at) => papers[at]!.id);
    const half = LABELS / 2;
    const answer = await library.recommend.recommend(requestOf(ids.slice(0, half), ids.slice(half), 0.1));
    if (i < 3) continue;
    learning.push(answer.learnedFrom.tookMs);
    whole.push(answer.tookMs);
  }
  const row = (what: string, each: readonly number[]): Row => ({
    name: "recommending",
    what,
    value: percentile(Float64Array.from(each), 0.95),
    unit: "ms",
    median: median(Float64Array.from(each)),
    p95: percentile(Float64Array.from(each), 0.95),
    params: { calls: each.length, papers: papers.length },
  });
  return [
    { ...row(`learning from ${LABELS} labels`, learning), target: LEARN_MS },
    row(`twenty recommendations from ${LABELS} labels`, whole),
  ];
}

function requestOf(like: readonly string[], dislike: readonly string[], diversity: number) {
  return { like: [...like], dislike: [...dislike], diversity, explore: "0" as const, k: CUT };
}

async function ours(
  library: Library,
  papers: readonly SetPaper[],
  likes: readonly number[],
  diversity: number,
): Promise<number[]> {
  const ids = likes.map((at) => papers[at]!.id);
  const { hits } = await library.recommend.recommend(requestOf(ids, [], diversity));
  const places = placesOf(papers);
  return hits.map(({ row }) => places.get(row)!);
}

const known = new WeakMap<readonly SetPaper[], Map<number, number>>();
function placesOf(papers: readonly SetPaper[]): Map<number, number> {
  const places = known.get(papers) ?? new Map(papers.map(({ row }, i) => [row, i]));
  known.set(papers, places);
  return places;
}

/** Nearness to the mean of what is liked. */
function rocchio(papers: readonly SetPaper[]): Way {
  return (likes) => {
    const middle = new Float32Array(papers[0]!.vector.length);
    for (const at of likes) for (const [i, value] of papers[at]!.vector.entries()) middle[i]! += value / likes.length;
    return Float64Array.from(papers, ({ vector }) => core.dot(middle, vector));
  };
}

/** BM25 for the terms that weigh most in what is liked. */
function moreLikeThis({ library }: Context, papers: readonly SetPaper[]): Way {
  const lexical = search.LexicalIndex.load(join(library, LIBRARY_FILES.lexical)).index;
  const size = Math.max(...papers.map(({ row }) => row)) + 1;
  return (likes) => {
    const weights = new Map<number, number>();
    for (const at of likes) {
      for (const [term, share] of lexical.vectors.of(papers[at]!)) weights.set(term, (weights.get(term) ?? 0) + share);
    }
    const terms = [...weights].sort(([, a], [, b]) => b - a).slice(0, QUERY_TERMS);
    const scores = new Float32Array(size);
    lexical.score(new Map(terms.map(([term, weight]) => [lexical.vectors.term(term), weight])), scores);
    return Float64Array.from(papers, ({ row }) => scores[row]!);
  };
}

/** A linear SVM over TF-IDF, all other papers being what is not liked. */
function svm(papers: readonly SetPaper[]): Way {
  const rows: SparseRow[] = tfIdfOf(papers.map(({ title, abstract }) => `${title} ${abstract}`));
  const columns = Math.max(...rows.map((row) => Math.max(-1, ...row.columns))) + 1;
  const dense = new Float32Array(0);
  return (likes) => {
    const liked = new Set(likes);
    const examples = rows.map((row, at) => ({ prior: 0, dense, ...row, liked: liked.has(at), weight: 1 }));
    const { sparse } = learn.trainClassifier(examples, { dimension: 0, columns, cost: SVM_COST, passes: SVM_PASSES });
    return Float64Array.from(rows, (row) =>
      row.values.reduce((sum, value, i) => sum + value * sparse[row.columns[i]!]!, 0),
    );
  };
}

function best(scores: Float64Array, likes: readonly number[]): number[] {
  for (const at of likes) scores[at] = Number.NEGATIVE_INFINITY;
  return core.topPositions(scores, CUT);
}

/** Normalised discounted cumulative gain: 1 where all of the first papers are of the category. */
function ndcg(
  ranked: readonly number[],
  { category, likes }: User,
  papers: readonly SetPaper[],
  members: ReadonlyMap<string, readonly number[]>,
): number {
  const discount = (place: number) => 1 / Math.log2(place + 2);
  const gain = ranked.reduce((sum, at, i) => sum + (papers[at]!.categories.includes(category) ? discount(i) : 0), 0);
  const most = Math.min(CUT, members.get(category)!.length - likes.length);
  return gain / Array.from({ length: most }, (_, i) => discount(i)).reduce((sum, each) => sum + each, 0);
}

function usersWith(count: number, members: ReadonlyMap<string, readonly number[]>, rng: () => number): User[] {
  return [...members].flatMap(([category, places]) =>
    Array.from({ length: USERS_EACH }, () => {
      const likes = core.sampleWithout(rng, places.length, count).map((i) => places[i]!);
      return { category, likes };
    }),
  );
}

/** The papers of each category that no parameter was chosen by. */
function membersOf(papers: readonly SetPaper[]): Map<string, number[]> {
  const members = new Map<string, number[]>();
  for (const [at, { categories }] of papers.entries()) {
    for (const category of categories) members.set(category, [...(members.get(category) ?? []), at]);
  }
  const wanted = [...members]
    .filter(([name, { length }]) => CATEGORY.test(name) && length >= LEAST_PAPERS && length <= MOST_PAPERS)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(wanted.filter(isHeldOut));
}

function papersOf(context: Context): SetPaper[] {
  const store = openStore(context);
  try {
    return store.vectors.rows().flatMap((row) => {
      const [paper, vector] = [store.papers.paper(row), store.vectors.get(row)];
      return paper === undefined || vector === undefined ? [] : [{ ...paper, row, vector }];
    });
  } finally {
    store.close();
  }
}

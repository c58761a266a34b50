import { performance } from "node:perf_hooks";
import type { Explanation } from "../../src/embed/index.ts";
import type { Library } from "../../src/library/index.ts";
import type { Bench, Context } from "../bench.ts";
import { openCatalog } from "../built-library.ts";
import { mean, median, percentile } from "../measure.ts";
import { MODELS_FOLDER } from "../places.ts";
import { core, embed, library as libraryRoom } from "../program.ts";
import type { Row } from "../row.ts";
import { EXPLAIN_ERROR, EXPLAIN_MS, TELLING_SENTENCES } from "../targets.ts";

interface Text {
  readonly title: string;
  readonly abstract: string;
}

const PAIRS = 500;
/** Pairs are a paper and one of its nearest. */
const NEAREST = 10;
const DELETED = 3;
/** With fewer sentences, three random ones are nearly the three strongest. */
const LEAST_SENTENCES = 7;

/** Whether explanations name what matters: what the similarity loses without the three strongest sentences of a paper,
 *  against three random ones. Also how exact they are, and how long they take. */
export const explaining: Bench = async (context) => {
  const library = openLibrary(context);
  await library.warm();
  const model = await embed.loadModel({ modelsFolder: MODELS_FOLDER });
  const rng = core.mulberry32(context.seed);
  const lost = { strongest: [] as number[], random: [] as number[] };
  const [times, errors]: number[][] = [[], []];
  for await (const [a, b, similarity] of drawPairs(context, library, rng)) {
    const begun = performance.now();
    const explanation = await embed.explainSimilarity(model, a, b);
    times?.push(performance.now() - begun);
    errors?.push(errorOf(explanation, similarity));
    const sentences = explanation.b.sentences.filter(({ field }) => field === "abstract");
    if (sentences.length < LEAST_SENTENCES) continue;
    const without = async (gone: readonly (typeof sentences)[number][]) => {
      const left = sentences.filter((sentence) => !gone.includes(sentence));
      const abstract = left.map(({ span: [start, end] }) => b.abstract.slice(start, end)).join(" ");
      return (await embed.explainSimilarity(model, a, { title: b.title, abstract })).similarity;
    };
    const whole = await without([]);
    const strongest = [...sentences].sort((x, y) => y.share - x.share).slice(0, DELETED);
    lost.strongest.push(whole - (await without(strongest)));
    lost.random.push(whole - (await without(shuffled(sentences, rng).slice(0, DELETED))));
    if (lost.random.length === PAIRS) break;
  }
  await model.close();
  await library.close();
  return rowsOf(lost, Float64Array.from(times ?? []), Float64Array.from(errors ?? []));
};

function rowsOf(
  lost: { readonly strongest: readonly number[]; readonly random: readonly number[] },
  times: Float64Array,
  errors: Float64Array,
): Row[] {
  const [strongest, random] = [mean(lost.strongest), mean(lost.random)];
  return [
    {
      name: "explaining",
      what: "similarity lost without the 3 strongest sentences, against 3 random ones",
      value: strongest / random,
      unit: "times",
      target: TELLING_SENTENCES,
      params: { pairs: lost.random.length, strongest: Number(strongest.toFixed(4)), random: Number(random.toFixed(4)) },
    },
    {
      name: "explaining",
      what: "explanation of two papers",
      value: percentile(times, 0.95),
      unit: "ms",
      median: median(times),
      p95: percentile(times, 0.95),
      target: EXPLAIN_MS,
      params: { calls: times.length },
    },
    {
      name: "explaining",
      what: "largest error of the sums",
      value: percentile(errors, 1),
      unit: "cosine",
      target: EXPLAIN_ERROR,
      params: { calls: errors.length },
    },
  ];
}

/** Papers, each with one of its nearest and the similarity that a search gives, without end. */
async function* drawPairs(context: Context, library: Library, rng: () => number): AsyncGenerator<[Text, Text, number]> {
  const { count } = openCatalog(context);
  for (;;) {
    const [paper] = library.latest(1, Math.floor(rng() * count)).papers;
    const { hits } = await library.related(paper?.id ?? "", { k: NEAREST, filters: {} });
    const hit = hits[Math.floor(rng() * hits.length)];
    if (paper !== undefined && hit !== undefined) yield [paper, hit, hit.scores.semantic ?? 0];
  }
}

/** How far the shares of words and of sentences are from summing to the similarity, at most. */
function errorOf({ words, a, b }: Explanation, similarity: number): number {
  const sums = [
    words.reduce((sum, word) => sum + word.a, 0),
    words.reduce((sum, word) => sum + word.b, 0),
    a.sentences.reduce((sum, { share }) => sum + share, 0),
    b.sentences.reduce((sum, { share }) => sum + share, 0),
  ];
  return Math.max(...sums.map((sum) => Math.abs(sum - similarity)));
}

function shuffled<T>(list: readonly T[], rng: () => number): T[] {
  return list
    .map((each): [number, T] => [rng(), each])
    .sort(([x], [y]) => x - y)
    .map(([, each]) => each);
}

function openLibrary(context: Context): Library {
  return new libraryRoom.Library({
    folder: context.library,
    modelsFolder: MODELS_FOLDER,
    graph: true,
    clock: () => new Date(),
    report: (line) => process.stderr.write(`${line}\n`),
  });
}

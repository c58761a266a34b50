/** Maps to be made: planted clusters and real papers. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type Embeddings, gaussian, mulberry32, normalize, type Rng } from "../../src/core/index.ts";
import { loadModel } from "../../src/embed/index.ts";
import { type FitOptions, fitMap, type MapInput, type NamedText, type TopicMap } from "../../src/map/index.ts";
import { CORPUS, MODELS, ROOT } from "../helpers/places.ts";

export const ARXIV = join(ROOT, "../shared/corpora/arxiv-20k.jsonl.gz");

/** Papers with everything that a map is made of. */
export interface Papers {
  readonly vectors: readonly Float32Array[];
  readonly texts: readonly NamedText[];
}

export interface Planted extends Papers {
  /** Of each paper. */
  readonly cluster: readonly number[];
  readonly group: readonly number[];
  /** What the papers of each cluster, and of each group, speak of. */
  readonly clusterPhrases: readonly string[];
  readonly groupPhrases: readonly string[];
}

const ADJECTIVES = "amber boreal cobalt dusty ebony frozen golden hollow ivory jagged khaki lunar".split(" ");
const NOUNS = "falcon glacier harbour island jungle kettle lantern meadow needle orchard pebble quarry".split(" ");
const GROUPS = ["magnetic monopoles", "sonnet translation", "vaccine logistics"];
const FILLERS = "results method large problem simple known observed study recent data setting general".split(" ");

const CLUSTERS = ADJECTIVES.length;

/** Clusters of `size` papers in three groups. `noise` is how far papers lie from the middle of their cluster, `apart` how
 *  far clusters lie from the middle of their group. */
export function plantedPapers(seed = 1, size = 40, noise = 0.55, apart = 0.8): Planted {
  const rng = mulberry32(seed);
  const dimension = 32;
  const around = (center: Float32Array, spread: number) => {
    const away = normalize(gaussianVector(rng, dimension));
    return normalize(center.map((component, d) => component + spread * away[d]!));
  };
  const groups = GROUPS.map(() => normalize(gaussianVector(rng, dimension)));
  const groupOf = (cluster: number) => cluster % GROUPS.length;
  const centers = Array.from({ length: CLUSTERS }, (_, cluster) => around(groups[groupOf(cluster)]!, apart));
  const cluster = Array.from({ length: CLUSTERS * size }, (_, i) => i % CLUSTERS);
  const clusterPhrases = centers.map((_, at) => `${ADJECTIVES[at]} ${NOUNS[at]}`);
  const words = () => Array.from({ length: 12 }, () => FILLERS[Math.floor(rng() * FILLERS.length)]).join(" ");
  return {
    cluster,
    group: cluster.map(groupOf),
    clusterPhrases,
    groupPhrases: GROUPS,
    vectors: cluster.map((at) => around(centers[at]!, noise)),
    texts: cluster.map((at) => ({
      title: `On the ${clusterPhrases[at]}`,
      abstract: `The ${words()}. A ${clusterPhrases[at]} for ${GROUPS[groupOf(at)]} and ${words()}.`,
    })),
  };
}

export function gaussianVector(rng: Rng, dimension: number): Float32Array {
  return Float32Array.from({ length: dimension }, () => gaussian(rng));
}

/** The input of a map of some of the papers, in the rows named or in rows 1, 2, 3, … */
export function inputOf({ vectors, texts }: Papers, rows = vectors.map((_, i) => i + 1)): MapInput {
  const dimension = vectors[0]?.length ?? 8;
  const values = new Float32Array(new SharedArrayBuffer(4 * rows.length * dimension));
  for (const [i, row] of rows.entries()) values.set(vectors[row - 1]!, i * dimension);
  return {
    rows: Uint32Array.from(rows),
    vectors: { count: rows.length, dimension, values },
    texts: () => rows.map((row) => texts[row - 1]!),
  };
}

export function mapOf(input: MapInput, options: Partial<FitOptions> = {}): Promise<TopicMap> {
  return fitMap(input, { seed: 1, threads: 1, now: "2026-01-01T00:00:00Z", clock: () => 0, ...options });
}

/** The papers that are shipped. */
export function samplePapers(): Promise<Papers> {
  return embedded(textsIn(readFileSync(join(CORPUS, "sample-papers.jsonl"))));
}

/** Some thousand papers from arXiv. */
export function arxivPapers(count: number): Promise<Papers> {
  return embedded(textsIn(gunzipSync(readFileSync(ARXIV))).slice(0, count));
}

function textsIn(lines: Uint8Array): NamedText[] {
  return Buffer.from(lines)
    .toString("utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as NamedText);
}

async function embedded(texts: readonly NamedText[]): Promise<Papers> {
  const model = await loadModel({ modelsFolder: MODELS });
  try {
    const passages = texts.map(({ title, abstract }) => `${title}. ${abstract}`);
    const { values, dimension }: Embeddings = await model.embed(passages, "passage");
    return { texts, vectors: texts.map((_, i) => values.slice(i * dimension, (i + 1) * dimension)) };
  } finally {
    await model.close();
  }
}

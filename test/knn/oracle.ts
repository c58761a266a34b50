import { type Embeddings, gaussian, mulberry32, normalize, type Rng, row, stack } from "../../src/core/index.ts";

export interface Labelled {
  readonly label: number;
  readonly vector: Float32Array;
}

/** Seeded unit vectors without structure. */
export function uniformVectors(seed: number, count: number, dimension: number): Embeddings {
  const rng = mulberry32(seed);
  return stack(
    Array.from({ length: count }, () => normalize(gaussianVector(rng, dimension))),
    dimension,
  );
}

/** Seeded unit vectors around 20 centres, as papers gather around fields. */
export function clusteredVectors(seed: number, count: number, dimension: number): Embeddings {
  const rng = mulberry32(seed);
  const centres = Array.from({ length: 20 }, () => normalize(gaussianVector(rng, dimension)));
  const vectors = Array.from({ length: count }, () => {
    const centre = centres[Math.floor(rng() * centres.length)]!;
    const noise = normalize(gaussianVector(rng, dimension));
    return normalize(centre.map((component, i) => component + 0.7 * noise[i]!));
  });
  return stack(vectors, dimension);
}

/** Labels 10, 17, 24, …: not the row numbers, and with holes. */
export function labelled(embeddings: Embeddings): Labelled[] {
  return Array.from({ length: embeddings.count }, (_, i) => ({ label: 10 + 7 * i, vector: row(embeddings, i) }));
}

export function similarity(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** The true neighbors by sorting everything. */
export function nearest(papers: readonly Labelled[], query: Float32Array, k: number) {
  return papers
    .map(({ label, vector }) => ({ label, similarity: similarity(vector, query) }))
    .sort((a, b) => b.similarity - a.similarity || a.label - b.label)
    .slice(0, k);
}

/** Part of the `k` places filled by labels that are as near as the k-th true neighbor, up to rounding. */
export function recall(papers: readonly Labelled[], query: Float32Array, found: Uint32Array, k: number): number {
  const similarities = Float64Array.from(papers, ({ vector }) => similarity(vector, query));
  const places = Math.min(k, papers.length);
  const worst = similarities.toSorted()[papers.length - places] ?? 0;
  const near = new Set(papers.filter((_, i) => similarities[i]! >= worst - 1e-6).map(({ label }) => label));
  return places === 0 ? 1 : new Set([...found].filter((label) => near.has(label))).size / places;
}

function gaussianVector(rng: Rng, dimension: number): Float32Array {
  return Float32Array.from({ length: dimension }, () => gaussian(rng));
}

import { type Embeddings, normalize, row } from "../../core/index.ts";

/** The mean of some vectors at unit length; zero where they cancel out. */
export function middleOf(vectors: Embeddings, members: Uint32Array): Float32Array {
  const middle = new Float32Array(vectors.dimension);
  for (const i of members) {
    const vector = row(vectors, i);
    for (let d = 0; d < middle.length; d++) middle[d]! += vector[d]!;
  }
  return normalize(middle);
}

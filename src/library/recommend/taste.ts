/** What is liked, as a sum: a paper is liked as far as dense · vector, the weights of its words, and usual · (how usual
 *  its words are) are high together. */
export interface Taste {
  readonly dense: Float32Array;
  /** By numbers of terms. */
  readonly words: ReadonlyMap<number, number>;
  readonly usual: number;
}

/** The sum of tastes, each times its factor. */
export function mixed(parts: readonly (readonly [taste: Taste, factor: number])[]): Taste {
  const dense = new Float32Array(parts[0]?.[0].dense.length ?? 0);
  const words = new Map<number, number>();
  let usual = 0;
  for (const [taste, factor] of parts) {
    if (factor === 0) continue;
    for (let i = 0; i < dense.length; i++) dense[i] = (dense[i] ?? 0) + factor * (taste.dense[i] ?? 0);
    for (const [term, weight] of taste.words) words.set(term, (words.get(term) ?? 0) + factor * weight);
    usual += factor * taste.usual;
  }
  return { dense, words, usual };
}

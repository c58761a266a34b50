import type { Neighbors } from "./knn-index.ts";

/** The `limit` best of the pairs pushed so far: highest similarity first, equal ones by smaller label.
 *  A binary heap with the worst kept pair on top; n pushes cost O(n + limit · log limit · log n) on random input. */
export class TopK {
  readonly limit: number;
  #size = 0;
  readonly #similarities: Float32Array;
  readonly #labels: Uint32Array;

  constructor(limit: number) {
    this.limit = limit;
    this.#similarities = new Float32Array(limit);
    this.#labels = new Uint32Array(limit);
  }

  /** What a similarity must reach to be kept: minus infinity until `limit` pairs are there. */
  get threshold(): number {
    if (this.#size < this.limit) return Number.NEGATIVE_INFINITY;
    return this.#similarities[0] ?? Number.POSITIVE_INFINITY;
  }

  push(label: number, similarity: number): void {
    const rounded = Math.fround(similarity); // pairs are compared as they are handed out
    if (this.#size < this.limit) {
      this.#rise(this.#size++, label, rounded);
    } else if (this.#isBetter(rounded, label, 0)) {
      this.#sink(0, label, rounded);
    }
  }

  /** Empties the heap, best pair first. */
  drain(): Neighbors {
    const labels = new Uint32Array(this.#size);
    const similarities = new Float32Array(this.#size);
    while (this.#size > 0) {
      const last = --this.#size;
      labels[last] = this.#labels[0]!;
      similarities[last] = this.#similarities[0]!;
      this.#sink(0, this.#labels[last]!, this.#similarities[last]!);
    }
    return { labels, similarities };
  }

  #rise(from: number, label: number, similarity: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#isBetter(similarity, label, parent)) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#place(at, label, similarity);
  }

  #sink(from: number, label: number, similarity: number): void {
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#size) break;
      const right = child + 1;
      if (right < this.#size && this.#isBetter(this.#similarities[child]!, this.#labels[child]!, right)) child = right;
      if (!this.#isBetter(similarity, label, child)) break;
      this.#move(child, at);
      at = child;
    }
    this.#place(at, label, similarity);
  }

  #isBetter(similarity: number, label: number, other: number): boolean {
    const its = this.#similarities[other]!;
    return similarity > its || (similarity === its && label < this.#labels[other]!);
  }

  #move(from: number, to: number): void {
    this.#place(to, this.#labels[from]!, this.#similarities[from]!);
  }

  #place(at: number, label: number, similarity: number): void {
    this.#labels[at] = label;
    this.#similarities[at] = similarity;
  }
}

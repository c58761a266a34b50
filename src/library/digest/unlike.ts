import type { Searchable } from "../../search/index.ts";
import { nearestAmong, usualNovelty } from "../listings/novelty.ts";

interface Parts {
  readonly searchable: () => Searchable | undefined;
  readonly readVector: (row: number) => Float32Array | undefined;
  /** Changes with the papers. */
  readonly stamp: () => string;
}

/** Where fewer papers were known before, nearly everything is far from them. */
const LEAST_KNOWN = 100;

/** Tells which papers are unlike all that was known before. */
export class Unlike {
  readonly #parts: Parts;
  /** What is usual, for one state of the library and one row. */
  #usual: { readonly key: string; readonly limit: Promise<number | undefined> } | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Those of the rows whose nearest paper up to `last` is farther than those of nineteen in twenty such papers are from
   *  theirs, with that nearest one and the distance. */
  async among(rows: readonly number[], last: number): Promise<Map<number, { row: number; novelty: number }>> {
    const searchable = this.#parts.searchable();
    const unlike = new Map<number, { row: number; novelty: number }>();
    if (searchable === undefined || rows.length === 0) return unlike;
    const before = new Uint8Array(searchable.catalog.limit).fill(1, 0, last + 1);
    if (searchable.catalog.mask({ within: before }).count < LEAST_KNOWN) return unlike;
    const parts = { searchable, readVector: this.#parts.readVector };
    const nearest = await nearestAmong(parts, rows, before);
    const key = `${this.#parts.stamp()} ${last}`;
    if (this.#usual?.key !== key) this.#usual = { key, limit: usualNovelty(parts, before) };
    const limit = await this.#usual.limit;
    if (limit === undefined) return unlike;
    for (const [row, { row: other, similarity }] of nearest) {
      const novelty = 1 - similarity;
      if (novelty > limit) unlike.set(row, { row: other, novelty });
    }
    return unlike;
  }
}

import type { Searchable } from "../../search/index.ts";

/** The paper nearest to another one. */
export interface Nearest {
  readonly row: number;
  /** Cosine similarity, -1 to 1. */
  readonly similarity: number;
}

export interface NoveltyParts {
  readonly searchable: Searchable;
  readonly readVector: (row: number) => Float32Array | undefined;
}

/** How far papers are from their nearest ones is measured on so many of them. */
const SAMPLE = 200;
/** Farther than this share of the known papers from their nearest ones is far out. */
const FAR_OUT = 0.95;
/** So many papers are looked at before other requests have their turn: some tens of milliseconds. */
const AT_ONCE = 8;

/** The nearest of the papers that pass for each of these rows, itself left out; none where it has no vector, or one
 *  without meaning. Other work has its turn in between. */
export async function nearestAmong(
  { searchable, readVector }: NoveltyParts,
  rows: readonly number[],
  within: Uint8Array | undefined,
): Promise<Map<number, Nearest>> {
  const mask = searchable.catalog.mask({ within });
  const found = new Map<number, Nearest>();
  for (const [i, row] of rows.entries()) {
    if (i % AT_ONCE === AT_ONCE - 1) await new Promise((resolve) => setImmediate(resolve));
    const vector = readVector(row);
    if (vector === undefined || vector.every((value) => value === 0)) continue;
    const { labels, similarities } = searchable.semantic.search(vector, 2, mask, "paper");
    const at = labels.findIndex((label) => label !== row);
    if (at >= 0) found.set(row, { row: labels[at] ?? 0, similarity: similarities[at] ?? 0 });
  }
  return found;
}

/** The novelty that one in twenty of the papers that pass exceeds against the others of them, by a regular sample;
 *  undefined where none has a nearest one. */
export async function usualNovelty(parts: NoveltyParts, within: Uint8Array | undefined): Promise<number | undefined> {
  const { accepts, count } = parts.searchable.catalog.mask({ within });
  const rows: number[] = [];
  let passed = 0;
  for (const [row, passes] of accepts.entries()) {
    if (passes !== 1) continue;
    if (passed * Math.min(SAMPLE, count) >= rows.length * count) rows.push(row);
    passed++;
  }
  const nearest = await nearestAmong(parts, rows, within);
  const distances = [...nearest.values()].map(({ similarity }) => 1 - similarity).sort((a, b) => a - b);
  return distances[Math.floor(FAR_OUT * distances.length)];
}

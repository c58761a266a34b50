import type { Paper } from "../src/core/index.ts";
import type { MapInput } from "../src/map/index.ts";
import type { Context } from "./bench.ts";
import { openStore } from "./built-library.ts";
import { core } from "./program.ts";

/** What a map is made of, with the papers themselves. Everything is in the order of the rows. */
export interface MapPapers extends MapInput {
  readonly papers: readonly Paper[];
}

/** Up to `most` papers of the library, drawn with its seed; all where there are no more. */
export function readMapPapers(context: Context, most: number): MapPapers {
  const store = openStore(context);
  try {
    const all = store.vectors.rows();
    const places = drawPlaces(all.length, most, context.seed);
    const rows = Uint32Array.from(places, (place) => all[place]!);
    const dimension = Number(store.setting("dimension"));
    const values = new Float32Array(new SharedArrayBuffer(4 * rows.length * dimension));
    const papers = Array.from(rows, (row, i) => {
      values.set(store.vectors.get(row)!, i * dimension);
      return store.papers.paper(row)!;
    });
    return { rows, vectors: { count: rows.length, dimension, values }, texts: () => papers, papers };
  } finally {
    store.close();
  }
}

/** Up to `most` of them, drawn with the seed. */
export function drawMapPapers(all: MapPapers, most: number, seed: number): MapPapers {
  const places = drawPlaces(all.rows.length, most, seed);
  const { dimension } = all.vectors;
  const values = new Float32Array(new SharedArrayBuffer(4 * places.length * dimension));
  for (const [i, place] of places.entries()) values.set(core.row(all.vectors, place), i * dimension);
  const papers = places.map((place) => all.papers[place]!);
  const rows = Uint32Array.from(places, (place) => all.rows[place]!);
  return { rows, vectors: { count: places.length, dimension, values }, texts: () => papers, papers };
}

/** Ascending. */
function drawPlaces(count: number, most: number, seed: number): number[] {
  return core.sampleWithout(core.mulberry32(seed), count, most).sort((a, b) => a - b);
}

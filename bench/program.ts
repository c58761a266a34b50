import type { layOutGraph, NEIGHBORS, principalPlane } from "../src/map/index.ts";
import type { seriesMarks } from "../src/store/index.ts";

/** Parts of the map that only benches use: named, so that the search for unused exports sees it. */
type MapParts = {
  layOutGraph: typeof layOutGraph;
  NEIGHBORS: typeof NEIGHBORS;
  principalPlane: typeof principalPlane;
};

/** The same of the store. */
type StoreParts = { seriesMarks: typeof seriesMarks };

/** The compiled program through the doors of its rooms: what is measured is what users run. (A TypeScript runner adds a
 *  helper call to every closure of the sources, which hot loops would feel.) */
type Doors = {
  core: typeof import("../src/core/index.ts");
  store: typeof import("../src/store/index.ts") & StoreParts;
  reading: typeof import("../src/reading/index.ts");
  ingest: typeof import("../src/ingest/index.ts");
  embed: typeof import("../src/embed/index.ts");
  knn: typeof import("../src/knn/index.ts");
  search: typeof import("../src/search/index.ts");
  learn: typeof import("../src/learn/index.ts");
  map: typeof import("../src/map/index.ts") & MapParts;
  library: typeof import("../src/library/index.ts");
};

export const core = await door("core");
export const store = await door("store");
export const reading = await door("reading");
export const ingest = await door("ingest");
export const embed = await door("embed");
export const knn = await door("knn");
export const search = await door("search");
export const learn = await door("learn");
export const map = await door("map");
export const library = await door("library");

function door<Room extends keyof Doors>(room: Room): Promise<Doors[Room]> {
  return import(new URL(`../dist/${room}/index.js`, import.meta.url).href);
}

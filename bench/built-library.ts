import { join } from "node:path";
import type { Catalog } from "../src/search/index.ts";
import type { Store } from "../src/store/index.ts";
import type { Context } from "./bench.ts";
import { LIBRARY_FILES } from "./places.ts";
import { search, store as storeRoom } from "./program.ts";
import { drawQueries, type Queries } from "./queries.ts";

/** Queries that a latency is taken over, and those asked before to warm up. */
export const QUERIES = 300;
export const WARM_UP = 40;
/** Hits on a page. */
export const PAGE = 20;

export function openStore({ library }: Context): Store {
  return storeRoom.openStore(join(library, LIBRARY_FILES.store));
}

export function openCatalog({ library }: Context): Catalog {
  return search.Catalog.load(join(library, LIBRARY_FILES.catalog)).catalog;
}

/** WARM_UP + QUERIES queries of each kind; every bench asks the same. */
export function queriesOf(context: Context): Queries {
  const store = openStore(context);
  try {
    return drawQueries(store, WARM_UP + QUERIES, context.seed);
  } finally {
    store.close();
  }
}

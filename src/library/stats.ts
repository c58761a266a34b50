import { SCHEMA_VERSION, type Store } from "../store/index.ts";
import type { Stats } from "../wire/index.ts";
import type { LiveIndexes } from "./live.ts";
import { recordedModel } from "./model.ts";
import { filesIn } from "./paths.ts";

const MAX_VALUES = 500;

/** What a library holds, in numbers. */
export function statsOf(store: Store, live: LiveIndexes, folder: string): Stats {
  const { papers, titleOnly, listings, listed, listingDates } = store.summary();
  const { years, venues, categories, sources } = live.catalog.facets();
  const recorded = recordedModel(store);
  const files = filesIn(folder);
  const lastIngestAt = store.setting("lastIngestAt");
  return {
    papers,
    titleOnly,
    listings,
    listed,
    rejects: store.rejects.count(),
    vectors: store.vectors.count(),
    dimension: recorded?.dimension ?? 0,
    model: recorded?.model ?? "",
    index: live.describe(),
    words: live.lexical.terms,
    years: [...years],
    categories: categories.slice(0, MAX_VALUES),
    venues: venues.slice(0, MAX_VALUES),
    sources: sources.slice(0, MAX_VALUES),
    listingDates: [...listingDates],
    ...(lastIngestAt === undefined ? {} : { lastIngestAt }),
    sizeBytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    files,
    schemaVersion: SCHEMA_VERSION,
  };
}

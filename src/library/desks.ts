import { CiteDesk } from "./cite-desk.ts";
import { DigestDesk } from "./digest/digest-desk.ts";
import { interestOf } from "./digest/interest-of.ts";
import { DuplicatesDesk } from "./duplicates/duplicates-desk.ts";
import { ExplainDesk } from "./explain/explain-desk.ts";
import { FindDesk } from "./find-desk.ts";
import { IntakeDesk } from "./intake/intake-desk.ts";
import { ListingDesk } from "./listings/listing-desk.ts";
import { MapDesk } from "./map/map-desk.ts";
import { recordedModel } from "./model.ts";
import type { LibraryParts } from "./parts.ts";
import type { RankSources } from "./ranker.ts";
import { ReadingDesk } from "./reading/reading-desk.ts";
import { RecommendDesk } from "./recommend/recommend-desk.ts";
import { RelevanceDesk } from "./relevance/relevance-desk.ts";
import { Arrivals } from "./saved/arrivals.ts";
import { SavedDesk } from "./saved/saved-desk.ts";
import { UpkeepDesk } from "./upkeep/upkeep-desk.ts";

export type Desks = ReturnType<typeof openDesks>;

/** What the desks below share. */
interface Shared {
  readonly parts: LibraryParts;
  readonly map: MapDesk;
  readonly reading: ReadingDesk;
  readonly relevance: RelevanceDesk;
  readonly rank: RankSources;
  readonly topicPath: (row: number) => { id: string; name: string }[];
}

/** The desks of a library, each with what it needs of it and of the others. */
export function openDesks(parts: LibraryParts) {
  const { store, live, liveMap, options, paths } = parts;
  const { readPaper, snapshot, searchable, embed, openModel, toWire } = parts;
  const reading = new ReadingDesk({
    path: paths.reading,
    clock: options.clock,
    store,
    catalog: () => live.catalog,
    toWire,
  });
  const map = new MapDesk({
    live: liveMap,
    catalog: () => live.catalog,
    snapshot,
    readPaper,
    countPapers: () => store.papers.count(),
    within: (own) => reading.rows.within(own),
  });
  const topicPath = (row: number) => map.topicPath(row);
  const relevance = new RelevanceDesk({
    path: paths.relevance,
    store,
    report: options.report,
    learnsUnasked: options.graph === true,
    searchable: () => live.searchable,
    openModel,
    topicPath: (row) => {
      liveMap.takeSaved();
      return topicPath(row);
    },
  });
  const rank = {
    catalog: () => live.catalog,
    searchable,
    embed,
    dateOf: (row: number) => store.papers.dateOf(row),
    map,
  };
  const shared = { parts, map, reading, relevance, rank, topicPath };
  return {
    map,
    reading,
    relevance,
    rank,
    stamp: stampOf(shared),
    ...findingDesks(shared),
    ...readerDesks(shared),
    ...keepingDesks(shared),
  };
}

/** Changes whenever an answer of the library may change; with `own`, also one that shows what the reader keeps. */
function stampOf({ parts: { store, live, liveMap }, reading, relevance }: Shared): (own: boolean) => string {
  return (own) => {
    const papers = `${store.setting("createdAt") ?? "new"}-${live.stamp}-${liveMap.version}-${relevance.version}`;
    return `${papers}${own ? `-${reading.stamp()}` : ""}`.replace(/[^\w.-]/g, "");
  };
}

/** Where papers are found, and where it is said why. */
function findingDesks({ parts, map, reading, rank, topicPath }: Shared) {
  const { store, live, rowOf, readPaper, readVector, vectorOf, snapshot, searchable, embed, openModel, isCommon } =
    parts;
  const heading = (row: number) => store.papers.heading(row);
  const alike = { rowOf, readPaper, readVector, snapshot, searchable, embed, map, reading };
  return {
    find: new FindDesk({
      ...alike,
      catalog: () => live.catalog,
      lexical: () => live.lexical,
      readTitle: heading,
      vectorOf,
      isCommon,
      openModel,
    }),
    recommend: new RecommendDesk({ ...alike, heading, latest: (count) => store.latest(count, 0) }),
    explain: new ExplainDesk({
      rowOf,
      paperAt: parts.paperAt,
      listingsOf: (row) => store.listings.entriesOf(row),
      topicPath,
      listsWith: (a, b) => reading.listsWith(a, b),
      isCommon,
      openModel,
      snapshot,
    }),
    cite: new CiteDesk({
      ...rank,
      findRow: (id) => store.papers.rowOf(id),
      readPaper,
      topicPath,
      list: (name) => reading.rows.inOrder(name),
      snapshot,
    }),
  };
}

/** Where a reader learns what is new. */
function readerDesks(shared: Shared) {
  const { parts, map, reading, relevance, rank, topicPath } = shared;
  const { store, live, readPaper, readVector, snapshot, toWire } = parts;
  const stamp = stampOf(shared);
  const beside = {
    reading: reading.file,
    arrivals: new Arrivals(store, () => live.catalog),
    readPaper,
    snapshot,
    stamp: (more = false) => (more ? stamp(true) : `${live.stamp}-${relevance.version}`),
  };
  const growing: MapDesk["growing"] = (fresh, known) => map.growing(fresh, known);
  const saved = new SavedDesk({
    ...beside,
    rank,
    relevantCount: (outcome) => relevance.judge(outcome, [], true)?.relevantCount,
  });
  return {
    saved,
    digest: new DigestDesk({
      ...beside,
      saved,
      searchable: () => (live.model === recordedModel(store)?.model ? live.searchable : undefined),
      interest: () => interestOf(reading, readVector),
      listsOf: (id) => reading.listsOf(id),
      readVector,
      toWire,
      topicPath,
      growing,
    }),
    listings: new ListingDesk({
      store,
      live,
      topicPath,
      growing,
      interest: () => reading.rows.interest(),
    }),
  };
}

/** Where papers come in, are told apart and looked after. */
function keepingDesks({ parts }: Shared) {
  const { store, liveMap, options, paths, rowOf, openModel, takeUp } = parts;
  return {
    duplicates: new DuplicatesDesk({ store, options, map: () => liveMap.map, rowOf, openModel, onChanged: takeUp }),
    intake: new IntakeDesk({
      library: options,
      incoming: paths.incoming,
      rowOf: (id) => store.papers.rowOf(id),
      heading: (row) => store.papers.heading(row),
      onChanged: takeUp,
    }),
    upkeep: new UpkeepDesk({ ...options, rejects: store.rejects }),
  };
}

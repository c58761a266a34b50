import type { PaperRecord } from "../../src/core/index.ts";
import type { RunMemory, Store } from "../../src/store/index.ts";
import type { Bench, Context } from "../bench.ts";
import { ingest, store as storeRoom } from "../program.ts";
import type { Row } from "../row.ts";
import { MERGE_PRECISION } from "../targets.ts";
import { type Titled, type WorkPair, workPairs } from "../work-pairs.ts";

const NAME = "merging";
const AT = "2026-01-01T00:00:00.000Z";

/** How many of the papers that records are merged into are rightly one, and how many of the works that are one become
 *  one, without a shared identifier: each pair goes through the store as two files would. */
export const merging: Bench = async (context) => {
  const pairs = workPairs(await titlesOf(context), context.seed);
  const store = storeRoom.openStore(":memory:");
  const merged = pairs.map((pair) => isMerged(store, pair));
  store.close();
  const others = pairs.filter(({ isOne }) => !isOne).length;
  const wrong = countOf(pairs, merged, (pair, isMerged) => !pair.isOne && isMerged);
  const right = countOf(pairs, merged, (pair, isMerged) => pair.isOne && isMerged);
  const kinds = [...new Set(pairs.map(({ kind }) => kind))];
  return [
    row(
      "precision of merges",
      right / (right + wrong),
      { others, wrong, ...wrongKinds(pairs, merged) },
      MERGE_PRECISION,
    ),
    row("recall of merges", right / (pairs.length - others), { works: pairs.length - others }),
    ...kinds.filter((kind) => pairs.some((pair) => pair.kind === kind && pair.isOne)).map((kind) => recallOf(kind)),
  ];

  function recallOf(kind: string): Row {
    const all = countOf(pairs, merged, (pair) => pair.kind === kind);
    const found = countOf(pairs, merged, (pair, isMerged) => pair.kind === kind && isMerged);
    return row(`recall of merges, ${kind}`, found / all, { works: all });
  }
};

async function titlesOf({ input }: Context): Promise<Titled[]> {
  const titles: Titled[] = [];
  for await (const events of ingest.readInputs([input])) {
    for (const event of events) {
      if (event.kind !== "paper") continue;
      const { title, abstract, year = 2024 } = event.record;
      titles.push({ title, abstract, year });
    }
  }
  return titles;
}

/** Each pair finds an empty store. */
function isMerged(store: Store, { a, b }: WorkPair): boolean {
  const [first, second] = [put(store, a, "arxiv"), put(store, b, "publisher")];
  store.write((revision) => {
    for (const each of new Set([first, second])) store.papers.remove(each, revision);
  });
  return first === second;
}

function put(store: Store, record: PaperRecord, source: string): number {
  return store.write((revision) => store.papers.upsert(record, source, newRun(), revision, AT).row);
}

function newRun(): RunMemory {
  const sources = new Map<number, string>();
  return {
    writtenBy: (paper) => sources.get(paper),
    remember: (paper, source) => void sources.set(paper, source),
    run: (revision) => revision,
    hasWritten: () => false,
    rememberRecord: () => undefined,
  };
}

function countOf(
  pairs: readonly WorkPair[],
  merged: readonly boolean[],
  counts: (pair: WorkPair, isMerged: boolean) => boolean,
): number {
  return pairs.filter((pair, i) => counts(pair, merged[i] === true)).length;
}

function wrongKinds(pairs: readonly WorkPair[], merged: readonly boolean[]): Record<string, number> {
  const kinds = pairs.flatMap(({ kind, isOne }, i) => (!isOne && merged[i] === true ? [`wrong: ${kind}`] : []));
  return Object.fromEntries([...new Set(kinds)].map((kind) => [kind, kinds.filter((each) => each === kind).length]));
}

function row(what: string, value: number, params: Record<string, number>, target?: Row["target"]): Row {
  return { name: NAME, what, value, unit: "share", params, ...(target === undefined ? {} : { target }) };
}

import { existsSync } from "node:fs";
import { loadMap, meanOf } from "../../map/index.ts";
import { filesIn } from "../paths.ts";
import type { Finding, Graded } from "./graded.ts";

const MEGABYTE = 1e6;
const MUCH_MEMORY_MB = 3000;
const MANY_BARE = 0.2;
const MOST_BARE = 0.8;
/** A map on which fewer of a paper's nearest papers are near than this says little. */
const LEAST_TRUST = 0.08;

/** How many papers can be found by what they say, not by their titles alone. */
export function gradeAbstracts({ store }: Graded): Finding {
  const { papers, titleOnly } = store.summary();
  const share = titleOnly / Math.max(1, papers);
  const detail = `${(100 * (1 - share)).toFixed(0)} % of the papers have an abstract`;
  const numbers = { papers, titleOnly };
  if (share <= MANY_BARE) return { verdict: "ok", detail, numbers };
  const advice = "Titles alone say little: ingest the papers again from a source that has their abstracts.";
  return { verdict: share > MOST_BARE ? "failed" : "warning", detail, advice, numbers };
}

/** How many of a paper's nearest papers are near it on the map. */
export function gradeMap({ paths, store }: Graded): Finding {
  if (!existsSync(paths.map)) return { verdict: "ok", detail: "there is none yet", numbers: {} };
  const { map } = loadMap(paths.map);
  const trust = meanOf(map.trust);
  const waiting = store.vectors.count() - map.rows.length;
  const detail = `${(100 * trust).toFixed(0)} % of a paper's 15 nearest papers are among its 15 nearest on the map`;
  const numbers = { trust, waiting: Math.max(0, waiting) };
  if (trust >= LEAST_TRUST) return { verdict: "ok", detail, numbers };
  return { verdict: "warning", detail, advice: "Lay it out anew with orrery map build.", numbers };
}

/** What the library takes, in memory once it is open and on disk. */
export function gradeSize({ paths }: Graded, residentBytes: number): Finding {
  const memory = residentBytes / MEGABYTE;
  const disk = filesIn(paths.folder).reduce((sum, { bytes }) => sum + bytes, 0) / MEGABYTE;
  const detail = `${memory.toFixed(0)} MB of memory while graded, ${disk.toFixed(0)} MB on disk`;
  const numbers = { memoryMB: memory, diskMB: disk };
  if (memory <= MUCH_MEMORY_MB) return { verdict: "ok", detail, numbers };
  return { verdict: "warning", detail, advice: "A model with fewer dimensions (--dimension 256) takes less.", numbers };
}

import { setImmediate } from "node:timers/promises";
import type { Searchable } from "../../search/index.ts";
import { type Affinity, affinityTo, type Member } from "../interest.ts";
import { middleOf } from "../like.ts";

export interface SuitedParts {
  readonly searchable: Searchable;
  readonly readVector: (row: number) => Float32Array | undefined;
}

/** A new paper that is near to what the reader keeps. */
export interface Suited {
  readonly row: number;
  readonly affinity: Affinity;
}

/** So many new papers are compared with all members; of more, those nearest to some of these. */
const COMPARED = 1_000;
const MOST_SEEDS = 60;
const LEAST_PER_SEED = 20;
/** What is near is measured on so many of the papers that the library had before. */
const SAMPLE = 200;
/** Nearer than this share of them is near. */
const NEAR = 0.95;

/** So many papers are compared before other requests have their turn: some ten milliseconds. */
const AT_ONCE = 40;

/** Those of some rows that are nearer to the members than nineteen in twenty papers of the library are, the nearest
 *  first. `old` are rows to compare with; with fewer than twenty of them nothing can be told, and all rows count. Other
 *  work has its turn in between. */
export async function suitedTo(
  members: readonly Member[],
  rows: readonly number[],
  old: readonly number[],
  wanted: number,
  parts: SuitedParts,
): Promise<Suited[]> {
  if (members.length === 0) return [];
  const limit = await usualAffinity(members, old, parts);
  const candidates = rows.length <= COMPARED ? rows : await nearestOf(members, rows, wanted, parts);
  const suited: Suited[] = [];
  let compared = 0;
  for (const row of candidates) {
    if (++compared % AT_ONCE === 0) await setImmediate();
    const vector = parts.readVector(row);
    const affinity = vector?.some((value) => value !== 0) === true ? affinityTo(members, vector) : undefined;
    if (affinity !== undefined && affinity.score > limit) suited.push({ row, affinity });
  }
  return suited.sort((a, b) => b.affinity.score - a.affinity.score);
}

/** The affinity that one in twenty of the rows exceeds, by a regular sample. */
async function usualAffinity(
  members: readonly Member[],
  rows: readonly number[],
  { readVector }: SuitedParts,
): Promise<number> {
  const step = Math.max(1, rows.length / SAMPLE);
  const scores: number[] = [];
  for (let at = 0; at < rows.length; at += step) {
    const vector = readVector(rows[Math.floor(at)] ?? 0);
    const affinity = vector && affinityTo(members, vector);
    if (scores.length % AT_ONCE === AT_ONCE - 1) await setImmediate();
    if (affinity !== undefined) scores.push(affinity.score);
  }
  scores.sort((a, b) => a - b);
  return scores.length < 1 / (1 - NEAR) ? Number.NEGATIVE_INFINITY : (scores[Math.floor(NEAR * scores.length)] ?? 0);
}

/** Of many rows those near the middle of all members, and near each of the first. */
async function nearestOf(
  members: readonly Member[],
  rows: readonly number[],
  wanted: number,
  { searchable: { catalog, semantic } }: SuitedParts,
): Promise<Iterable<number>> {
  const within = new Uint8Array(catalog.limit);
  for (const row of rows) within[row] = 1;
  const mask = catalog.mask({ within });
  const seeds = members.slice(0, MOST_SEEDS).map(({ vector }) => vector);
  const each = Math.max(LEAST_PER_SEED, Math.ceil((4 * wanted) / seeds.length));
  const found = new Set<number>();
  for (const seed of [middleOf(members.map(({ vector }) => vector)), ...seeds]) {
    if (seed.every((value) => value === 0)) continue; // nothing is near what has no meaning
    for (const row of semantic.search(seed, each, mask, "paper").labels) found.add(row);
    await setImmediate();
  }
  return found;
}

import type { TopicEntry } from "../../../src/wire/index.ts";
import type { Coloring, Points, StageState } from "./stage-types.ts";

export type Accepts = (point: number) => boolean;

/** The first and last code of the years that are shown, inclusive: all of them, 0 for an unknown year too, without a
 *  range; an empty range where no code is in it. */
export function yearCodes(points: Points, years: readonly [number, number] | undefined): readonly [number, number] {
  if (years === undefined) return [0, 255];
  const code = (year: number) => year - points.baseYear + 1;
  return [Math.max(1, code(years[0])), Math.min(255, code(years[1]))];
}

/** Tells which points are drawn: those whose legend entry is not hidden and whose year is in the range. */
export function shownPoints(
  points: Points,
  { codes, swatches, hidesRest }: Coloring,
  years: readonly [number, number] | undefined,
): Accepts {
  const [from, to] = yearCodes(points, years);
  const hidden = Uint8Array.from([...swatches.map((swatch) => Number(swatch.hidden)), Number(hidesRest)]);
  const rest = swatches.length;
  const { year } = points;
  return (point) => {
    const code = codes[point] ?? rest;
    const at = year[point] ?? 0;
    return hidden[code < rest ? code : rest] === 0 && at >= from && at <= to;
  };
}

/** Places of the topics that the legend hides with all their papers. */
export function hiddenTopics({
  points,
  topics,
  coloring,
}: Pick<StageState, "points" | "topics" | "coloring">): ReadonlySet<number> {
  if (!coloring.hidesRest && coloring.swatches.every(({ hidden }) => !hidden)) return new Set();
  const accepts = shownPoints(points, coloring, undefined);
  const placeOf = new Map(topics.map(({ id }, place) => [id, place]));
  const seen = new Uint8Array(topics.length);
  for (let point = 0; point < points.count; point++) if (accepts(point)) seen[points.topic[point] ?? 0] = 1;
  const hidden = new Set<number>();
  for (let place = topics.length - 1; place >= 0; place--) {
    if (seen[place] === 0) hidden.add(place);
    else seen[placeOf.get(topics[place]?.parent ?? "") ?? -1] = 1; // children come after their parents
  }
  return hidden;
}

/** How much each point stands out: 0 dimmed, 1 as usual, 2 lit. */
export interface Tiers {
  readonly tiers: Uint8Array;
  /** How many points have each tier. */
  readonly counts: readonly [number, number, number];
}

export interface Standing {
  readonly points: Points;
  readonly topics: readonly TopicEntry[];
  readonly lit: Uint32Array | undefined;
  readonly open: number | undefined;
  readonly joined: Uint32Array | undefined;
  readonly topic: number | undefined;
  /** Points of the selected area. */
  readonly inside: Uint32Array | undefined;
}

/** Lit points, the open one and those joined with it are above all; then those of the selected topic and area, or all
 *  points where nothing is selected. */
export function tiersOf({ points, topics, lit, open, joined, topic, inside }: Standing): Tiers {
  const { count } = points;
  const selects = topic !== undefined || inside !== undefined;
  const tiers = new Uint8Array(count).fill(lit === undefined && !selects ? 1 : 0);
  if (inside !== undefined) for (const point of inside) tiers[point] = 1;
  if (topic !== undefined) {
    const member = membersOf(topics, topic);
    for (let i = 0; i < count; i++) {
      const isMember = member[points.topic[i] ?? 0] ?? 0;
      tiers[i] = inside === undefined ? isMember : (tiers[i] ?? 0) & isMember;
    }
  }
  for (const point of lit ?? []) tiers[point] = 2;
  for (const point of joined ?? []) tiers[point] = 2;
  if (open !== undefined && open < count) tiers[open] = 2;
  const counts: [number, number, number] = [0, 0, 0];
  for (const tier of tiers) counts[tier as 0 | 1 | 2]++;
  return { tiers, counts };
}

/** 1 for a topic and all topics below it, by place in `topics`. */
export function membersOf(topics: readonly TopicEntry[], topic: number): Uint8Array {
  const placeOf = new Map(topics.map(({ id }, place) => [id, place]));
  const member = new Uint8Array(topics.length);
  for (const [place, { parent }] of topics.entries()) {
    const above = parent === null ? undefined : placeOf.get(parent);
    if (place === topic || (above !== undefined && member[above] === 1)) member[place] = 1;
  }
  return member;
}

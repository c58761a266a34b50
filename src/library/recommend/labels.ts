import type { RecommendSeed } from "../../wire/index.ts";
import type { Label } from "./learn.ts";

/** A label before what it is of has been looked up. */
export interface Mention {
  readonly liked: boolean;
  readonly weight: number;
  readonly row?: number;
  readonly text?: string;
}

/** What there is to learn from. */
export interface Lesson {
  readonly mentions: readonly Mention[];
  /** Rows of papers that need no recommending. */
  readonly known: readonly number[];
  readonly seeds: readonly RecommendSeed[];
  readonly notes: readonly string[];
}

const DAY_MS = 24 * 3600 * 1000;
/** A like counts half when it is so much older than the latest. */
const HALF_LIFE_DAYS = 365;
const LEAST_SHARE = 0.25;

/** How much something of a time counts beside what is of the latest time: 1 down to a quarter. Times are ISO 8601. */
export function recencyOf(at: string, latest: string): number {
  const days = (Date.parse(latest) - Date.parse(at)) / DAY_MS;
  return Number.isFinite(days) ? Math.max(LEAST_SHARE, 0.5 ** (Math.max(0, days) / HALF_LIFE_DAYS)) : 1;
}

/** Each paper and text once: of several mentions of one kind the strongest counts. What is liked and disliked teaches nothing, and
 *  is counted in `contradicted`. */
export function settled(mentions: readonly Mention[]): { readonly mentions: Mention[]; readonly contradicted: number } {
  const same = new Map<number | string | undefined, Mention[]>();
  for (const mention of mentions) {
    const what = mention.row ?? mention.text;
    const others = same.get(what);
    if (others === undefined) same.set(what, [mention]);
    else others.push(mention);
  }
  const kept: Mention[] = [];
  let contradicted = 0;
  for (const all of same.values()) {
    const isContradicted = new Set(all.map(({ liked }) => liked)).size > 1;
    const strongest = all.reduce((best, each) => (each.weight > best.weight ? each : best));
    if (isContradicted) contradicted++;
    else kept.push(strongest);
  }
  return { mentions: kept, contradicted };
}

/** The labels with a meaning or with words; others teach nothing. */
export function telling(labels: readonly Label[]): Label[] {
  return labels.filter(({ vector, words }) => words.size > 0 || vector.some((value) => value !== 0));
}

/** Pure: no browser needed. */
import type { ListColor } from "../../src/wire/index.ts";

export interface ShownCount {
  readonly value: string;
  /** Absent where the value is its own name. */
  readonly name?: string;
  /** Shown before the name, for lists. */
  readonly color?: ListColor;
  /** Undefined where it is not known. */
  readonly count: number | undefined;
}

interface ValueCount {
  readonly value: string;
  readonly count: number;
}

/** Answers of the server give so many values of a field at most. */
const MAX_VALUES = 500;

/** The values of the library with the counts of the query: those that the query has first, the most frequent first. A
 *  value that it lacks counts zero, unless its counts were cut off. There are as many as the library has, whatever the
 *  query: lists keep their height. */
export function followQuery(library: readonly ValueCount[], query: readonly ValueCount[] | undefined): ShownCount[] {
  if (query === undefined) return [...library];
  const known = new Set(query.map(({ value }) => value));
  const rest = library.filter(({ value }) => !known.has(value));
  const count = query.length < MAX_VALUES ? 0 : undefined;
  return [...query, ...rest.map(({ value }) => ({ value, count }))];
}

/** The years of the library with the counts of the query, so that the bars keep their places. */
export function yearsFollowing(
  library: readonly { readonly year: number; readonly count: number }[],
  query: readonly { readonly year: number; readonly count: number }[] | undefined,
): { year: number; count: number }[] {
  if (query === undefined) return [...library];
  const counts = new Map(query.map(({ year, count }) => [year, count]));
  const years = new Set([...library.map(({ year }) => year), ...counts.keys()]);
  return [...years].sort((a, b) => a - b).map((year) => ({ year, count: counts.get(year) ?? 0 }));
}

/** Questions to the columns of the map. */
import type { Points } from "../../map/stage-types.ts";

/** The point of a paper by the paper's row; undefined when it is not on the map. */
export function pointOf({ rows }: Points, row: number): number | undefined {
  let from = 0;
  let to = rows.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((rows[middle] ?? 0) < row) from = middle + 1;
    else to = middle;
  }
  return rows[from] === row ? from : undefined;
}

/** The points of papers, in the order of the papers; those that are not on the map are left out. */
export function pointsOf(points: Points, rows: readonly number[]): Uint32Array {
  return Uint32Array.from(rows.map((row) => pointOf(points, row)).filter((point) => point !== undefined));
}

/** Papers per year, the first year first; years without papers are left out. */
export function countYears({ year, baseYear }: Points): { year: number; count: number }[] {
  const counts = new Uint32Array(256);
  for (const code of year) counts[code] = (counts[code] ?? 0) + 1;
  return Array.from(counts, (count, code) => ({ year: baseYear + code - 1, count })).filter(
    ({ count }, code) => code > 0 && count > 0,
  );
}

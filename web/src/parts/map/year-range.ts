/** The years that are shown, both inclusive. */
export type YearRange = readonly [from: number, to: number];

/** Years before the first hundredth of the papers are so empty that playing begins after them. */
const SKIPPED_SHARE = 0.01;
const WINDOWS = 8;

/** Where playing begins: the present window, or an eighth of the well filled years when all are shown. */
export function firstWindow(
  years: readonly { readonly year: number; readonly count: number }[],
  shown: YearRange | undefined,
): YearRange {
  const last = years.at(-1)?.year ?? 0;
  if (shown !== undefined && shown[1] < last) return shown;
  const total = years.reduce((sum, { count }) => sum + count, 0);
  let before = 0;
  const filled = years.find(({ count }) => {
    before += count;
    return before > total * SKIPPED_SHARE;
  });
  const first = filled?.year ?? last;
  const width = shown === undefined ? Math.max(1, Math.round((last - first + 1) / WINDOWS)) : shown[1] - shown[0] + 1;
  return [first, Math.min(last, first + width - 1)];
}

/** The window one year later; undefined at the end. */
export function nextWindow([from, to]: YearRange, last: number): YearRange | undefined {
  return to >= last ? undefined : [from + 1, to + 1];
}

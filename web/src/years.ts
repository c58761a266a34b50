/** Neighbouring years counted together. */
export interface YearBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

const MOST_BINS = 40;

/** The years from the first to the last, none left out, in at most 40 bins of equal width that end with the last year. */
export function binYears(years: readonly { readonly year: number; readonly count: number }[]): YearBin[] {
  if (years.length === 0) return [];
  const first = years.reduce((least, { year }) => Math.min(least, year), Number.POSITIVE_INFINITY);
  const last = years.reduce((most, { year }) => Math.max(most, year), Number.NEGATIVE_INFINITY);
  const width = Math.ceil((last - first + 1) / MOST_BINS);
  const counts = new Array<number>(Math.ceil((last - first + 1) / width)).fill(0);
  const start = last - counts.length * width + 1;
  for (const { year, count } of years) {
    const bin = Math.floor((year - start) / width);
    counts[bin] = (counts[bin] ?? 0) + count;
  }
  return counts.map((count, i) => ({
    from: Math.max(first, start + i * width),
    to: start + (i + 1) * width - 1,
    count,
  }));
}

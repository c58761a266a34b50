import { useMemo } from "preact/hooks";
import { binYears } from "../../years.ts";

type YearCounts = readonly { readonly year: number; readonly count: number }[];

interface YearSparkProps {
  readonly years: YearCounts;
  /** The same of the whole map. */
  readonly all: YearCounts;
}

const HEIGHT = 44;
const STEP = 10;

/** Papers by year as bars, and as a line what they would be if this topic had grown like the whole library. Heights grow
 *  with the square root, so that small years stay visible. */
export function YearSpark({ years, all }: YearSparkProps) {
  const bins = useMemo(() => compare(years, all), [years, all]);
  const first = bins[0];
  const last = bins.at(-1);
  if (first === undefined || last === undefined || bins.length < 2) return null;
  const most = Math.max(...bins.map(({ count, expected }) => Math.max(count, expected)), 1);
  const y = (value: number) => HEIGHT - Math.sqrt(value / most) * (HEIGHT - 2);
  const line = bins.map(({ expected }, i) => `${i === 0 ? "M" : "L"}${i * STEP} ${y(expected)}h${STEP}`).join("");
  const busiest = bins.reduce((best, bin) => (bin.count > best.count ? bin : best));
  return (
    <figure class="year-spark">
      <svg
        viewBox={`0 0 ${bins.length * STEP} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Papers by year from ${first.from} to ${last.to}, most in ${nameOf(busiest)}`}
      >
        {bins.map((bin, i) => (
          <rect key={bin.from} x={i * STEP + 1} y={y(bin.count)} width={STEP - 2} height={HEIGHT - y(bin.count)}>
            <title>{`${nameOf(bin)}: ${bin.count.toLocaleString("en")}`}</title>
          </rect>
        ))}
        <path d={line} />
      </svg>
      <figcaption>
        <span>{first.from}</span>
        <span>line: the whole library</span>
        <span>{last.to}</span>
      </figcaption>
    </figure>
  );
}

function compare(years: YearCounts, all: YearCounts) {
  const counts = new Map(years.map(({ year, count }) => [year, count]));
  const total = years.reduce((sum, { count }) => sum + count, 0);
  const bins = binYears(all);
  const allTotal = Math.max(
    1,
    bins.reduce((sum, { count }) => sum + count, 0),
  );
  return bins.map(({ from, to, count: ofAll }) => {
    let count = 0;
    for (let year = from; year <= to; year++) count += counts.get(year) ?? 0;
    return { from, to, count, expected: (ofAll / allTotal) * total };
  });
}

function nameOf({ from, to }: { readonly from: number; readonly to: number }): string {
  return from === to ? String(from) : `${from}–${to}`;
}

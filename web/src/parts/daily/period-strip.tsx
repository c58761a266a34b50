import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { ListingPeriod, PeriodLength } from "../../../../src/wire/index.ts";
import { periodName, shortName } from "../../dates.ts";
import { useDailyPath } from "./daily-order.tsx";

interface PeriodStripProps {
  readonly by: PeriodLength;
  /** The latest first, as the API gives them. */
  readonly periods: readonly ListingPeriod[];
  readonly shown: string | undefined;
}

/** So many periods are drawn around the one that is shown. */
const DRAWN = 61;
const LISTED = 100;
const NAMES = { day: "Days", week: "Weeks", month: "Months" } as const;

/** The periods with listings as bars along time, and links to those that have no place in it. */
export function PeriodStrip({ by, periods, shown }: PeriodStripProps) {
  const kinds = useMemo(() => sortByKind(periods), [periods]);
  const inYear = kinds.yearless.some(({ period }) => period === shown);
  const hasBars = inYear || kinds.dated.length > 0;
  const others = inYear ? kinds.dated : kinds.yearless;
  return (
    <div class="periods">
      {hasBars && <Bars label={NAMES[by]} periods={inYear ? kinds.yearless : kinds.dated} shown={shown} />}
      <div class="other-periods">
        {hasBars && others.length > 0 && (
          <OtherPeriods name={inYear ? "Days of known years" : "Days without a year"} periods={others} shown={shown} />
        )}
        {!hasBars && kinds.yearless.length > 0 && (
          <OtherPeriods name="Days without a year" periods={kinds.yearless} shown={shown} />
        )}
        {kinds.pages.length > 0 && <OtherPeriods name="Pages without a date" periods={kinds.pages} shown={shown} />}
      </div>
    </div>
  );
}

interface PeriodsProps {
  readonly periods: readonly ListingPeriod[];
  readonly shown: string | undefined;
}

/** Bars whose heights grow with the square root, so that days of few papers stay visible. Tab goes to one of them, the
 *  arrow keys from one to the next. */
function Bars({ label, periods, shown }: PeriodsProps & { readonly label: string }) {
  const dailyPath = useDailyPath();
  const list = useRef<HTMLOListElement>(null);
  const drawn = useMemo(() => around(periods, shown).toReversed(), [periods, shown]);
  const most = Math.sqrt(Math.max(1, ...drawn.map(({ papers }) => papers)));
  const tabStop = drawn.some(({ period }) => period === shown) ? shown : drawn.at(-1)?.period;
  useLayoutEffect(() => {
    const bars = list.current;
    const bar = bars?.querySelector<HTMLElement>("a[tabindex='0']");
    if (bars && bar) bars.scrollLeft = bar.offsetLeft - bars.offsetLeft - (bars.clientWidth - bar.offsetWidth) / 2;
  }, [drawn]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    const bars = [...(list.current?.querySelectorAll<HTMLElement>("a") ?? [])];
    const next = bars[bars.indexOf(document.activeElement as HTMLElement) + step];
    next?.focus();
    event.preventDefault();
  };
  return (
    <nav aria-label={`${label} with listings`}>
      <ol class="bars" ref={list} onKeyDown={onKeyDown}>
        {drawn.map(({ period, papers }, i) => {
          const { name, group } = shortName(period);
          const before = drawn[i - 1];
          const isFirst = before === undefined || shortName(before.period).group !== group;
          return (
            <li key={period}>
              <a
                href={dailyPath(period)}
                tabIndex={period === tabStop ? 0 : -1}
                aria-current={period === shown ? "date" : undefined}
                title={`${periodName(period)}: ${countOf(papers)}`}
              >
                <span class="unseen">{`${periodName(period)}, ${countOf(papers)}`}</span>
                <span class="period-room" aria-hidden="true">
                  <span class="period-bar" style={{ height: `${(100 * Math.sqrt(papers)) / most}%` }} />
                </span>
                <span class="period-name" aria-hidden="true">
                  {name}
                </span>
                <span class="period-group" aria-hidden="true">
                  {isFirst ? group : ""}
                </span>
              </a>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function OtherPeriods({ name, periods, shown }: PeriodsProps & { readonly name: string }) {
  const dailyPath = useDailyPath();
  return (
    <details open={periods.some(({ period }) => period === shown)}>
      <summary>
        {name} ({periods.length.toLocaleString("en")})
      </summary>
      <ul>
        {periods.slice(0, LISTED).map(({ period, papers }) => (
          <li key={period}>
            <a href={dailyPath(period)} aria-current={period === shown ? "page" : undefined} dir="auto">
              {periodName(period)}
            </a>{" "}
            <span class="quiet">{countOf(papers)}</span>
          </li>
        ))}
        {periods.length > LISTED && <li class="quiet">and {periods.length - LISTED} more</li>}
      </ul>
    </details>
  );
}

function sortByKind(periods: readonly ListingPeriod[]) {
  const pages = periods.filter(({ from }) => from === undefined);
  const yearless = periods.filter(({ from }) => from?.startsWith("--"));
  const dated = periods.filter(({ from }) => from !== undefined && !from.startsWith("--"));
  return { dated, yearless, pages };
}

function around(periods: readonly ListingPeriod[], shown: string | undefined): readonly ListingPeriod[] {
  const at = periods.findIndex(({ period }) => period === shown);
  const first = Math.max(0, Math.min(at - (DRAWN - 1) / 2, periods.length - DRAWN));
  return periods.slice(first, first + DRAWN);
}

function countOf(papers: number): string {
  return `${papers.toLocaleString("en")} ${papers === 1 ? "paper" : "papers"}`;
}

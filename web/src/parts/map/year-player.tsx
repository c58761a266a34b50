import { useEffect, useMemo, useState } from "preact/hooks";
import { binYears } from "../../years.ts";
import { Icon } from "../icons.tsx";
import { YearBars } from "../year-bars.tsx";
import { firstWindow, nextWindow, type YearRange } from "./year-range.ts";

interface YearPlayerProps {
  readonly years: readonly { readonly year: number; readonly count: number }[];
  /** Undefined: all years. */
  readonly shown: YearRange | undefined;
  /** While a thumb is dragged or the years play. */
  readonly onMove: (range: YearRange | undefined) => void;
  /** When the reader has chosen. */
  readonly onSettle: (range: YearRange | undefined) => void;
}

const STEP_MS = 650;
const CALM_STEP_MS = 1_800;

/** Two thumbs under the papers per year, and a button that moves the years between them through time. */
export function YearPlayer({ years, shown, onMove, onSettle }: YearPlayerProps) {
  const bins = useMemo(() => binYears(years), [years]);
  const [playing, setPlaying] = useState(false);
  const first = years[0]?.year ?? 0;
  const last = years.at(-1)?.year ?? 0;
  const [from, to] = clampRange(shown ?? [first, last], first, last);

  useEffect(() => {
    if (!playing) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const timer = setTimeout(
      () => {
        const next = nextWindow([from, to], last);
        if (next !== undefined) return onMove(next);
        setPlaying(false);
        onSettle([from, to]);
      },
      calm ? CALM_STEP_MS : STEP_MS,
    );
    return () => clearTimeout(timer);
  }, [playing, from, to, last, onMove, onSettle]);

  if (years.length < 2) return null;
  const rangeOf = (a: number, b: number): YearRange | undefined => (a <= first && b >= last ? undefined : [a, b]);
  const togglePlay = () => {
    if (playing) onSettle([from, to]);
    else onMove(firstWindow(years, shown));
    setPlaying(!playing);
  };
  const thumb = (label: string, value: number, change: (year: number) => YearRange | undefined) => (
    <input
      type="range"
      aria-label={label}
      min={first}
      max={last}
      step={1}
      value={value}
      onInput={(event) => {
        setPlaying(false);
        onMove(change(Number(event.currentTarget.value)));
      }}
      onChange={(event) => onSettle(change(Number(event.currentTarget.value)))}
    />
  );
  return (
    <div class="year-player">
      <div class="year-player-head">
        <button
          type="button"
          class="tool"
          aria-label={playing ? "Pause" : "Play the years"}
          title={playing ? "Pause" : "Play the years"}
          onClick={togglePlay}
        >
          <Icon name={playing ? "pause" : "play"} />
        </button>
        <span class="year-range-name">{from === to ? from : `${from} – ${to}`}</span>
        <button
          type="button"
          class="unfold"
          disabled={shown === undefined}
          onClick={() => {
            setPlaying(false);
            onSettle(undefined);
          }}
        >
          All years
        </button>
      </div>
      <YearBars bins={bins} from={from} to={to} />
      <div class="year-thumbs">
        {thumb("First year", from, (year) => rangeOf(Math.min(year, to), to))}
        {thumb("Last year", to, (year) => rangeOf(from, Math.max(year, from)))}
      </div>
    </div>
  );
}

function clampRange([from, to]: YearRange, first: number, last: number): YearRange {
  const start = Math.min(last, Math.max(first, from));
  return [start, Math.max(start, Math.min(last, to))];
}

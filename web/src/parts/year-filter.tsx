import { useState } from "preact/hooks";
import type { SearchState } from "../location.ts";
import { binYears, type YearBin } from "../years.ts";
import { YearBars } from "./year-bars.tsx";

interface YearFilterProps {
  readonly years: readonly { readonly year: number; readonly count: number }[];
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly onChange: (more: Partial<SearchState>) => void;
}

/** A range of years: drawn over the bars with the pointer, or typed. */
export function YearFilter({ years, from, to, onChange }: YearFilterProps) {
  const bins = binYears(years);
  const [drawn, setDrawn] = useState<readonly [number, number]>();
  const change = (yearFrom: number | undefined, yearTo: number | undefined) => {
    const swapped = yearFrom !== undefined && yearTo !== undefined && yearFrom > yearTo;
    onChange(swapped ? { yearFrom: yearTo, yearTo: yearFrom } : { yearFrom, yearTo });
  };
  const finish = () => {
    const range = drawn === undefined ? undefined : rangeOf(bins, drawn);
    setDrawn(undefined);
    if (range === undefined) return;
    if (range[0] === from && range[1] === to) change(undefined, undefined);
    else change(...range);
  };
  const [shownFrom, shownTo] = (drawn && rangeOf(bins, drawn)) ?? [from, to];
  return (
    <fieldset class="facet">
      <legend>Year</legend>
      <YearBars
        bins={bins}
        from={shownFrom}
        to={shownTo}
        brush={{
          onStart: (bin) => setDrawn([bin, bin]),
          onMove: (bin) => setDrawn((before) => before && [before[0], bin]),
          onEnd: finish,
        }}
      />
      <div class="range">
        <YearInput
          label="First year"
          placeholder={bins[0]?.from}
          year={shownFrom}
          onChange={(year) => change(year, to)}
        />
        <span aria-hidden="true">–</span>
        <YearInput
          label="Last year"
          placeholder={bins.at(-1)?.to}
          year={shownTo}
          onChange={(year) => change(from, year)}
        />
      </div>
    </fieldset>
  );
}

interface YearInputProps {
  readonly label: string;
  readonly placeholder: number | undefined;
  readonly year: number | undefined;
  readonly onChange: (year: number | undefined) => void;
}

function YearInput({ label, placeholder, year, onChange }: YearInputProps) {
  const accept = (input: HTMLInputElement) => {
    const given = input.value.trim();
    if (given === "") onChange(undefined);
    else if (/^[12]\d{3}$/.test(given)) onChange(Number(given));
    else input.value = year === undefined ? "" : String(year);
  };
  return (
    <input
      class="year"
      type="text"
      inputMode="numeric"
      maxLength={4}
      aria-label={label}
      placeholder={placeholder === undefined ? "" : String(placeholder)}
      value={year === undefined ? "" : String(year)}
      onChange={(event) => accept(event.currentTarget)}
    />
  );
}

function rangeOf(bins: readonly YearBin[], [a, b]: readonly [number, number]): [number, number] | undefined {
  const first = bins[Math.min(a, b)];
  const last = bins[Math.max(a, b)];
  return first === undefined || last === undefined ? undefined : [first.from, last.to];
}

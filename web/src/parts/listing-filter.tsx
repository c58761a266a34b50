import type { SearchState } from "../location.ts";

interface ListingFilterProps {
  readonly dates: readonly { readonly value: string; readonly count: number }[];
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly onChange: (more: Partial<SearchState>) => void;
}

/** The first and the last day on which a paper was listed. */
export function ListingFilter({ dates, from, to, onChange }: ListingFilterProps) {
  const days = [...new Set([...dates.map(({ value }) => value), from ?? "", to ?? ""])]
    .filter((day) => day !== "")
    .sort();
  return (
    <fieldset class="facet">
      <legend>Listed</legend>
      <div class="range">
        <DaySelect
          label="First day listed"
          none="from"
          days={days}
          day={from}
          onChange={(listedFrom) => onChange({ listedFrom })}
        />
        <span aria-hidden="true">–</span>
        <DaySelect
          label="Last day listed"
          none="to"
          days={days}
          day={to}
          onChange={(listedTo) => onChange({ listedTo })}
        />
      </div>
    </fieldset>
  );
}

interface DaySelectProps {
  readonly label: string;
  readonly none: string;
  readonly days: readonly string[];
  readonly day: string | undefined;
  readonly onChange: (day: string | undefined) => void;
}

function DaySelect({ label, none, days, day, onChange }: DaySelectProps) {
  return (
    <select aria-label={label} value={day ?? ""} onChange={(event) => onChange(event.currentTarget.value || undefined)}>
      <option value="">{none}</option>
      {days.map((value) => (
        <option key={value} value={value}>
          {value.replace(/^--/, "")}
        </option>
      ))}
    </select>
  );
}

import { binYears } from "../years.ts";
import { YearBars } from "./year-bars.tsx";

/** When the papers of the library were published, as bars between the first and the last year. */
export function YearOverview({
  years,
}: {
  readonly years: readonly { readonly year: number; readonly count: number }[];
}) {
  const bins = binYears(years);
  return (
    <div class="year-overview">
      <YearBars bins={bins} from={undefined} to={undefined} />
      <p>
        <span>
          <span class="unseen">Published from </span>
          {bins[0]?.from}
        </span>
        <span>
          <span class="unseen">to </span>
          {bins.at(-1)?.to}
        </span>
      </p>
    </div>
  );
}

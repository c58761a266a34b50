import type { ListingAnswer, PeriodLength } from "../../../../src/wire/index.ts";
import { periodName } from "../../dates.ts";
import { Icon } from "../icons.tsx";
import { DailyOrder, useDailyPath } from "./daily-order.tsx";

interface DailyLinksProps {
  readonly listing: ListingAnswer | undefined;
  readonly by: PeriodLength;
}

const LENGTHS = [
  { by: "day", name: "Day" },
  { by: "week", name: "Week" },
  { by: "month", name: "Month" },
] as const;

/** From here to the day, week and month of what is shown, and to what lies before and after. */
export function DailyLinks({ listing, by }: DailyLinksProps) {
  const dailyPath = useDailyPath();
  return (
    <div class="daily-links">
      <nav class="lengths" aria-label="Length of the period">
        {LENGTHS.map(({ by: length, name }) => (
          <LengthLink
            key={length}
            name={name}
            period={listing?.[length]}
            isShown={length === by && listing?.by !== "page"}
          />
        ))}
      </nav>
      <DailyOrder period={listing?.period} />
      <a
        class="to-digest"
        href="/digest"
        title="What came in for your lists and saved searches since the last time (g n)"
      >
        Digest
      </a>
      <nav class="steps" aria-label="Before and after">
        {listing?.previous !== undefined && (
          <a
            class="button"
            rel="prev"
            href={dailyPath(listing.previous)}
            aria-keyshortcuts="["
            title="What was listed before ( [ )"
          >
            <Icon name="back" />
            <span class="unseen">Before: </span>
            <bdi class="step-name">{periodName(listing.previous)}</bdi>
          </a>
        )}
        {listing?.next !== undefined && (
          <a
            class="button step-next"
            rel="next"
            href={dailyPath(listing.next)}
            aria-keyshortcuts="]"
            title="What was listed after it ( ] )"
          >
            <span class="unseen">After: </span>
            <bdi class="step-name">{periodName(listing.next)}</bdi>
            <Icon name="back" />
          </a>
        )}
      </nav>
    </div>
  );
}

interface LengthLinkProps {
  readonly name: string;
  /** Undefined where it is not known, as the week of a day without year. */
  readonly period: string | undefined;
  readonly isShown: boolean;
}

function LengthLink({ name, period, isShown }: LengthLinkProps) {
  const dailyPath = useDailyPath();
  if (period === undefined) return <span class="length">{name}</span>;
  return (
    <a class="length" href={dailyPath(period)} aria-current={isShown ? "true" : undefined}>
      {name}
    </a>
  );
}

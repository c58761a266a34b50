import { useState } from "preact/hooks";
import type { ListingAnswer } from "../../../src/wire/index.ts";
import { fetchListing, fetchListings } from "../api.ts";
import { lengthOf, periodName, spanName, weekdayName } from "../dates.ts";
import { useFeeds } from "../hooks/use-feeds.ts";
import { useRequest } from "../hooks/use-request.ts";
import { useScroll } from "../hooks/use-scroll.ts";
import { useTitle } from "../hooks/use-title.ts";
import { dailyPath, EMPTY_SEARCH, formatRoute } from "../location.ts";
import { mapOf } from "../map-location.ts";
import { DailyLinks } from "../parts/daily/daily-links.tsx";
import { NewForMe } from "../parts/daily/daily-order.tsx";
import { GrowingTopics } from "../parts/daily/growing-topics.tsx";
import { ListedPapers } from "../parts/daily/listed-papers.tsx";
import { PeriodStrip } from "../parts/daily/period-strip.tsx";
import { Notice } from "../parts/notice.tsx";
import { SkeletonHits } from "../parts/skeleton.tsx";
import type { Place } from "../router.ts";

const SHOWN = 200;

interface DailyViewProps {
  /** Undefined: the latest day. */
  readonly period: string | undefined;
  /** Whether what is new for the reader stands first. */
  readonly mine: boolean;
  readonly place: Place;
}

/** What was listed in a day, week or month, and where there is more. */
export function DailyView({ period, mine, place }: DailyViewProps) {
  const length = lengthOf(period ?? "");
  const by = length === "page" ? "day" : length;
  const list = useRequest(`listings ${by}`, (signal) => fetchListings(by, signal));
  const periods = list.answeredKey === `listings ${by}` ? list.answer : undefined;
  const asked = period ?? periods?.periods[0]?.period;
  const [more, setMore] = useState({ period: "", count: SHOWN });
  const count = more.period === asked ? more.count : SHOWN;
  const key = asked === undefined ? undefined : `listing ${asked} ${count} ${mine}`;
  const request = useRequest(key, (signal) =>
    fetchListing(asked ?? "", { k: count, mine, withNovelty: false }, signal),
  );
  const found = request.answer?.period === asked ? request.answer : undefined;
  const compared = useRequest(found === undefined ? undefined : key, (signal) =>
    fetchListing(asked ?? "", { k: count, mine, withNovelty: true }, signal),
  );
  const listing = compared.answeredKey === key ? compared.answer : found;
  useTitle(listing === undefined ? "Daily papers" : periodName(listing.period));
  useFeeds("Daily papers", "daily");
  useScroll(place, listing !== undefined);
  const error = list.error ?? request.error;
  const isEmpty = periods?.periods.length === 0;
  return (
    <NewForMe.Provider value={mine}>
      <div class="columns daily">
        <DailyHead listing={listing} isUnknown={request.error?.status === 404} asked={asked} />
        <DailyLinks listing={listing} by={by} />
        <GrowingTopics growing={listing?.growing ?? []} pathOf={(topic) => papersOf(topic, listing)} />
        {periods !== undefined && !isEmpty && <PeriodStrip by={by} periods={periods.periods} shown={asked} />}
        {isEmpty && <NoListings />}
        {error !== undefined && error.status !== 404 && !isEmpty && (
          <Notice error={error} onRetry={list.error ? list.retry : request.retry} />
        )}
        {listing?.notes.map((note) => (
          <p key={note} class="note">
            {note}
          </p>
        ))}
        {listing === undefined && error === undefined && !isEmpty && <SkeletonHits count={4} />}
        {listing !== undefined && <ListedPapers listing={listing} />}
        {listing !== undefined && listing.papers > listing.listed.length && (
          <p class="more">
            <button
              type="button"
              class="button"
              disabled={request.pending}
              onClick={() => setMore({ period: listing.period, count: count + SHOWN })}
            >
              Show more
            </button>
            <span class="more-count">
              {listing.listed.length.toLocaleString("en")} of {listing.papers.toLocaleString("en")} shown
            </span>
          </p>
        )}
      </div>
    </NewForMe.Provider>
  );
}

interface DailyHeadProps {
  readonly listing: ListingAnswer | undefined;
  readonly asked: string | undefined;
  readonly isUnknown: boolean;
}

function DailyHead({ listing, asked, isUnknown }: DailyHeadProps) {
  if (isUnknown) {
    return (
      <div class="daily-head">
        <h1 dir="auto">{periodName(asked ?? "").slice(0, 100)}</h1>
        <p class="quiet">
          Nothing was listed then. <a href={dailyPath()}>To the latest day</a>
        </p>
      </div>
    );
  }
  return (
    <div class="daily-head">
      <h1 dir="auto">{listing === undefined ? "Daily papers" : periodName(listing.period)}</h1>
      <p class="quiet">
        {listing === undefined ? "\u00a0" : factsOf(listing).join(" · ")}
        {listing?.from !== undefined && (
          <span class="to-these">
            {" · "}
            <a class="these-on-map" href={onMap(listing)}>
              These on the map
            </a>
          </span>
        )}
      </p>
    </div>
  );
}

function onMap({ from, to }: ListingAnswer): string {
  return formatRoute({ view: "map", map: mapOf({ ...EMPTY_SEARCH, listedFrom: from, listedTo: to }) });
}

function factsOf({ by, from = "", to = "", papers, listings }: ListingAnswer): string[] {
  const time = by === "day" ? weekdayName(from) : by === "week" ? spanName(from, to) : "";
  const pages = listings === 1 ? "" : ` on ${listings.toLocaleString("en")} pages`;
  const count = `${papers.toLocaleString("en")} ${papers === 1 ? "paper" : "papers"}${pages}`;
  return [time, count].filter((fact) => fact !== "");
}

function NoListings() {
  return (
    <div class="daily-none">
      <p>
        No day has been read yet. Save pages of{" "}
        <a href="https://huggingface.co/papers" rel="noopener noreferrer">
          Hugging Face Papers
        </a>{" "}
        as text into a folder, then read them:
      </p>
      <p>
        <code>orrery ingest saved-pages/</code>
      </p>
      <p class="quiet">Each page becomes a day here, with its papers in the order in which it lists them.</p>
    </div>
  );
}

function papersOf(topic: string, listing: ListingAnswer | undefined): string {
  const search = { ...EMPTY_SEARCH, topics: [topic], listedFrom: listing?.from, listedTo: listing?.to };
  return formatRoute({ view: "search", search });
}

import type { ListingAnswer } from "../../../../src/wire/index.ts";
import { EMPTY_SEARCH, formatRoute } from "../../location.ts";

/** The topics that a period has more of than usual, each with the way to its papers there. Its line is there before it
 *  is known what it says, so that nothing moves. */
export function GrowingTopics({ listing }: { readonly listing: ListingAnswer | undefined }) {
  const growing = listing?.growing ?? [];
  return (
    <p class="quiet growing">
      {listing === undefined || growing.length === 0 ? "\u00a0" : "More than usual: "}
      {growing.map(({ id, name, count, expected }, i) => (
        <span key={id}>
          {i > 0 && " · "}
          <a href={papersOf(id, listing)} title={`${count} papers; ${expected.toFixed(1)} would be usual`}>
            {name}
          </a>{" "}
          <span class="growing-count">
            {count}
            <span class="unseen"> papers, where {expected.toFixed(1)} would be usual</span>
          </span>
        </span>
      ))}
    </p>
  );
}

function papersOf(topic: string, listing: ListingAnswer | undefined): string {
  const { from, to } = listing ?? {};
  const search = { ...EMPTY_SEARCH, topics: [topic], listedFrom: from, listedTo: to };
  return formatRoute({ view: "search", search });
}

import type { ListingEntry, Paper } from "../../../src/wire/index.ts";
import { dayName } from "../dates.ts";
import { dailyPath } from "../location.ts";

/** Where the paper was listed and where the library has it from. */
export function Listings({ paper }: { readonly paper: Paper }) {
  if (paper.listings.length === 0 && paper.sources.length === 0) return null;
  return (
    <dl class="origin">
      {paper.listings.length > 0 && (
        <div>
          <dt>Listed</dt>
          {paper.listings.map((entry) => (
            <dd key={`${entry.source} ${entry.name} ${entry.rank}`}>
              <ListingLine entry={entry} />
            </dd>
          ))}
        </div>
      )}
      {paper.sources.length > 0 && (
        <div>
          <dt>From</dt>
          {paper.sources.map((source) => (
            <dd key={source}>
              <bdi>{source}</bdi>
            </dd>
          ))}
        </div>
      )}
    </dl>
  );
}

function ListingLine({ entry }: { readonly entry: ListingEntry }) {
  const { source, name, date, rank } = entry;
  return (
    <>
      <bdi>{source}</bdi>,{" "}
      <a href={dailyPath(date ?? `page:${source}/${name}`)}>{date === undefined ? <bdi>{name}</bdi> : dayName(date)}</a>
      , rank {rank}
    </>
  );
}

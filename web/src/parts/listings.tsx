import type { ListingEntry, Paper } from "../../../src/wire/index.ts";

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
  return (
    <>
      <bdi>{entry.source}</bdi>, {entry.date === undefined ? <bdi>{entry.name}</bdi> : dayName(entry.date)}, rank{" "}
      {entry.rank}
    </>
  );
}

/** "20 August 2024", or "20 August" where the listing names no year. */
function dayName(date: string): string {
  const [, year, month, day] = /^(\d{4}|-)-(\d{2})-(\d{2})$/.exec(date) ?? [];
  if (year === undefined || month === undefined || day === undefined) return date;
  const known = year !== "-";
  const time = new Date(Date.UTC(known ? Number(year) : 2000, Number(month) - 1, Number(day))); // 2000 has a 29 February
  return time.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    timeZone: "UTC",
    ...(known && { year: "numeric" }),
  });
}

import type { FacetsAnswer, Stats } from "../../../src/wire/index.ts";
import { followQuery, yearsFollowing } from "../facets.ts";
import { countFilters, type SearchState, withoutFilters } from "../location.ts";
import { Facet } from "./facet.tsx";
import { ListingFilter } from "./listing-filter.tsx";
import { ReadFilter } from "./read-filter.tsx";
import { YearFilter } from "./year-filter.tsx";

interface FiltersProps {
  readonly stats: Stats;
  /** Undefined where the counts of the query cannot be had: those of the whole library are shown instead. */
  readonly counts: FacetsAnswer | undefined;
  readonly search: SearchState;
  readonly onChange: (more: Partial<SearchState>) => void;
}

/** Whether there is anything in the library to filter by. */
export function hasFilters(stats: Stats): boolean {
  const { years, categories, venues, sources, listingDates } = stats;
  return (
    years.length > 1 || categories.length > 1 || venues.length > 1 || sources.length > 1 || listingDates.length > 1
  );
}

/** The filters that this library has something for, with the number of papers that match the query beside each. */
export function Filters({ stats, counts, search, onChange }: FiltersProps) {
  return (
    <>
      <p class="facets-by">{sayWhatCounts(counts)}</p>
      {(stats.years.length > 1 || search.yearFrom !== undefined || search.yearTo !== undefined) && (
        <YearFilter
          years={yearsFollowing(stats.years, counts?.years)}
          from={search.yearFrom}
          to={search.yearTo}
          onChange={onChange}
        />
      )}
      <Facet
        title="Category"
        values={followQuery(stats.categories, counts?.categories)}
        selected={search.categories}
        onChange={(categories) => onChange({ categories })}
      />
      <Facet
        title="Venue"
        values={followQuery(stats.venues, counts?.venues)}
        selected={search.venues}
        onChange={(venues) => onChange({ venues })}
      />
      {counts?.topics !== undefined && (
        <Facet
          title="Topic"
          values={counts.topics.map(({ id, name, count }) => ({ value: id, name, count }))}
          selected={search.topics}
          onChange={(topics) => onChange({ topics })}
        />
      )}
      {(counts?.lists !== undefined || search.lists.length > 0) && (
        <Facet
          title="List"
          least={1}
          values={(counts?.lists ?? []).map(({ id, ...list }) => ({ value: id, ...list }))}
          selected={search.lists}
          onChange={(lists) => onChange({ lists })}
        />
      )}
      <ReadFilter counts={counts?.read} read={search.read} onChange={(read) => onChange({ read })} />
      <Facet
        title="Source"
        values={followQuery(stats.sources, counts?.sources)}
        selected={search.sources}
        onChange={(sources) => onChange({ sources })}
      />
      {(stats.listingDates.length > 1 || search.listedFrom !== undefined || search.listedTo !== undefined) && (
        <ListingFilter dates={stats.listingDates} from={search.listedFrom} to={search.listedTo} onChange={onChange} />
      )}
      {countFilters(search) > 0 && (
        <button type="button" class="button" onClick={() => onChange(withoutFilters(search))}>
          Clear all filters
        </button>
      )}
    </>
  );
}

function sayWhatCounts(counts: FacetsAnswer | undefined): string {
  if (counts === undefined) return "Papers of the whole library";
  return counts.by === "words" ? "Papers with a word of the query" : "Of the 1,000 nearest papers";
}

import type { Stats } from "../../../src/wire/index.ts";
import { countFilters, type SearchState, withoutFilters } from "../location.ts";
import { Facet } from "./facet.tsx";
import { ListingFilter } from "./listing-filter.tsx";
import { YearFilter } from "./year-filter.tsx";

interface FiltersProps {
  readonly stats: Stats;
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

/** The filters that this library has something for; counts are those of the whole library. */
export function Filters({ stats, search, onChange }: FiltersProps) {
  return (
    <>
      {(stats.years.length > 1 || search.yearFrom !== undefined || search.yearTo !== undefined) && (
        <YearFilter years={stats.years} from={search.yearFrom} to={search.yearTo} onChange={onChange} />
      )}
      <Facet
        title="Category"
        values={stats.categories}
        selected={search.categories}
        onChange={(categories) => onChange({ categories })}
      />
      <Facet title="Venue" values={stats.venues} selected={search.venues} onChange={(venues) => onChange({ venues })} />
      <Facet
        title="Source"
        values={stats.sources}
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

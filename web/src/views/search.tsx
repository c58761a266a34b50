import { useState } from "preact/hooks";
import { useFacets } from "../hooks/use-facets.ts";
import { useFeeds } from "../hooks/use-feeds.ts";
import { useSavedHits } from "../hooks/use-saved.ts";
import { useScroll } from "../hooks/use-scroll.ts";
import { useSearch } from "../hooks/use-search.ts";
import { useStats } from "../hooks/use-stats.ts";
import { useTitle } from "../hooks/use-title.ts";
import { countFilters, formatRoute, type SearchState, savedQueryOf } from "../location.ts";
import { mapOf } from "../map-location.ts";
import { Chips } from "../parts/chips.tsx";
import { ExportMenu } from "../parts/cite/export-menu.tsx";
import { Filters, hasFilters } from "../parts/filters.tsx";
import { Icon } from "../parts/icons.tsx";
import { ModeSwitch } from "../parts/mode-switch.tsx";
import { Notice } from "../parts/notice.tsx";
import { ResultCount } from "../parts/result-count.tsx";
import { HitList, Results } from "../parts/results.tsx";
import { NewSince } from "../parts/saved/new-mark.tsx";
import { SaveButton } from "../parts/saved/save-button.tsx";
import { SavedBar } from "../parts/saved/saved-bar.tsx";
import { SortSwitch } from "../parts/sort-switch.tsx";
import { go, type Place } from "../router.ts";

interface SearchViewProps {
  readonly search: SearchState;
  readonly place: Place;
}

/** The hits of one search, with its mode and filters. */
export function SearchView({ search, place }: SearchViewProps) {
  const request = useSearch(search, place.memory.unsettled === true);
  const stats = useStats().answer;
  const facets = useFacets(search, place.memory.unsettled === true, !request.pending);
  const found = request.answer?.answer;
  const countsKnown = facets.answer !== undefined || facets.error !== undefined || request.error !== undefined;
  const opened = useSavedHits(search.saved, place.returning);
  const saved = opened.answer?.id === search.saved ? opened.answer : undefined;
  const isSaved = saved !== undefined && saved.search === savedQueryOf(search);
  const [filtersShown, setFiltersShown] = useState(false);
  const filterCount = countFilters(search);
  const filterable = stats !== undefined && (hasFilters(stats) || filterCount > 0);
  useTitle(isSaved ? saved.name : search.q.trim());
  const [title, feed] = isSaved
    ? [saved.name, "saved"]
    : [search.q.trim(), search.q.trim() === "" ? undefined : "search"];
  useFeeds(title, feed, isSaved ? `id=${saved.id}` : savedQueryOf(search));
  useScroll(place, request.answer !== undefined && !request.pending);

  const change = (more: Partial<SearchState>) => {
    go({ view: "search", search: { ...search, ...more, pages: 1 } });
  };
  return (
    <div class={filterable || stats === undefined ? "search-view" : "search-view unfiltered"}>
      <div class="toolbar">
        <h1 class="unseen">Search results</h1>
        <ModeSwitch mode={search.mode} onChange={(mode) => change({ mode })} />
        {filterable && (
          <button
            type="button"
            class="button filters-button"
            aria-expanded={filtersShown}
            aria-controls="filters"
            onClick={() => setFiltersShown(!filtersShown)}
          >
            <Icon name="filter" />
            Filters{filterCount > 0 && ` (${filterCount})`}
          </button>
        )}
        <SortSwitch
          sort={search.sort ?? "relevance"}
          onChange={(sort) => change({ sort: sort === "date" ? "date" : undefined })}
        />
        <a class="to-map" href={formatRoute({ view: "map", map: mapOf(search) })}>
          These on the map
        </a>
        <span class={found !== undefined && found.total > 0 ? undefined : "kept-room"}>
          <ExportMenu
            what={{ search }}
            label="Export these papers"
            total={found?.total ?? 0}
            isRanked={search.mode !== "lexical" && search.sort !== "date"}
          />
        </span>
        <SaveButton search={search} isSaved={isSaved || (search.saved !== undefined && opened.pending)} />
        <ResultCount request={request} />
      </div>
      <aside id="filters" class={filtersShown ? "filters shown" : "filters"} aria-label="Filters">
        {stats !== undefined && filterable && countsKnown && (
          <Filters stats={stats} counts={facets.answer} search={search} onChange={change} />
        )}
      </aside>
      <section class="results" aria-label="Papers" aria-busy={request.pending}>
        {saved !== undefined && <SavedBar search={search} saved={saved} onChanged={opened.retry} />}
        <Chips search={search} onChange={change} />
        {request.error !== undefined && <Notice error={request.error} onRetry={request.retry} />}
        <NewSince.Provider value={isSaved ? saved.since : undefined}>
          {isSaved && search.fresh ? (
            <HitList hits={saved.hits} kind="found" query={search.q} />
          ) : (
            <Results search={search} request={request} typing={place.memory.typing === true} />
          )}
        </NewSince.Provider>
      </section>
    </div>
  );
}

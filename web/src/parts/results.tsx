import { useMemo } from "preact/hooks";
import type { Hit } from "../../../src/wire/index.ts";
import { useFirstSooner } from "../hooks/use-first-sooner.ts";
import type { Request } from "../hooks/use-request.ts";
import type { Found } from "../hooks/use-search.ts";
import { countFilters, formatRoute, MAX_PAGES, PAGE_SIZE, type SearchState, withoutFilters } from "../location.ts";
import { amend } from "../router.ts";
import { HitCard, type HitKind } from "./hit.tsx";
import { NothingAbout } from "./nothing-about.tsx";
import { type ScoreScale, scaleOf } from "./score.tsx";
import { SkeletonHits } from "./skeleton.tsx";

interface ResultsProps {
  readonly search: SearchState;
  readonly request: Request<Found>;
  /** The query is being typed: the next letter may come at any moment. */
  readonly typing: boolean;
}

/** Fill a screen, unless it is a very tall one. */
const HITS_ON_SCREEN = 8;

/** The list of hits; the one before stays until the next is there. */
export function Results({ search, request, typing }: ResultsProps) {
  const found = request.answer;
  if (found === undefined) return request.pending ? <SkeletonHits count={5} /> : null;
  const { answer, hits } = found;
  const left = Math.max(0, answer.total - hits.length);
  const showMore = () => amend({ view: "search", search: { ...search, pages: search.pages + 1 } });
  return (
    <div class={request.pending || request.error !== undefined ? "found stale" : "found"}>
      {answer.notes.map((note) => (
        <p key={note} class="note" dir="auto">
          {note}
        </p>
      ))}
      {answer.answered === false && hits.length > 0 && <NothingAbout answer={answer} search={search} />}
      {hits.length === 0 ? (
        <NothingFound search={search} />
      ) : (
        <HitList
          hits={hits}
          kind="found"
          query={answer.query}
          relevantCount={answer.answered === false ? undefined : answer.relevantCount}
          hurried={typing && search.pages === 1}
        />
      )}
      {left > 0 && hits.length > 0 && search.pages < MAX_PAGES && (
        <p class="more">
          <button type="button" class="button" disabled={request.pending} onClick={showMore}>
            Show {Math.min(PAGE_SIZE, left)} more
          </button>
          <span class="more-count">
            {hits.length.toLocaleString("en")} of {answer.total.toLocaleString("en")} shown
          </span>
        </p>
      )}
    </div>
  );
}

interface HitListProps {
  readonly hits: readonly Hit[];
  readonly kind: HitKind;
  /** The query that they answer, or the paper that they are like, where there is one. */
  readonly query?: string | undefined;
  readonly paper?: string | undefined;
  /** Where the hits of a search stop being about it, where that is among them. */
  readonly relevantCount?: number | undefined;
  /** Those that the screen shows come first, the others a frame later. */
  readonly hurried?: boolean;
}

/** Hits in their order; a card is drawn again only when its hit or the scale of the bars changes. */
export function HitList({ hits, kind, query, paper, relevantCount, hurried = false }: HitListProps) {
  const scale = scaleOf(hits);
  const drawn = useFirstSooner(hits, HITS_ON_SCREEN, hurried);
  return (
    <ol class="hits">
      {drawn.map((hit) => (
        <HitRow
          key={hit.id}
          hit={hit}
          kind={kind}
          query={query}
          paper={paper}
          isFirstBeyond={hit.rank === (relevantCount ?? 0) + 1 && hit.rank > 1}
          lexical={scale.lexical}
          semantic={scale.semantic}
        />
      ))}
    </ol>
  );
}

type HitRowProps = Omit<HitListProps, "hits" | "hurried" | "relevantCount"> & {
  readonly hit: Hit;
  /** Whether the line where relevance ends stands above it. */
  readonly isFirstBeyond: boolean;
} & ScoreScale;

function HitRow({ hit, kind, query, paper, isFirstBeyond, lexical, semantic }: HitRowProps) {
  return useMemo(() => {
    const asked = paper !== undefined ? { paper } : query !== undefined ? { query } : undefined;
    return (
      <li>
        {isFirstBeyond && <p class="relevance-end">Below this line papers are hardly about it.</p>}
        <HitCard hit={hit} kind={kind} asked={asked} scale={{ lexical, semantic }} />
      </li>
    );
  }, [hit, kind, query, paper, isFirstBeyond, lexical, semantic]);
}

function NothingFound({ search }: { readonly search: SearchState }) {
  const bare = withoutFilters(search);
  return (
    <div class="nothing">
      <p class="nothing-title">No paper in this library answers that.</p>
      <ul>
        {countFilters(search) > 0 && (
          <li>
            <a href={formatRoute({ view: "search", search: bare })}>Search without the filters</a>
          </li>
        )}
        {search.mode !== "semantic" && (
          <li>
            <a href={formatRoute({ view: "search", search: { ...search, mode: "semantic", pages: 1 } })}>
              Search by meaning instead
            </a>
          </li>
        )}
        <li>Try fewer or other words, or say it as a question.</li>
      </ul>
    </div>
  );
}

import { fetchLike } from "../api.ts";
import { useRequest } from "../hooks/use-request.ts";
import { useScroll } from "../hooks/use-scroll.ts";
import { useTitle } from "../hooks/use-title.ts";
import { appendFilters, formatRoute, MAX_PAGES, PAGE_SIZE, paperPath, type SearchState } from "../location.ts";
import { Chips } from "../parts/chips.tsx";
import { Icon } from "../parts/icons.tsx";
import { Notice } from "../parts/notice.tsx";
import { HitList } from "../parts/results.tsx";
import { RichText } from "../parts/rich-text.tsx";
import { SkeletonHits } from "../parts/skeleton.tsx";
import { amend, go, type Place } from "../router.ts";
import { clipText } from "../tex/pieces.ts";

interface LikeViewProps {
  readonly search: SearchState;
  readonly place: Place;
}

const SHOWN_TITLE_LENGTH = 200;

/** The papers nearest in meaning to several papers together. */
export function LikeView({ search, place }: LikeViewProps) {
  const parameters = new URLSearchParams();
  appendFilters(parameters, search);
  const ids = search.like ?? [];
  const key = JSON.stringify([ids, parameters.toString(), search.pages]);
  const request = useRequest(key, (signal) => fetchLike(search, search.pages * PAGE_SIZE, signal));
  const { answer, pending, error, retry } = request;
  useTitle("Papers like these");
  useScroll(place, answer !== undefined && !pending);
  const left = answer === undefined ? 0 : answer.total - answer.hits.length;
  const showMore = () => amend({ view: "search", search: { ...search, pages: search.pages + 1 } });
  return (
    <div class="columns like">
      <h1>Papers like {ids.length === 1 ? "this" : "these"}</h1>
      {error !== undefined && <Notice error={error} onRetry={retry} />}
      <ul class="like-seeds" aria-label="Papers to be like">
        {answer?.seeds.map(({ id, title }) => (
          <li key={id}>
            <a href={paperPath(id)} dir="auto">
              <RichText text={clipText(title, SHOWN_TITLE_LENGTH)} spans={[]} />
            </a>
            {answer.seeds.length > 1 && (
              <a
                class="like-without"
                href={formatRoute({
                  view: "search",
                  search: { ...search, like: answer.seeds.map((seed) => seed.id).filter((other) => other !== id) },
                })}
                aria-label={`Without ${title}`}
                title="Without this one"
              >
                <Icon name="close" />
              </a>
            )}
          </li>
        ))}
      </ul>
      <Chips search={search} onChange={(more) => go({ view: "search", search: { ...search, ...more, pages: 1 } })} />
      <section aria-label="Papers" aria-busy={pending}>
        <h2 class="unseen">Nearest in meaning</h2>
        {answer === undefined && pending && <SkeletonHits count={5} />}
        {answer !== undefined && (
          <HitList hits={answer.hits} kind="related" paper={ids.length === 1 ? ids[0] : undefined} />
        )}
        {answer?.hits.length === 0 && <p class="nothing">No other paper passes the filters.</p>}
        {left > 0 && search.pages < MAX_PAGES && (
          <p class="more">
            <button type="button" class="button" disabled={pending} onClick={showMore}>
              Show {Math.min(PAGE_SIZE, left)} more
            </button>
          </p>
        )}
      </section>
    </div>
  );
}

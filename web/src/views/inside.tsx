import type { MapPapersAnswer } from "../../../src/wire/index.ts";
import { fetchSelection, fetchTopicPapers } from "../api.ts";
import { useRequest } from "../hooks/use-request.ts";
import { useTitle } from "../hooks/use-title.ts";
import { formatRoute, paperPath, type SearchState } from "../location.ts";
import { mapOf } from "../map-location.ts";
import { Chips } from "../parts/chips.tsx";
import { authorsOf, Facts } from "../parts/hit.tsx";
import { Notice } from "../parts/notice.tsx";
import { RichText } from "../parts/rich-text.tsx";
import { SkeletonHits } from "../parts/skeleton.tsx";
import { go } from "../router.ts";
import { clipText } from "../tex/pieces.ts";

const SHOWN = 30;
const SHOWN_TITLE_LENGTH = 400;

/** A topic or an area of the map before anything is searched in it: its papers, and the invitation to search. */
export function InsideView({ search }: { readonly search: SearchState }) {
  const [topic] = search.topics;
  const key = JSON.stringify([topic, search.area, search.yearFrom, search.yearTo]);
  const request = useRequest(
    key,
    (signal): Promise<Pick<MapPapersAnswer, "total" | "papers">> =>
      topic === undefined || search.area !== undefined
        ? fetchSelection(search, SHOWN, 0, signal)
        : fetchTopicPapers(topic, SHOWN, 0, signal),
  );
  const found = request.answeredKey === key ? request.answer : undefined;
  useTitle("Search inside");
  return (
    <div class="columns inside">
      <h1>{found === undefined ? "Search inside" : `Search in ${countOf(found.total)}`}</h1>
      <p class="quiet">
        What you type above is searched among these papers only, or see{" "}
        <a href={formatRoute({ view: "map", map: mapOf(search) })}>where they are on the map</a>.
      </p>
      <Chips search={search} onChange={(more) => go({ view: "search", search: { ...search, ...more } })} />
      {request.error !== undefined && <Notice error={request.error} onRetry={request.retry} />}
      {found === undefined && request.pending && <SkeletonHits count={3} />}
      <ol class="inside-papers">
        {(found?.papers ?? []).map((paper) => (
          <li key={paper.id}>
            <h2 class="hit-title" dir="auto">
              <a href={paperPath(paper.id)} data-stop>
                <RichText text={clipText(paper.title, SHOWN_TITLE_LENGTH)} />
              </a>
            </h2>
            {paper.authors.length > 0 && (
              <p class="hit-authors" dir="auto">
                {authorsOf(paper.authors)}
              </p>
            )}
            <p class="hit-facts">
              <Facts paper={paper} />
            </p>
          </li>
        ))}
      </ol>
      {found !== undefined && found.total > found.papers.length && (
        <p class="quiet">
          The first {found.papers.length}
          {search.area === undefined && ", the most typical ones"}.
        </p>
      )}
    </div>
  );
}

function countOf(total: number): string {
  return `${total.toLocaleString("en")} ${total === 1 ? "paper" : "papers"}`;
}

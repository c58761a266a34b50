import type { Paper } from "../../../src/wire/index.ts";
import { fetchFiltered, fetchSelection, fetchTopicPapers } from "../api.ts";
import { useRequest } from "../hooks/use-request.ts";
import { useTitle } from "../hooks/use-title.ts";
import { appendFilters, countFilters, formatRoute, paperPath, type SearchState } from "../location.ts";
import { mapOf } from "../map-location.ts";
import { Chips } from "../parts/chips.tsx";
import { Facts } from "../parts/facts.tsx";
import { authorsOf } from "../parts/hit.tsx";
import { Notice } from "../parts/notice.tsx";
import { RichText } from "../parts/rich-text.tsx";
import { SkeletonHits } from "../parts/skeleton.tsx";
import { fetchList } from "../reading/api.ts";
import { go } from "../router.ts";
import { clipText } from "../tex/pieces.ts";

const SHOWN = 30;
const SHOWN_TITLE_LENGTH = 400;

/** A topic, an area of the map, or lists of the reader's before anything is searched in it: its papers, and the invitation to search. */
export function InsideView({ search }: { readonly search: SearchState }) {
  const parameters = new URLSearchParams();
  appendFilters(parameters, search);
  const key = parameters.toString();
  const request = useRequest(key, (signal) => fetchInside(search, signal));
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
          {search.topics.length > 0 && search.area === undefined && ", the most typical ones"}.
        </p>
      )}
    </div>
  );
}

type InsidePaper = Pick<Paper, "id" | "title" | "authors" | "year" | "venue" | "categories">;
type Inside = { readonly total: number; readonly papers: readonly InsidePaper[] };

function fetchInside(search: SearchState, signal: AbortSignal): Promise<Inside> {
  const [topic] = search.topics;
  const [list] = search.lists;
  if (list !== undefined && countFilters(search) === 1) return fetchListed(list, signal);
  const isNarrowed = search.area === undefined && countFilters(search) > 1;
  if (search.lists.length > 0 || search.read !== undefined || isNarrowed) return fetchFiltered(search, SHOWN, signal);
  if (topic === undefined || search.area !== undefined) return fetchSelection(search, SHOWN, 0, signal);
  return fetchTopicPapers(topic, SHOWN, 0, signal);
}

/** The papers of one list as they stand in it, also those that are not on the map. */
async function fetchListed(id: string, signal: AbortSignal): Promise<Inside> {
  const list = await fetchList(id, signal);
  const papers = list.papers.flatMap(({ paper }) => paper ?? []);
  return { total: papers.length, papers: papers.slice(0, SHOWN) };
}

function countOf(total: number): string {
  return `${total.toLocaleString("en")} ${total === 1 ? "paper" : "papers"}`;
}

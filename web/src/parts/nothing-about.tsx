import type { SearchAnswer } from "../../../src/wire/index.ts";
import { countFilters, EMPTY_SEARCH, type SearchState } from "../location.ts";
import { mapOf } from "../map-location.ts";
import { topicOnMap } from "./map/links.ts";

interface NothingAboutProps {
  readonly answer: SearchAnswer;
  readonly search: SearchState;
}

/** Says that no paper is about the query, and which topics come nearest; the hits stand below all the same. */
export function NothingAbout({ answer, search }: NothingAboutProps) {
  const { nearestTopics = [] } = answer;
  const map = mapOf(EMPTY_SEARCH);
  return (
    <div class="nothing-about" role="status">
      <p class="nothing-title">
        {countFilters(search) > 0 ? "Nothing that passes the filters is about this." : "Nothing here is about this."}
      </p>
      {nearestTopics.length > 0 && (
        <p>
          Nearest topics:{" "}
          {nearestTopics.map(({ id, name }, i) => (
            <span key={id}>
              {i > 0 && ", "}
              <a href={topicOnMap(map, id)} dir="auto">
                {name}
              </a>
            </span>
          ))}
        </p>
      )}
      <p class="quiet">These papers come nearest:</p>
    </div>
  );
}

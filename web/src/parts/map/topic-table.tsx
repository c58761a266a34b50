import { useState } from "preact/hooks";
import { fetchTopicPapers } from "../../api.ts";
import { useRequest } from "../../hooks/use-request.ts";
import { paperPath } from "../../location.ts";
import type { MapState } from "../../map-location.ts";
import { clipText } from "../../tex/pieces.ts";
import { RichText } from "../rich-text.tsx";
import { searchInside } from "./links.ts";
import { pathName, type TopicIndex } from "./topic-index.ts";

interface TopicTableProps {
  readonly map: MapState;
  readonly topics: TopicIndex;
  readonly version: string;
  /** Goes back to the drawing; undefined when there is none. */
  readonly onMap: (() => void) | undefined;
}

const STEP = 25;
const TYPICAL = 3;
const SHOWN_PHRASES = 6;

/** The topics as a table, for readers and browsers that have no use for the drawing. */
export function TopicTable({ map, topics, version, onMap }: TopicTableProps) {
  const [level, setLevel] = useState(0);
  const [shown, setShown] = useState(STEP);
  const places = [...topics.topics.keys()]
    .filter((place) => topics.topics[place]?.level === level)
    .sort((a, b) => (topics.topics[b]?.size ?? 0) - (topics.topics[a]?.size ?? 0));
  return (
    <div class="topic-table">
      <div class="topic-table-head">
        <h1>Topics of the library</h1>
        <label class="legend-by">
          <span>Level</span>
          <select
            value={level}
            onChange={(event) => {
              setLevel(Number(event.currentTarget.value));
              setShown(STEP);
            }}
          >
            {Array.from({ length: topics.levels }, (_, each) => (
              <option key={each} value={each}>
                {levelName(each, topics.levels)}
              </option>
            ))}
          </select>
        </label>
        {onMap !== undefined && (
          <button type="button" class="button" onClick={onMap}>
            As a map
          </button>
        )}
      </div>
      {onMap === undefined && <p class="note">This browser cannot draw the map, so here are its topics as a table.</p>}
      {places.length === 0 && <p class="quiet">There are no topics: the library is too small for them.</p>}
      {places.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">Topic</th>
              <th scope="col">Papers</th>
              <th scope="col">Key phrases</th>
              <th scope="col">Most typical papers</th>
            </tr>
          </thead>
          <tbody>
            {places.slice(0, shown).map((place) => (
              <Row key={place} map={map} topics={topics} place={place} version={version} />
            ))}
          </tbody>
        </table>
      )}
      {places.length > shown && (
        <button type="button" class="button" onClick={() => setShown(shown + STEP)}>
          Show {Math.min(STEP, places.length - shown)} more of {places.length}
        </button>
      )}
    </div>
  );
}

interface RowProps {
  readonly map: MapState;
  readonly topics: TopicIndex;
  readonly place: number;
  readonly version: string;
}

function Row({ map, topics, place, version }: RowProps) {
  const topic = topics.topics[place];
  const { answer } = useRequest(topic && `typical ${version} ${topic.id}`, (signal) =>
    fetchTopicPapers(topic?.id ?? "", TYPICAL, 0, signal),
  );
  if (topic === undefined) return null;
  return (
    <tr>
      <th scope="row">
        <a href={searchInside(map, { topics: [topic.id] })} dir="auto" title="Search inside">
          {topic.name}
        </a>
        {topic.parent !== null && (
          <span class="map-quiet">
            {" "}
            in <bdi>{pathName(topics, topics.places.get(topic.parent) ?? -1)}</bdi>
          </span>
        )}
      </th>
      <td class="topic-table-size">{topic.size.toLocaleString("en")}</td>
      <td dir="auto">{topic.phrases.slice(0, SHOWN_PHRASES).join(", ")}</td>
      <td>
        <ul>
          {(answer?.papers ?? []).map((paper) => (
            <li key={paper.id}>
              <a href={paperPath(paper.id)} data-stop dir="auto">
                <RichText text={clipText(paper.title, 160)} />
              </a>
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}

function levelName(level: number, levels: number): string {
  if (levels === 1) return "all";
  if (level === 0) return "1, widest";
  return level === levels - 1 ? `${level + 1}, narrowest` : String(level + 1);
}

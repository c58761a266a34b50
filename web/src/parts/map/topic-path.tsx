import type { MapState } from "../../map-location.ts";
import { topicOnMap } from "./links.ts";
import type { TopicIndex } from "./topic-index.ts";

interface TopicPathProps {
  readonly map: MapState;
  readonly topics: TopicIndex;
  /** Places of the topics, the top level first. */
  readonly path: readonly number[];
  readonly label: string;
}

/** Topics within topics, as links. */
export function TopicPath({ map, topics, path, label }: TopicPathProps) {
  const known = path.map((place) => topics.topics[place]).filter((topic) => topic !== undefined);
  if (known.length === 0) return null;
  return (
    <nav class="topic-path" aria-label={label}>
      <ol>
        {known.map(({ id, name }) => (
          <li key={id}>
            <a href={topicOnMap(map, id)} dir="auto">
              {name}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

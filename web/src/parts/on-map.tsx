import { useMemo } from "preact/hooks";
import type { PaperAnswer } from "../../../src/wire/index.ts";
import { EMPTY_SEARCH, formatRoute } from "../location.ts";
import { mapOf } from "../map-location.ts";
import { clipText } from "../tex/pieces.ts";
import { topicOnMap } from "./map/links.ts";

const SAID_TITLE_LENGTH = 200;

/** Where a paper lies: its topics, and its place on the map. */
export function OnMap({ paper }: { readonly paper: PaperAnswer }) {
  const map = useMemo(() => mapOf(EMPTY_SEARCH), []);
  return (
    <p class="on-map">
      {paper.topics.map(({ id, name }) => (
        <a key={id} href={topicOnMap(map, id)} dir="auto">
          {name}
        </a>
      ))}
      <a href={formatRoute({ view: "map", map: { ...map, paper: paper.id } })}>
        On the map<span class="unseen">: {clipText(paper.title, SAID_TITLE_LENGTH)}</span>
      </a>
    </p>
  );
}

import { useState } from "preact/hooks";
import { fetchSelection } from "../../api.ts";
import { useRequest } from "../../hooks/use-request.ts";
import { EMPTY_SEARCH } from "../../location.ts";
import type { MapState } from "../../map-location.ts";
import { ExportMenu } from "../cite/export-menu.tsx";
import { Notice } from "../notice.tsx";
import { SkeletonHits } from "../skeleton.tsx";
import { paperOnMap, searchInside, topicOnMap } from "./links.ts";
import { Panel } from "./panel.tsx";
import { PaperList } from "./paper-list.tsx";
import { Phrases } from "./phrases.tsx";

interface SelectionPanelProps {
  readonly area: string;
  readonly version: string;
  readonly map: MapState;
  readonly onPoint: (row: number | undefined) => void;
  readonly onClose: () => void;
}

const STEP = 50;
const SHOWN_TOPICS = 8;

/** What lies in the area that was drawn on the map. */
export function SelectionPanel({ area, version, map, onPoint, onClose }: SelectionPanelProps) {
  const { yearFrom, yearTo } = map.search;
  const subject = JSON.stringify([version, area, yearFrom, yearTo]);
  const [shown, setShown] = useState({ subject, count: STEP });
  const count = shown.subject === subject ? shown.count : STEP;
  const request = useRequest(`${subject} ${count}`, (signal) => fetchSelection(map.search, count, 0, signal));
  const current = request.answeredKey?.startsWith(subject) === true;
  const selection = current ? request.answer : undefined;
  return (
    <Panel subject={area} kind="Selection" label="Selection" busy={request.pending} onClose={onClose}>
      <h2 class="map-title">
        <span role="status">{selection === undefined ? "Counting…" : countOf(selection.total)}</span>
      </h2>
      {request.error !== undefined && <Notice error={request.error} onRetry={request.retry} />}
      {selection === undefined && request.pending && <SkeletonHits count={2} />}
      {selection !== undefined && (
        <>
          {map.hidden.length > 0 && <p class="map-quiet">Papers that the legend hides are counted too.</p>}
          <Phrases phrases={selection.phrases} of={selection.total} />
          {selection.total > 0 && (
            <p class="map-actions">
              <a class="button" href={searchInside(map, { area })}>
                Search inside
              </a>
              <ExportMenu
                what={{ search: { ...EMPTY_SEARCH, area, yearFrom, yearTo } }}
                label="Export the selection"
                total={selection.total}
              />
            </p>
          )}
          {selection.topics.length > 0 && <h3>Topics</h3>}
          <ul class="topic-links">
            {selection.topics.slice(0, SHOWN_TOPICS).map((topic) => (
              <li key={topic.id}>
                <a href={topicOnMap(map, topic.id)} dir="auto">
                  {topic.name}
                </a>
                <span class="map-count">{topic.count.toLocaleString("en")}</span>
              </li>
            ))}
          </ul>
          {selection.papers.length > 0 && <h3>Papers</h3>}
          <PaperList papers={selection.papers} hrefOf={(id) => paperOnMap(map, id)} onPoint={onPoint} />
          {selection.papers.length < selection.total && (
            <p class="map-actions">
              <button
                type="button"
                class="button"
                disabled={request.pending}
                onClick={() => setShown({ subject, count: count + STEP })}
              >
                Show {Math.min(STEP, selection.total - selection.papers.length)} more
              </button>
            </p>
          )}
        </>
      )}
    </Panel>
  );
}

function countOf(total: number): string {
  return `${total.toLocaleString("en")} ${total === 1 ? "paper" : "papers"}`;
}

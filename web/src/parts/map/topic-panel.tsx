import { useMemo } from "preact/hooks";
import { fetchTopic } from "../../api.ts";
import { useRequest } from "../../hooks/use-request.ts";
import { EMPTY_SEARCH } from "../../location.ts";
import type { Points } from "../../map/stage-types.ts";
import type { MapState } from "../../map-location.ts";
import { ExportMenu } from "../cite/export-menu.tsx";
import { Notice } from "../notice.tsx";
import { SkeletonHits } from "../skeleton.tsx";
import { paperOnMap, searchInside, topicOnMap } from "./links.ts";
import { Panel } from "./panel.tsx";
import { PaperList } from "./paper-list.tsx";
import { Phrases } from "./phrases.tsx";
import { countYears } from "./points.ts";
import { pathOf, type TopicIndex } from "./topic-index.ts";
import { TopicPath } from "./topic-path.tsx";
import { YearSpark } from "./year-spark.tsx";

interface TopicPanelProps {
  readonly id: string;
  readonly version: string;
  readonly map: MapState;
  readonly points: Points;
  readonly topics: TopicIndex;
  readonly onPoint: (row: number | undefined) => void;
  readonly onClose: () => void;
}

/** A topic beside the map. */
export function TopicPanel({ id, version, map, points, topics, onPoint, onClose }: TopicPanelProps) {
  const request = useRequest(`topic ${version} ${id}`, (signal) => fetchTopic(id, signal));
  const allYears = useMemo(() => countYears(points), [points]);
  const topic = request.answer?.id === id ? request.answer : undefined;
  const place = topics.places.get(id);
  const entry = place === undefined ? undefined : topics.topics[place];
  return (
    <Panel subject={id} kind="Topic" label="Topic" busy={request.pending} onClose={onClose}>
      {place !== undefined && (
        <TopicPath map={map} topics={topics} path={pathOf(topics, place).slice(0, -1)} label="Topics above" />
      )}
      <h2 class="map-title" dir="auto">
        {entry?.name ?? "Unknown topic"}
      </h2>
      {entry === undefined ? (
        <p class="note">The map has no topic with the id {id.slice(0, 60)}; it may have changed since.</p>
      ) : (
        <p class="map-quiet">{countOf(entry.size)}</p>
      )}
      {entry !== undefined && (
        <p class="map-actions">
          <a class="button" href={searchInside(map, { topics: [id] })}>
            Search inside
          </a>
          <ExportMenu
            what={{ search: { ...EMPTY_SEARCH, topics: [id] } }}
            label="Export the papers of this topic"
            total={entry.size}
          />
        </p>
      )}
      {request.error !== undefined && entry !== undefined && <Notice error={request.error} onRetry={request.retry} />}
      {topic === undefined && request.pending && <SkeletonHits count={2} />}
      {topic !== undefined && (
        <>
          <Phrases phrases={topic.phrases} of={topic.size} />
          <YearSpark years={topic.years} all={allYears} />
          {topic.children.length > 0 && (
            <>
              <h3>Parts</h3>
              <TopicLinks
                map={map}
                topics={topic.children.map((child) => ({ ...child, note: child.size.toLocaleString("en") }))}
              />
            </>
          )}
          <h3>Most typical papers</h3>
          <PaperList papers={topic.papers} hrefOf={(paper) => paperOnMap(map, paper)} onPoint={onPoint} />
          {topic.nearest.length > 0 && (
            <>
              <h3>Nearest topics</h3>
              <TopicLinks
                map={map}
                topics={topic.nearest.map((near) => ({ ...near, note: `${Math.round(near.share * 100)} %` }))}
              />
            </>
          )}
        </>
      )}
    </Panel>
  );
}

interface TopicLinksProps {
  readonly map: MapState;
  readonly topics: readonly { readonly id: string; readonly name: string; readonly note: string }[];
}

function TopicLinks({ map, topics }: TopicLinksProps) {
  return (
    <ul class="topic-links">
      {topics.map(({ id, name, note }) => (
        <li key={id}>
          <a href={topicOnMap(map, id)} dir="auto">
            {name}
          </a>
          <span class="map-count">{note}</span>
        </li>
      ))}
    </ul>
  );
}

function countOf(size: number): string {
  return `${size.toLocaleString("en")} ${size === 1 ? "paper" : "papers"}`;
}

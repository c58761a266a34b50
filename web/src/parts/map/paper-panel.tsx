import type { Hit, Paper } from "../../../../src/wire/index.ts";
import type { Request } from "../../hooks/use-request.ts";
import { paperPath } from "../../location.ts";
import type { Points } from "../../map/stage-types.ts";
import type { MapState } from "../../map-location.ts";
import { Facts } from "../facts.tsx";
import { Notice } from "../notice.tsx";
import { OutLinks } from "../out-links.tsx";
import { MarkButtons } from "../reading/mark-buttons.tsx";
import { PaperLists } from "../reading/paper-lists.tsx";
import { RichText } from "../rich-text.tsx";
import { SkeletonHits } from "../skeleton.tsx";
import { paperOnMap } from "./links.ts";
import { Panel } from "./panel.tsx";
import { PaperList } from "./paper-list.tsx";
import { pathOf, type TopicIndex } from "./topic-index.ts";
import { TopicPath } from "./topic-path.tsx";

interface PaperPanelProps {
  readonly id: string;
  readonly map: MapState;
  readonly points: Points;
  readonly topics: TopicIndex;
  readonly paper: Request<Paper>;
  readonly related: Request<readonly Hit[]>;
  /** Where the paper is; undefined when it is not on the map. */
  readonly point: number | undefined;
  readonly onPoint: (row: number | undefined) => void;
  readonly onClose: () => void;
}

/** A paper beside the map, with the papers that are truly nearest to it. */
export function PaperPanel(props: PaperPanelProps) {
  const { id, map, points, topics, paper: request, related, point, onPoint, onClose } = props;
  const paper = request.answeredKey === `paper ${id}` ? request.answer : undefined;
  return (
    <Panel subject={id} kind="Paper" label="Paper" busy={request.pending} onClose={onClose}>
      {request.error?.status === 404 && <p class="note">This library has no paper with that id.</p>}
      {request.error !== undefined && request.error.status !== 404 && (
        <Notice error={request.error} onRetry={request.retry} />
      )}
      {paper === undefined && request.pending && <SkeletonHits count={2} />}
      {paper !== undefined && (
        <>
          <PaperText paper={paper} />
          {point === undefined ? (
            <p class="note">This paper is not on the map yet: it was added after the map was drawn.</p>
          ) : (
            <>
              <TopicPath
                map={map}
                topics={topics}
                path={pathOf(topics, points.topic[point] ?? -1)}
                label="Topics of this paper"
              />
              <p class="map-quiet">{trustWords((points.trust[point] ?? 0) / 255)}</p>
            </>
          )}
          <h3>Nearest papers</h3>
          {related.error !== undefined && <Notice error={related.error} onRetry={related.retry} />}
          {related.answer !== undefined && (
            <PaperList papers={related.answer} hrefOf={(other) => paperOnMap(map, other)} onPoint={onPoint} />
          )}
        </>
      )}
    </Panel>
  );
}

function PaperText({ paper }: { readonly paper: Paper }) {
  return (
    <>
      <h2 class="map-title" dir="auto">
        <a href={paperPath(paper.id)} title="To the page of this paper">
          <RichText text={paper.title} />
        </a>
      </h2>
      {paper.authors.length > 0 && (
        <p class="map-authors" dir="auto">
          {paper.authors.join(", ")}
        </p>
      )}
      <p class="hit-facts">
        <Facts paper={paper} />
      </p>
      <OutLinks paper={paper} />
      <div class="paper-actions">
        <MarkButtons id={paper.id} title={paper.title} inWords />
      </div>
      <PaperLists id={paper.id} />
      {!paper.titleOnly && (
        <p class="map-abstract" dir="auto">
          <RichText text={paper.abstract} block />
        </p>
      )}
    </>
  );
}

/** How far the place of a point can be believed. */
function trustWords(trust: number): string {
  const share = `${Math.round(trust * 100)} % of its nearest papers are also near it on this map`;
  if (trust >= 0.55) return `${share}: a place to rely on.`;
  if (trust >= 0.25) return `${share}: the lines show where the others are.`;
  return `Only ${share}: two dimensions do not do it justice, so follow the lines.`;
}

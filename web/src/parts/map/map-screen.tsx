import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { MapStatus } from "../../../../src/wire/index.ts";
import { ApiError } from "../../api.ts";
import type { MapContent } from "../../hooks/use-map.ts";
import { loadMapCard } from "../../hooks/use-map-card.ts";
import { useMapColoring } from "../../hooks/use-map-coloring.ts";
import { type Drawn, useMapFlights } from "../../hooks/use-map-flights.ts";
import { useMapHits } from "../../hooks/use-map-hits.ts";
import { type OpenPaper, useMapPaper } from "../../hooks/use-map-paper.ts";
import { useTheme } from "../../hooks/use-map-theme.ts";
import { useMapYears } from "../../hooks/use-map-years.ts";
import { topicColors } from "../../map/index.ts";
import type { Stage, StageEvents } from "../../map/stage-types.ts";
import { lightsListed, type MapState } from "../../map-location.ts";
import { go, goBack } from "../../router.ts";
import { Notice } from "../notice.tsx";
import { formatArea } from "./area.ts";
import { download } from "./download.ts";
import { useEscape } from "./escape.ts";
import { withTopic } from "./links.ts";
import { OpenPanel } from "./open-panel.tsx";
import { type Point, type Pointed, PointedCard } from "./pointed-card.tsx";
import { SidePanel } from "./side-panel.tsx";
import { StageHost } from "./stage-host.tsx";
import { useStageState } from "./stage-state.ts";
import { type Tool, ToolBar } from "./tool-bar.tsx";
import { TopicTable } from "./topic-table.tsx";

interface MapScreenProps {
  readonly content: MapContent;
  readonly status: MapStatus;
  readonly map: MapState;
  /** True while the last word of the query may be half typed. */
  readonly unsettled: boolean;
  /** True when the reader came here within the page: the arrow keys are to work at once. */
  readonly takesKeys: boolean;
}

/** Where the side panel stands beside the stage instead of over it. */
const WIDE = "(width >= 60rem)";
/** A view farther out than this shows the whole map. */
const WHOLE_ZOOM = 1.05;

/** The map with all that stands around it. */
export function MapScreen({ content, status, map, unsettled, takesKeys }: MapScreenProps) {
  const { points, topics, version } = content;
  const [drawn, setDrawn] = useState<Drawn>();
  const [tool, setTool] = useState<Tool>("pan");
  const [sideShown, setSideShown] = useState(() => matchMedia(WIDE).matches);
  const point = useRef<Point>(null);
  const [listed, setListed] = useState<number>();
  const [unopened, setUnopened] = useState<{ readonly at: number; readonly error: ApiError }>();
  const theme = useTheme();
  const coloring = useMapColoring(content, map.color, map.hidden, theme);
  const hits = useMapHits(map, points, unsettled);
  const open = useMapPaper(map.paper, points);
  const years = useMapYears(points, map);
  const colors = useMemo(() => topicColors(topics.topics, theme), [topics, theme]);
  const shownYears = years.shown;
  const state = useStageState({ content, map, coloring, hits, open, listed, shownYears, tool, theme });
  const stage = drawn?.stage;
  const { route, showWhole, showHits } = useMapFlights(drawn, { map, content, open, hits });
  useEffect(() => setListed(undefined), [map.paper, map.search.area, map.search.topics.at(-1)]);

  const selectTopic = (id: string | undefined) => {
    if (!matchMedia(WIDE).matches) setSideShown(false);
    route.go(withTopic(map, id));
  };
  const closePanel = () => {
    if (map.paper !== undefined) route.go({ paper: undefined });
    else route.go({ search: { ...map.search, area: undefined, topics: [] }, within: false });
  };
  /** One step out of what the reader is in. */
  const leave = () => {
    const selected = map.search.topics.at(-1);
    if (sideShown && !matchMedia(WIDE).matches) setSideShown(false);
    else if (map.paper !== undefined || map.search.area !== undefined) closePanel();
    else if (tool !== "pan") setTool("pan");
    else if (selected !== undefined) selectTopic(topics.topics[topics.places.get(selected) ?? -1]?.parent ?? undefined);
    else if (stage !== undefined && stage.view.zoom > WHOLE_ZOOM) showWhole();
    else if (lightsListed(map)) goBack(map.search.lists.length > 0 ? { view: "lists" } : { view: "daily" });
    else go({ view: "search", search: map.search });
  };
  const newestLeave = useRef(leave);
  newestLeave.current = leave;
  useEscape(useCallback(() => newestLeave.current(), []));

  const openPoint = async (at: number) => {
    try {
      const paper = await loadMapCard(version, points.rows[at] ?? 0, new AbortController().signal);
      setUnopened(undefined);
      if (paper !== undefined && paper.id !== map.paper) route.go({ paper: paper.id });
    } catch (error) {
      if (error instanceof ApiError) setUnopened({ at, error });
    }
  };
  const events: StageEvents = {
    onView: (view) => {
      route.onView(view);
      point.current?.((before) => (before?.by === "keyboard" && stage ? keyboardAt(stage, before.point) : before));
    },
    onHover: (at, x, y) => point.current?.(at === undefined ? undefined : { point: at, x, y, by: "pointer" }),
    onOpen: (at) => void openPoint(at),
    onCursor: (at) => point.current?.(at === undefined || !stage ? undefined : keyboardAt(stage, at)),
    onArea: (drawnArea) => {
      if (drawnArea === undefined) leave();
      else route.go({ paper: undefined, search: { ...map.search, topics: [], area: formatArea(drawnArea) } });
    },
    onTopic: (place) => selectTopic(topics.topics[place]?.id),
    onEscape: leave,
  };
  const save = async (kind: "png" | "svg") => {
    if (stage === undefined) return;
    const blob = kind === "png" ? await stage.toPng() : new Blob([stage.toSvg()], { type: "image/svg+xml" });
    download(blob, `orrery-map.${kind}`);
  };
  const showTable = (table: boolean) => {
    setDrawn(undefined);
    route.go({ table });
  };

  if (map.table || (drawn !== undefined && stage === undefined)) {
    return (
      <TopicTable map={map} topics={topics} version={version} onMap={map.table ? () => showTable(false) : undefined} />
    );
  }
  return (
    <div class={sideShown ? "map-screen with-side" : "map-screen"}>
      <h1 class="unseen">Map of the library</h1>
      {sideShown && <div class="map-shade" onClick={() => setSideShown(false)} aria-hidden="true" />}
      {sideShown && (
        <SidePanel
          map={map}
          route={route}
          status={status}
          topics={topics}
          topicColors={colors}
          coloring={coloring}
          hits={hits}
          years={years}
          onTopic={selectTopic}
          onClose={() => setSideShown(false)}
          onShowHits={showHits}
        />
      )}
      <div class="map-area">
        <StageHost
          state={state}
          view={map.at}
          label={`Map of ${points.count.toLocaleString("en")} papers. Arrow keys go from paper to paper, Enter opens one, plus and minus zoom, Escape leaves.`}
          events={events}
          onStage={(made, element) => {
            setDrawn({ stage: made, element });
            if (takesKeys && made !== undefined && document.activeElement === document.body) {
              element.focus({ preventScroll: true });
            }
          }}
        />
        <ToolBar
          tool={tool}
          contours={map.contours}
          sideShown={sideShown}
          onSide={() => setSideShown(!sideShown)}
          onTool={setTool}
          onZoom={(factor) => stage?.show({ ...stage.view, zoom: stage.view.zoom * factor }, true)}
          onFit={showWhole}
          onContours={() => route.amend({ contours: !map.contours })}
          onSave={(kind) => void save(kind)}
          onTable={() => showTable(true)}
        />
        <PointedCard
          content={content}
          point={point}
          colorOf={(at) => state.coloring.swatches[state.coloring.codes[at] ?? -1]?.color}
        />
        {unopened !== undefined && (
          <div class="map-trouble">
            <Notice error={unopened.error} onRetry={() => void openPoint(unopened.at)} />
          </div>
        )}
        <p class="unseen" role="status">
          {openName(map, content, open)}
        </p>
        <OpenPanel map={map} content={content} open={open} onPoint={setListed} onClose={closePanel} />
      </div>
    </div>
  );
}

/** What is open beside the map, for screen readers. */
function openName(map: MapState, { topics }: MapContent, { paper }: OpenPaper): string {
  if (map.paper !== undefined) return paper.answer?.id === map.paper ? `Paper: ${paper.answer.title}` : "";
  const topic = topics.topics[topics.places.get(map.search.topics.at(-1) ?? "") ?? -1];
  return topic === undefined ? "" : `Topic: ${topic.name}, ${topic.size.toLocaleString("en")} papers`;
}

function keyboardAt(stage: Stage, point: number): Pointed {
  const [x, y] = stage.placeOf(point);
  return { point, x, y, by: "keyboard" };
}

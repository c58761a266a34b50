import type { ComponentProps } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import type { MapStatus } from "../../../../src/wire/index.ts";
import type { MapColoring } from "../../hooks/use-map-coloring.ts";
import type { MapHits } from "../../hooks/use-map-hits.ts";
import type { MapRoute } from "../../hooks/use-map-route.ts";
import type { MapYears } from "../../hooks/use-map-years.ts";
import { EMPTY_SEARCH } from "../../location.ts";
import type { MapState } from "../../map-location.ts";
import { Icon } from "../icons.tsx";
import { Notice } from "../notice.tsx";
import { HitsNote } from "./hits-note.tsx";
import { Legend } from "./legend.tsx";
import type { TopicIndex } from "./topic-index.ts";
import { TopicTree } from "./topic-tree.tsx";
import { TrustNote } from "./trust-note.tsx";
import { YearPlayer } from "./year-player.tsx";
import type { YearRange } from "./year-range.ts";

interface SidePanelProps {
  readonly map: MapState;
  readonly route: MapRoute;
  readonly status: MapStatus;
  readonly topics: TopicIndex;
  readonly topicColors: readonly string[];
  readonly coloring: MapColoring;
  readonly hits: MapHits;
  readonly years: MapYears;
  readonly onTopic: (id: string | undefined) => void;
  readonly onClose: () => void;
  readonly onShowHits: () => void;
}

const TABS = ["Topics", "Colours"] as const;
type Tab = (typeof TABS)[number];

/** What stands left of the map: hits, topics, colours, years, and how far to trust it all. */
export function SidePanel(props: SidePanelProps) {
  const { map, route, status, topics, topicColors, coloring, hits, years, onTopic, onClose, onShowHits } = props;
  const [tab, setTab] = useState<Tab>(map.color === "topic" && map.hidden.length === 0 ? "Topics" : "Colours");
  const selected = topics.places.get(map.search.topics.at(-1) ?? "");
  const settleYears = (range: YearRange | undefined) => {
    years.move(range);
    route.amend({ search: { ...map.search, yearFrom: range?.[0], yearTo: range?.[1] } });
  };
  return (
    <aside id="map-side" class="map-side" aria-label="Topics, colours and years">
      <HitsNote
        map={map}
        hits={hits}
        selected={selectedName(map, topics)}
        onWithin={(within) => route.go({ within })}
        onShow={onShowHits}
        onClear={() => {
          const { topics: kept, area, yearFrom, yearTo } = map.search;
          route.go({ within: false, search: { ...EMPTY_SEARCH, topics: kept, area, yearFrom, yearTo } });
        }}
      />
      <div class="map-side-head">
        <Tabs tab={tab} onTab={setTab} />
        <button type="button" class="tool map-side-close" aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <div class="map-side-body" role="tabpanel" id="map-tabpanel" aria-labelledby={`map-tab-${tab}`}>
        {tab === "Topics" && (
          <SteadyTree
            topics={topics}
            colors={topicColors}
            selected={selected}
            onSelect={(place) => onTopic(place === selected ? undefined : topics.topics[place]?.id)}
          />
        )}
        {tab === "Colours" && coloring.request.error !== undefined && (
          <Notice error={coloring.request.error} onRetry={coloring.request.retry} />
        )}
        {tab === "Colours" && (
          <Legend
            by={map.color}
            lines={coloring.lines}
            pending={coloring.request.pending}
            onColor={(color) => route.amend({ color, hidden: [] })}
            onHidden={(hidden) => route.amend({ hidden })}
          />
        )}
      </div>
      <YearPlayer years={years.counts} shown={years.shown} onMove={years.move} onSettle={settleYears} />
      <TrustNote status={status} />
    </aside>
  );
}

/** The tree is drawn again only when it shows something else: it may have hundreds of lines. */
function SteadyTree({ topics, colors, selected, onSelect }: ComponentProps<typeof TopicTree>) {
  const newest = useRef(onSelect);
  newest.current = onSelect;
  return useMemo(() => {
    const select = (place: number) => newest.current(place);
    return <TopicTree topics={topics} colors={colors} selected={selected} onSelect={select} />;
  }, [topics, colors, selected]);
}

interface TabsProps {
  readonly tab: Tab;
  readonly onTab: (tab: Tab) => void;
}

function Tabs({ tab, onTab }: TabsProps) {
  return (
    <div class="map-tabs" role="tablist" aria-label="What stands beside the map">
      {TABS.map((each, i) => (
        <button
          key={each}
          id={`map-tab-${each}`}
          type="button"
          role="tab"
          aria-selected={each === tab}
          aria-controls="map-tabpanel"
          tabIndex={each === tab ? 0 : -1}
          onClick={() => onTab(each)}
          onKeyDown={(event) => {
            if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
            event.preventDefault();
            const next = TABS[(i + 1) % TABS.length] ?? each;
            onTab(next);
            document.getElementById(`map-tab-${next}`)?.focus();
          }}
        >
          {each}
        </button>
      ))}
    </div>
  );
}

function selectedName({ search }: MapState, topics: TopicIndex): string | undefined {
  if (search.area !== undefined) return "the selected area";
  const place = topics.places.get(search.topics.at(-1) ?? "");
  return place === undefined ? undefined : topics.topics[place]?.name;
}

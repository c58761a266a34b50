import type { MapContent } from "../../hooks/use-map.ts";
import type { OpenPaper } from "../../hooks/use-map-paper.ts";
import type { MapState } from "../../map-location.ts";
import { PaperPanel } from "./paper-panel.tsx";
import { SelectionPanel } from "./selection-panel.tsx";
import { TopicPanel } from "./topic-panel.tsx";

interface OpenPanelProps {
  readonly map: MapState;
  readonly content: MapContent;
  readonly open: OpenPaper;
  readonly onPoint: (row: number | undefined) => void;
  readonly onClose: () => void;
}

/** The paper, else the selection, else the topic that the address names. */
export function OpenPanel({ map, content, open, onPoint, onClose }: OpenPanelProps) {
  const { points, topics, version } = content;
  const topic = map.search.topics.at(-1);
  const shared = { map, topics, onPoint, onClose };
  if (map.paper !== undefined) return <PaperPanel {...shared} {...open} id={map.paper} points={points} />;
  if (map.search.area !== undefined) return <SelectionPanel {...shared} area={map.search.area} version={version} />;
  if (topic !== undefined) return <TopicPanel {...shared} id={topic} points={points} version={version} />;
  return null;
}

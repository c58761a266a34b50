import { useLayoutEffect, useRef } from "preact/hooks";
import { createStage } from "../../map/index.ts";
import type { Stage, StageEvents, StageState, View } from "../../map/stage-types.ts";

interface StageHostProps {
  readonly state: StageState;
  /** Where it begins; later the stage is moved by its own methods. */
  readonly view: View | undefined;
  /** What it is and how the keyboard works it, for screen readers. */
  readonly label: string;
  readonly events: StageEvents;
  /** Undefined when this browser can draw no map. */
  readonly onStage: (stage: Stage | undefined, element: HTMLElement) => void;
}

/** The element that the stage draws in. Its content belongs to the stage, not to Preact. */
export function StageHost({ state, view, label, events, onStage }: StageHostProps) {
  const element = useRef<HTMLDivElement>(null);
  const stage = useRef<Stage>(undefined);
  const newest = useRef({ state, view, events, onStage });
  newest.current = { state, view, events, onStage };

  useLayoutEffect(() => {
    const host = element.current;
    if (host === null) return;
    const now = newest.current;
    stage.current = createStage(
      host,
      now.view,
      now.state,
      forwarded(() => newest.current.events),
    );
    host.dataset["drawnBy"] = stage.current?.kind ?? "nothing";
    now.onStage(stage.current, host);
    return () => stage.current?.destroy();
  }, []);
  useLayoutEffect(() => stage.current?.update(state), [state]);

  return <div ref={element} class="map-stage" role="application" aria-label={label} />;
}

/** Events of the stage go to the handlers of the newest drawing. */
function forwarded(events: () => StageEvents): StageEvents {
  return {
    onView: (view) => events().onView(view),
    onHover: (point, x, y) => events().onHover(point, x, y),
    onOpen: (point) => events().onOpen(point),
    onCursor: (point) => events().onCursor(point),
    onArea: (area) => events().onArea(area),
    onTopic: (topic) => events().onTopic(topic),
    onEscape: () => events().onEscape(),
  };
}

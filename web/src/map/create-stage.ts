import type { Stage, StageEvents, StageState, View } from "./stage-types.ts";

/** Makes the stage; undefined where the browser can draw neither with WebGL nor on a canvas. */
export type CreateStage = (
  element: HTMLElement,
  view: View | undefined,
  state: StageState,
  events: StageEvents,
) => Stage | undefined;

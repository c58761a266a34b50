import type { Points, Stage } from "../../map/stage-types.ts";
import type { Frame } from "./flights.ts";

/** A panel that is nearly as wide as the stage lies at its foot. */
const SHEET_SHARE = 0.85;

/** The stage in `element` and what an open panel beside it in the document covers of it. */
export function frameOf(stage: Stage, element: HTMLElement, points: Points): Frame {
  const { clientWidth: width, clientHeight: height } = element;
  const panel = element.parentElement?.querySelector<HTMLElement>(".map-panel");
  const isSheet = panel !== undefined && panel !== null && panel.offsetWidth > width * SHEET_SHARE;
  return {
    stage,
    points,
    width,
    height,
    coveredRight: isSheet ? 0 : (panel?.offsetWidth ?? 0),
    coveredBottom: isSheet ? panel.offsetHeight : 0,
  };
}

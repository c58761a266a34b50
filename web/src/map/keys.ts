import type { Direction } from "./grid.ts";

/** What the keyboard asks of the stage. */
export type KeyCommand =
  | { readonly do: "step"; readonly direction: Direction; readonly leaps: boolean }
  | { readonly do: "zoom"; readonly factor: number }
  | { readonly do: "home" | "open" | "escape" };

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};
const ZOOM_STEP = 1.6;

/** The command of a key; undefined for keys that the page may use. */
export function commandOf(event: KeyboardEvent): KeyCommand | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return undefined;
  const direction = ARROWS[event.key];
  if (direction !== undefined) return { do: "step", direction, leaps: event.shiftKey };
  if (event.key === "+" || event.key === "=") return { do: "zoom", factor: ZOOM_STEP };
  if (event.key === "-" || event.key === "_") return { do: "zoom", factor: 1 / ZOOM_STEP };
  if (event.key === "0") return { do: "home" };
  if (event.key === "Enter") return { do: "open" };
  if (event.key === "Escape") return { do: "escape" };
  return undefined;
}

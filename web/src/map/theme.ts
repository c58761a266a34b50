import type { Rgb, ThemeColors } from "./color.ts";
import type { StageState } from "./stage-types.ts";

/** Reads the page's colours as they are in `theme`, whatever the theme of the page is at this moment. */
export function readColors(element: HTMLElement, theme: StageState["theme"]): ThemeColors {
  const probe = document.createElement("span");
  probe.hidden = true;
  probe.style.colorScheme = theme;
  element.append(probe);
  const read = (name: string): Rgb => {
    probe.style.color = `var(--${name})`;
    const [red = 0, green = 0, blue = 0] = (getComputedStyle(probe).color.match(/[\d.]+/g) ?? []).map(Number);
    return [red, green, blue];
  };
  const colors = {
    paper: read("paper"),
    ink: read("ink"),
    soft: read("soft"),
    edge: read("edge"),
    accent: read("accent"),
  };
  probe.remove();
  return colors;
}

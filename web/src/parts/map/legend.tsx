import { MAP_COLORS, type MapColor } from "../../map-location.ts";
import type { LegendLine } from "./coloring.ts";

interface LegendProps {
  readonly by: MapColor;
  readonly lines: readonly LegendLine[];
  readonly pending: boolean;
  readonly onColor: (by: MapColor) => void;
  readonly onHidden: (hidden: string[]) => void;
}

const NAMES: Record<MapColor, string> = {
  topic: "Topic",
  year: "Year",
  category: "Category",
  venue: "Venue",
  source: "Source",
  trust: "Trust",
};

/** What the colours mean; a click hides or shows the papers of one. */
export function Legend({ by, lines, pending, onColor, onHidden }: LegendProps) {
  const hidden = lines.filter((line) => line.hidden).map(({ key }) => key);
  const toggle = (key: string) => {
    onHidden(hidden.includes(key) ? hidden.filter((other) => other !== key) : [...hidden, key]);
  };
  const only = (key: string) => onHidden(lines.map((line) => line.key).filter((other) => other !== key));
  return (
    <div class="legend" aria-busy={pending}>
      <label class="legend-by">
        <span>Colour by</span>
        <select value={by} onChange={(event) => onColor(event.currentTarget.value as MapColor)}>
          {MAP_COLORS.map((color) => (
            <option key={color} value={color}>
              {NAMES[color]}
            </option>
          ))}
        </select>
      </label>
      {by === "trust" && <p class="map-quiet">Share of a paper’s nearest papers that are also near it on the map.</p>}
      <ul>
        {lines.map(({ key, label, count, color, hidden: isHidden }) => (
          <li key={key} class={isHidden ? "legend-line off" : "legend-line"}>
            <button type="button" class="legend-toggle" aria-pressed={!isHidden} onClick={() => toggle(key)}>
              <span class="topic-dot" style={{ background: color ?? "var(--bar-part)" }} />
              <bdi class="topic-name" title={label}>
                {label}
              </bdi>
              <span class="map-count">{count.toLocaleString("en")}</span>
            </button>
            <button type="button" class="legend-only" aria-label={`Only ${label}`} onClick={() => only(key)}>
              only
            </button>
          </li>
        ))}
      </ul>
      <button type="button" class="unfold legend-all" disabled={hidden.length === 0} onClick={() => onHidden([])}>
        Show all
      </button>
    </div>
  );
}

import type { MapHits } from "../../hooks/use-map-hits.ts";
import { formatRoute } from "../../location.ts";
import { type MapState, searchOf } from "../../map-location.ts";
import { Notice } from "../notice.tsx";

interface HitsNoteProps {
  readonly map: MapState;
  readonly hits: MapHits;
  /** The name of the topic that is selected, or "this area". */
  readonly selected: string | undefined;
  readonly onWithin: (within: boolean) => void;
  readonly onShow: () => void;
  readonly onClear: () => void;
}

/** How many hits of the search are lit. */
export function HitsNote({ map, hits, selected, onWithin, onShow, onClear }: HitsNoteProps) {
  const { q } = map.search;
  if (q.trim() === "") return null;
  const { request, points } = hits;
  return (
    <div class="hits-note">
      <p role="status">{textOf(request.answer?.length, points?.length)}</p>
      {request.error !== undefined && <Notice error={request.error} onRetry={request.retry} />}
      {(selected !== undefined || map.within) && (
        <label class="facet-value">
          <input type="checkbox" checked={map.within} onChange={(event) => onWithin(event.currentTarget.checked)} />
          <span>
            Only in <bdi>{selected ?? "what is selected"}</bdi>
          </span>
        </label>
      )}
      <p class="hits-note-actions">
        <button type="button" class="unfold" disabled={(points?.length ?? 0) === 0} onClick={onShow}>
          Zoom to them
        </button>
        <a href={formatRoute({ view: "search", search: searchOf(map) })}>As a list</a>
        <button type="button" class="unfold" onClick={onClear}>
          Clear
        </button>
      </p>
    </div>
  );
}

function textOf(found: number | undefined, onMap: number | undefined): string {
  if (found === undefined || onMap === undefined) return "Searching…";
  if (found === 0) return "No paper answers that.";
  if (onMap === found) return found === 1 ? "1 hit is lit on the map." : `The best ${found} hits are lit on the map.`;
  return `${onMap} of the ${found} best hits are on the map.`;
}

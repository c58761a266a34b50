import { spanName } from "../../dates.ts";
import { LIT_LISTED, type MapHits } from "../../hooks/use-map-hits.ts";
import { formatRoute, type SearchState } from "../../location.ts";
import { lightsListed, type MapState, searchOf } from "../../map-location.ts";
import type { ListName } from "../../reading/changes.ts";
import { useLists } from "../../reading/hooks.ts";
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

/** How many hits of the search, or papers that were listed, are lit. */
export function HitsNote({ map, hits, selected, onWithin, onShow, onClear }: HitsNoteProps) {
  const isListed = lightsListed(map);
  if (map.search.q.trim() === "" && !isListed) return null;
  const { request, points } = hits;
  const dates = datesOf(map.search);
  const lists = useLists();
  return (
    <div class="hits-note">
      <p role="status">
        {isListed
          ? listedText(points?.length, saidOf(map.search, lists))
          : textOf(request.answer?.length, points?.length)}
      </p>
      {!isListed && dates !== "" && <p>Only papers listed {dates}.</p>}
      {request.error !== undefined && <Notice error={request.error} onRetry={request.retry} />}
      {!isListed && (selected !== undefined || map.within) && (
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
        {!isListed && <a href={formatRoute({ view: "search", search: searchOf(map) })}>As a list</a>}
        <button type="button" class="unfold" onClick={onClear}>
          Clear
        </button>
      </p>
    </div>
  );
}

function listedText(lit: number | undefined, which: string): string {
  if (lit === undefined) return "Looking them up…";
  if (lit === 0) return `No paper ${which} is on the map.`;
  if (lit === 1) return `The paper ${which} is lit on the map.`;
  const count = lit.toLocaleString("en");
  return lit < LIT_LISTED
    ? `${count} papers ${which} are lit on the map.`
    : `${count} of the papers ${which} are lit on the map.`;
}

/** "listed from 29 April 2024", "of the list Thesis that you have not read". */
function saidOf(search: SearchState, lists: readonly ListName[]): string {
  const names = search.lists.map((id) => lists.find((list) => list.id === id)?.name ?? id);
  const dates = datesOf(search);
  return [
    names.length > 0 ? `of ${names.length === 1 ? "the list" : "the lists"} ${names.join(", ")}` : "",
    dates === "" ? "" : `listed ${dates}`,
    search.read === undefined ? "" : `that you have ${search.read === "yes" ? "read" : "not read"}`,
  ]
    .filter((said) => said !== "")
    .join(" ");
}

/** "29 April – 5 May 2024", "from 29 April 2024"; empty without dates. */
function datesOf({ listedFrom, listedTo }: SearchState): string {
  if (listedFrom !== undefined && listedTo !== undefined) return spanName(listedFrom, listedTo);
  if (listedFrom !== undefined) return `from ${spanName(listedFrom, listedFrom)}`;
  return listedTo === undefined ? "" : `until ${spanName(listedTo, listedTo)}`;
}

function textOf(found: number | undefined, onMap: number | undefined): string {
  if (found === undefined || onMap === undefined) return "Searching…";
  if (found === 0) return "No paper answers that.";
  if (onMap === found) return found === 1 ? "1 hit is lit on the map." : `The best ${found} hits are lit on the map.`;
  return `${onMap} of the ${found} best hits are on the map.`;
}

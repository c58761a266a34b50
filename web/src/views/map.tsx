import type { MapStatus } from "../../../src/wire/index.ts";
import { useMap } from "../hooks/use-map.ts";
import { useMapStatus } from "../hooks/use-map-status.ts";
import { useTitle } from "../hooks/use-title.ts";
import type { MapState } from "../map-location.ts";
import { MapScreen } from "../parts/map/map-screen.tsx";
import { Notice } from "../parts/notice.tsx";
import type { Place } from "../router.ts";
import "../styles/stage.css";
import "../styles/map.css";
import "../styles/map-side.css";
import "../styles/map-panel.css";
import "../styles/map-table.css";

interface MapViewProps {
  readonly map: MapState;
  readonly place: Place;
}

/** The map of the library, or why there is none. */
export function MapView({ map, place }: MapViewProps) {
  const status = useMapStatus();
  const ready = status.answer?.state === "ready" ? status.answer : undefined;
  const content = useMap(ready === undefined ? undefined : (ready.version ?? "1"));
  useTitle(map.search.q.trim() === "" ? "Map" : `${map.search.q.trim()} – map`);
  const error = status.error ?? content.error;
  if (ready !== undefined && content.answer !== undefined) {
    return (
      <MapScreen
        key={content.answer.version}
        content={content.answer}
        status={ready}
        map={map}
        unsettled={place.memory.unsettled === true}
        takesKeys={!place.returning}
      />
    );
  }
  return (
    <div class="map-waiting">
      <h1 class="unseen">Map</h1>
      {error !== undefined && (
        <Notice error={error} onRetry={status.error === undefined ? content.retry : status.retry} />
      )}
      {status.answer !== undefined && <Waiting status={status.answer} />}
    </div>
  );
}

function Waiting({ status }: { readonly status: MapStatus }) {
  const { state, message, progress } = status;
  if (state === "empty") {
    return (
      <>
        <p class="nothing-title">Nothing to draw yet</p>
        <p>{message ?? "The map needs papers."}</p>
        <p class="quiet">
          Add some with <code>orrery ingest</code>: files, folders or saved pages.
        </p>
      </>
    );
  }
  if (state === "failed") {
    return (
      <>
        <p class="nothing-title">The map could not be drawn</p>
        <p>{message ?? "The server’s log says more."}</p>
        <p class="quiet">
          <code>orrery map build</code> tries again. The search works without it.
        </p>
      </>
    );
  }
  if (state === "ready") return <p class="map-loading">Loading the map…</p>;
  return (
    <>
      <p class="nothing-title">Drawing the map…</p>
      <progress
        aria-label="Progress of the map"
        {...(progress?.total === undefined ? {} : { value: progress.done, max: Math.max(1, progress.total) })}
      />
      <p class="quiet map-progress">{progressText(progress)}</p>
    </>
  );
}

function progressText(progress: MapStatus["progress"]): string {
  if (progress === undefined) return "\u00a0";
  const { stage, done, total, unit } = progress;
  const of = total === undefined ? "" : ` of ${total.toLocaleString("en")}`;
  return `${stage}: ${done.toLocaleString("en")}${of} ${unit}`;
}

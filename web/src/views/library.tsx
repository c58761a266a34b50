import { useEffect } from "preact/hooks";
import { fetchStats } from "../api.ts";
import { useMapStatus } from "../hooks/use-map-status.ts";
import { useRequest } from "../hooks/use-request.ts";
import { useScroll } from "../hooks/use-scroll.ts";
import { useTitle } from "../hooks/use-title.ts";
import { Check } from "../parts/library/check.tsx";
import { DropZone } from "../parts/library/drop-zone.tsx";
import { Duplicates } from "../parts/library/duplicates.tsx";
import { Holdings } from "../parts/library/holdings.tsx";
import { JobList } from "../parts/library/job-list.tsx";
import { PasteBox } from "../parts/library/paste-box.tsx";
import { Rejects } from "../parts/library/rejects.tsx";
import { useIntake } from "../parts/library/use-intake.ts";
import { Notice } from "../parts/notice.tsx";
import { useReading, useWritable } from "../reading/hooks.ts";
import type { Place } from "../router.ts";
import "../styles/library.css";

/** What is in here, how it is, and how to add to it. */
export function LibraryView({ place }: { readonly place: Place }) {
  const intake = useIntake();
  const stats = useRequest(`library ${intake.ended}`, (signal) => fetchStats(signal));
  const map = useMapStatus();
  const { retry } = map;
  useEffect(() => {
    if (intake.ended > 0) retry(); // the map follows what came in
  }, [intake.ended, retry]);
  const isKnown = useReading(({ state }) => state !== undefined);
  const writable = useWritable();
  useTitle("Library");
  useScroll(place, stats.answer !== undefined);
  return (
    <div class="library">
      <h1>Library</h1>
      <div class="library-in">
        {writable && (
          <section aria-label="Add papers">
            <h2>Add papers</h2>
            <DropZone onFiles={intake.send} onFolder={intake.refuseFolder} />
            <PasteBox intake={intake} />
          </section>
        )}
        {isKnown && !writable && (
          <p class="note">This server takes no changes from here: papers are added on the machine that it runs on.</p>
        )}
        <JobList intake={intake} />
        {stats.answer !== undefined && <Rejects total={stats.answer.rejects} version={intake.ended} />}
        <Duplicates version={intake.ended} writable={writable} />
        <Check />
      </div>
      <div class="library-held">
        {stats.error !== undefined && <Notice error={stats.error} onRetry={stats.retry} />}
        {stats.answer !== undefined && <Holdings stats={stats.answer} map={map.answer} />}
      </div>
    </div>
  );
}

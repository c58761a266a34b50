import type { IntakeJob } from "../../../../src/wire/index.ts";
import { paperPath } from "../../location.ts";
import { clipText } from "../../tex/pieces.ts";
import { Icon } from "../icons.tsx";
import { RichText } from "../rich-text.tsx";
import { counted, momentName } from "./numbers.ts";
import type { Intake } from "./use-intake.ts";

const SHOWN_TITLE_LENGTH = 200;
/** So many are shown, and all that have not ended. */
const MOST_JOBS = 10;
/** The server names no more papers of a job. */
const MOST_NAMED = 20;

/** What is on its way, what is being read, and what came in lately. */
export function JobList({ intake }: { readonly intake: Intake }) {
  const { jobs, sendings, cancel, dismiss } = intake;
  if (jobs.length + sendings.length === 0) return null;
  return (
    <section class="jobs" aria-label="What came in">
      <ul aria-live="polite">
        {sendings.map(({ key, name, refusal }) => (
          <li key={key} class={refusal === undefined ? "job" : "job is-failed"}>
            <div class="job-head">
              <b dir="auto">{name}</b>
              <span class="job-state">{refusal === undefined ? "on its way" : "not taken"}</span>
              {refusal !== undefined && (
                <button
                  type="button"
                  class="tool"
                  aria-label={`Take ${name} off the page`}
                  onClick={() => dismiss(key)}
                >
                  <Icon name="close" />
                </button>
              )}
            </div>
            {refusal !== undefined && <p>{refusal}</p>}
          </li>
        ))}
        {jobs
          .filter(({ endedAt }, i) => i < MOST_JOBS || endedAt === undefined)
          .map((job) => (
            <JobRow key={job.job} job={job} onCancel={() => cancel(job.job)} />
          ))}
      </ul>
    </section>
  );
}

const STATES: Readonly<Record<IntakeJob["state"], string>> = {
  queued: "waiting",
  running: "reading",
  done: "done",
  failed: "failed",
  cancelled: "cancelled",
};

function JobRow({ job, onCancel }: { readonly job: IntakeJob; readonly onCancel: () => void }) {
  const { name, state, message, totalBytes, doneBytes, papers, createdAt } = job;
  const goesOn = state === "queued" || state === "running";
  const share = totalBytes > 0 ? Math.min(1, doneBytes / totalBytes) : undefined;
  return (
    <li class={`job is-${state}`}>
      <div class="job-head">
        <b dir="auto">{name}</b>
        <span class="job-state">
          {STATES[state]}
          {!goesOn && <span class="job-time"> {momentName(createdAt)}</span>}
        </span>
        {goesOn && (
          <button type="button" class="button job-cancel" aria-label={`Cancel reading ${name}`} onClick={onCancel}>
            Cancel
          </button>
        )}
      </div>
      {goesOn && (
        <progress
          class="job-progress"
          aria-label={`Reading ${name}`}
          max={1}
          {...(share === undefined ? {} : { value: share })}
        />
      )}
      {job.read > 0 && state !== "failed" && <p class="job-counts">{countsOf(job)}</p>}
      {message !== undefined && <p class="job-message">{message}</p>}
      {papers.length > 0 && (
        <details class="job-papers" open={papers.length <= 5}>
          <summary>
            {papers.length < MOST_NAMED ? counted(papers.length, "paper") : `The first ${papers.length} papers`}
          </summary>
          <ul>
            {papers.map(({ id, title, outcome }) => (
              <li key={id}>
                <a href={paperPath(id)} dir="auto" data-stop>
                  <RichText text={clipText(title, SHOWN_TITLE_LENGTH)} />
                </a>
                {outcome !== "added" && (
                  <span class="quiet"> {outcome === "updated" ? "brought up to date" : "was here"}</span>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function countsOf({ added, updated, unchanged, rejected, embedded, state }: IntakeJob): string {
  const parts: readonly (readonly [number, string])[] = [
    [added, "added"],
    [updated, "brought up to date"],
    [unchanged, "here before"],
    [rejected, "rejected"],
    [state === "running" ? embedded : 0, "embedded"],
  ];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count.toLocaleString("en")} ${what}`)
    .join(" · ");
}

import { AppError, counted, messageOf } from "../../core/index.ts";
import type { Arxiv } from "./arxiv.ts";
import type { Incoming } from "./incoming.ts";
import type { IntakeParts } from "./intake-desk.ts";
import type { Job, JobState } from "./job.ts";
import type { Met, Reader, ReaderProgress } from "./reader.ts";

const RETRY_MS = 1000;
const MOST_NAMED = 5;
/** Label of the papers that arXiv gave. */
const ARXIV_SOURCE = "arxiv";
const NOTHING_USED = "No record in it could be used; the rejects say why.";
const NO_PDF =
  "Orrery reads what is said of papers, not the papers themselves: drop their BibTeX or RIS, or paste the arXiv id.";
const MAX_ANSWERS_BYTES = 1 << 30;

/** What jobs are done with. */
export interface Tools {
  readonly parts: IntakeParts;
  readonly incoming: Incoming;
  readonly reader: Reader;
  /** Fires when the library closes: the thread is ended at once. */
  readonly closing: AbortSignal;
}

/** Reads the file of a job into the library. Whatever happens is told by the job. */
export async function runRead(job: Job, tools: Tools): Promise<void> {
  await attempt(job, () => read(job, undefined, tools));
}

/** Asks arXiv for papers and reads what it answers. */
export async function runFetch(job: Job, ids: readonly string[], arxiv: Arxiv, tools: Tools): Promise<void> {
  const { parts, incoming, closing } = tools;
  await attempt(job, async () => {
    const signal = AbortSignal.any([job.cancelled, closing]);
    const onRequest = (asked: number) => {
      job.update({ message: `Asking arXiv for ${asked.toLocaleString("en-US")} of ${counted(ids.length, "paper")}` });
    };
    const totalBytes = await incoming.write(job.id, arxiv.ask(ids, signal, onRequest), MAX_ANSWERS_BYTES);
    job.update({ totalBytes, message: undefined });
    const ended = await read(job, ARXIV_SOURCE, tools);
    const unknown = ids.filter((id) => parts.rowOf(id) === undefined);
    if (ended.state !== "done" || unknown.length === 0) return ended;
    const more = unknown.length > MOST_NAMED ? ` and ${unknown.length - MOST_NAMED} more` : "";
    const message = `arXiv knows nothing of ${unknown.slice(0, MOST_NAMED).join(", ")}${more}.`;
    return { ...ended, message, state: unknown.length === ids.length ? "failed" : "done" };
  });
}

type End = Partial<JobState> & Pick<JobState, "state">;

async function attempt(job: Job, work: () => Promise<End>): Promise<void> {
  try {
    job.update(await work());
  } catch (error) {
    const isCancelled = error instanceof AppError && error.code === "cancelled";
    const message = isCancelled ? "Cancelled." : messageOf(error);
    job.update({ state: isCancelled ? "cancelled" : "failed", message });
  }
}

async function read(job: Job, source: string | undefined, { parts, incoming, reader, closing }: Tools): Promise<End> {
  const { name } = job;
  const { folder, modelsFolder, model, allowDownload, clock, report, intakeRetryMs = RETRY_MS } = parts.library;
  const library = {
    folder,
    modelsFolder,
    ...(model === undefined ? {} : { model }),
    ...(allowDownload === undefined ? {} : { allowDownload }),
  };
  const now = clock().toISOString();
  const told: string[] = [];
  const path = incoming.content(job.id);
  const reading = reader.read(
    { library, path, name, now, retryMs: intakeRetryMs, ...(source === undefined ? {} : { source }) },
    (progress) => job.update(countsOf(progress)),
    (message) => {
      if (message?.startsWith(`${name}: `)) told.push(message.slice(name.length + 2));
      else if (message !== undefined) report(message);
      job.update({ message });
    },
  );
  const stop = () => reading.stop();
  const abandon = () => reading.abandon();
  job.cancelled.addEventListener("abort", stop);
  closing.addEventListener("abort", abandon);
  if (job.cancelled.aborted) stop();
  if (closing.aborted) abandon();
  try {
    const { report: done, doneBytes, met } = await reading.finished;
    const counts = countsOf({ ...done, doneBytes });
    const papers = headingsOf(met, parts);
    if (job.cancelled.aborted)
      return { ...counts, papers, state: "cancelled", message: "Stopped. What was read is kept." };
    const isUnusable = done.rejected > 0 && done.added + done.updated + done.unchanged === 0;
    if (isUnusable) return { ...counts, state: "failed", message: advised(told[0]) };
    return { ...counts, papers, state: "done", message: undefined };
  } finally {
    job.cancelled.removeEventListener("abort", stop);
    closing.removeEventListener("abort", abandon);
  }
}

function advised(reason = NOTHING_USED): string {
  return reason.includes("PDF") ? `${reason} ${NO_PDF}` : reason;
}

function countsOf({ added, updated, unchanged, rejected, embedded, doneBytes }: ReaderProgress) {
  const read = added + updated + unchanged + rejected;
  return { read, added, updated, unchanged, rejected, embedded, doneBytes };
}

/** A paper that came twice is named once. */
function headingsOf(met: readonly Met[], { heading }: IntakeParts): JobState["papers"] {
  const outcomes = new Map<number, Met["outcome"]>();
  for (const { row, outcome } of met) if (!outcomes.has(row)) outcomes.set(row, outcome);
  return [...outcomes].flatMap(([row, outcome]) => {
    const found = heading(row);
    return found === undefined ? [] : [{ ...found, outcome }];
  });
}

import { Readable } from "node:stream";
import { AppError, parseArxivId } from "../../core/index.ts";
import { formatOfText } from "../../ingest/index.ts";
import { type IntakeJob, type IntakeJobs, MAX_INTAKE_BYTES, type PasteAnswer } from "../../wire/index.ts";
import type { LibraryOptions } from "../options.ts";
import type { ArxivAccess } from "./arxiv.ts";
import { fileName } from "./file-name.ts";
import { Incoming } from "./incoming.ts";
import { Job } from "./job.ts";
import { type PastedId, pastedIds } from "./pasted.ts";
import { runFetch, runRead } from "./run.ts";

/** What the intake needs of the library that serves. */
export interface IntakeParts {
  readonly library: LibraryOptions;
  /** Where files wait until they have been read. */
  readonly incoming: string;
  readonly rowOf: (id: string) => number | undefined;
  readonly heading: (row: number) => { readonly id: string; readonly title: string } | undefined;
  /** Called when a job has changed the library. */
  readonly onChanged: () => void;
}

const MOST_JOBS = 50;
const MOST_ATTEMPTS = 2;
const NO_DOIS =
  "Orrery cannot look up DOIs yet: export the paper as BibTeX from your reference manager and drop the file here.";
const OFFLINE = "This server was started with --offline: papers cannot be asked of arXiv.";

/** What comes into the library while it is served: jobs, done one after the other in threads of their own. */
export class IntakeDesk {
  readonly #parts: IntakeParts;
  readonly #incoming: Incoming;
  /** The latest last. */
  #jobs: Job[] = [];
  readonly #waiting: { readonly job: Job; readonly run: (job: Job) => Promise<void> }[] = [];
  #running: Promise<void> | undefined;
  #isClosed = false;
  /** Ends what runs when the library closes. */
  readonly #closing = new AbortController();
  #count = 0;

  constructor(parts: IntakeParts) {
    this.#parts = parts;
    this.#incoming = new Incoming(parts.incoming);
  }

  /** Takes a file in and queues it; resolves when it has come in whole. Throws AppError "bad-input" for an empty one,
   *  "too-large", "storage-failed". */
  async take(name: string, content: AsyncIterable<Uint8Array>): Promise<IntakeJob> {
    return this.#take("file", fileName(name), content);
  }

  /** What a pasted text holds. A list of ids is looked up; records of a format are read like a file. Throws AppError
   *  "bad-input" for a text that is neither. */
  async paste(text: string): Promise<PasteAnswer> {
    const nothing = { here: [], missing: [], dois: [], unknown: [], notes: [] };
    const ids = pastedIds(text, (word) => this.#parts.rowOf(word) !== undefined);
    const format = formatOfText(text);
    const named = ids.filter((id) => id.arxivId !== undefined || id.doi !== undefined || this.#here(id) !== undefined);
    if (format !== undefined && named.length < ids.length) {
      return { ...nothing, kind: "records", format, job: await this.#take("text", "pasted text", bytesOf(text)) };
    }
    if (named.length > 0) return this.#lookUp(ids);
    throw new AppError(
      "bad-input",
      "Expected arXiv ids, DOIs or links to either, or records as BibTeX, RIS, CSL-JSON or JSON Lines; found none of them.",
    );
  }

  /** Asks arXiv for papers. Throws AppError "bad-request" for what is no arXiv id, "forbidden" when serving offline. */
  fetch(ids: readonly string[]): IntakeJob {
    const access = this.#access();
    const canonical = [...new Set(ids.map(canonicalId))];
    const job = this.#add(
      "arxiv",
      canonical.length === 1 ? `arXiv:${canonical[0]}` : `${canonical.length} papers of arXiv`,
      0,
    );
    return this.#queue(job, (each) =>
      runFetch(each, canonical, access, this.#parts, this.#incoming, this.#closing.signal),
    );
  }

  /** The latest first. */
  jobs(): IntakeJobs {
    const jobs = this.#jobs.map((job) => job.describe()).reverse();
    return { jobs, canFetch: this.#parts.library.arxiv !== undefined };
  }

  /** Tells of a job now and with every change, until the returned function is called. Throws AppError "not-found". */
  watch(id: string, listener: (job: IntakeJob) => void): () => void {
    return this.#job(id).watch(listener);
  }

  /** Ends a job; what it has read stays. Nothing happens to one that has ended. Throws AppError "not-found". */
  cancel(id: string): IntakeJob {
    const job = this.#job(id);
    job.cancel();
    if (job.isQueued) this.#end(job, { state: "cancelled", message: "Cancelled before it began." });
    else job.update({ message: "Stopping; what was read is being finished." });
    return job.describe();
  }

  /** Goes on with what earlier processes left. */
  resume(): void {
    for (const left of this.#incoming.leftovers(isOfAnother)) {
      const { job: id, kind, name, createdAt, attempts, bytes } = left;
      const job = new Job({ job: id, kind, name, createdAt }, bytes);
      this.#jobs.push(job);
      if (attempts < MOST_ATTEMPTS) this.#queueRead(job, attempts + 1);
      else this.#end(job, { state: "failed", message: "Reading it has ended the program more than once." });
    }
  }

  /** Ends what runs. Files that have not been read are read by the next process that resumes. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#closing.abort();
    await this.#running;
  }

  async #take(kind: "file" | "text", name: string, content: AsyncIterable<Uint8Array>): Promise<IntakeJob> {
    const id = this.#nextId();
    const bytes = await this.#incoming.write(id, content, MAX_INTAKE_BYTES);
    if (bytes === 0) {
      this.#incoming.remove(id);
      throw new AppError("bad-input", `Expected papers in ${name}; it is empty.`);
    }
    return this.#queueRead(this.#add(kind, name, bytes, id), 1);
  }

  #queueRead(job: Job, attempt: number): IntakeJob {
    const { name, createdAt, kind } = job.describe();
    const seal = (attempts: number) =>
      this.#incoming.seal(job.id, { name, kind: kind === "text" ? "text" : "file", createdAt, attempts });
    seal(attempt - 1);
    return this.#queue(job, async (each) => {
      seal(attempt);
      await runRead(each, this.#incoming.content(each.id), this.#parts, this.#closing.signal);
      if (this.#isClosed) seal(attempt - 1); // ended by us, not by the file
    });
  }

  #lookUp(ids: readonly PastedId[]): PasteAnswer {
    const here: PasteAnswer["here"] = [];
    const rest: PastedId[] = [];
    for (const id of ids) {
      const heading = this.#here(id);
      if (heading === undefined) rest.push(id);
      else here.push({ ...heading, text: id.text });
    }
    const missing = rest.flatMap((id) => id.arxivId ?? []);
    const dois = rest.flatMap((id) => (id.arxivId === undefined && id.doi !== undefined ? [id.doi] : []));
    const unknown = rest.filter((id) => id.arxivId === undefined && id.doi === undefined).map(({ text }) => text);
    const notes = [
      ...(dois.length > 0 ? [NO_DOIS] : []),
      ...(missing.length > 0 && this.#parts.library.arxiv === undefined ? [OFFLINE] : []),
    ];
    return { kind: "ids", here, missing, dois, unknown, notes };
  }

  #here({ text, arxivId, doi }: PastedId): { id: string; title: string } | undefined {
    const row = this.#parts.rowOf(arxivId ?? doi ?? text);
    return row === undefined ? undefined : this.#parts.heading(row);
  }

  #access(): ArxivAccess {
    const { arxiv } = this.#parts.library;
    if (arxiv === undefined) throw new AppError("forbidden", OFFLINE);
    return arxiv;
  }

  #add(kind: IntakeJob["kind"], name: string, bytes: number, id = this.#nextId()): Job {
    const job = new Job({ job: id, kind, name, createdAt: this.#now() }, bytes);
    this.#jobs = [...this.#jobs, job];
    for (const old of this.#jobs.slice(0, -MOST_JOBS)) {
      if (old.hasEnded) this.#jobs = this.#jobs.filter((each) => each !== old);
    }
    return job;
  }

  #queue(job: Job, run: (job: Job) => Promise<void>): IntakeJob {
    this.#waiting.push({ job, run });
    this.#running ??= this.#work();
    return job.describe();
  }

  async #work(): Promise<void> {
    for (let next = this.#waiting.shift(); next !== undefined && !this.#isClosed; next = this.#waiting.shift()) {
      const { job, run } = next;
      if (job.hasEnded) continue;
      job.update({ state: "running" });
      await run(job);
      if (this.#isClosed) break; // its file stays for the next process
      this.#end(job, {});
      this.#parts.onChanged();
    }
    this.#running = undefined;
  }

  /** The last change of a job, which gives it its end. */
  #end(job: Job, change: Partial<IntakeJob>): void {
    this.#incoming.remove(job.id);
    job.update({ ...change, endedAt: this.#now() });
  }

  #job(id: string): Job {
    const job = this.#jobs.find((each) => each.id === id);
    if (job === undefined) throw new AppError("not-found", `There is no job ${JSON.stringify(id.slice(0, 100))}.`);
    return job;
  }

  #now(): string {
    return this.#parts.library.clock().toISOString();
  }

  /** Ids sort by time and name the process. */
  #nextId(): string {
    const time = this.#parts.library.clock().getTime().toString(36);
    return `${time}-${process.pid}-${++this.#count}`;
  }
}

function canonicalId(text: string): string {
  const id = parseArxivId(text)?.id;
  if (id === undefined)
    throw new AppError("bad-request", `Expected arXiv ids, got ${JSON.stringify(text.slice(0, 100))}.`);
  return id;
}

function bytesOf(text: string): AsyncIterable<Uint8Array> {
  return Readable.from([Buffer.from(text)]);
}

/** True for a job of another process that is still running. */
function isOfAnother(job: string): boolean {
  const pid = Number(job.split("-")[1]);
  if (!Number.isInteger(pid) || pid < 1 || pid === process.pid) return false;
  try {
    process.kill(pid, 0); // asks only
    return true;
  } catch {
    return false;
  }
}

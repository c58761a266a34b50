import { Readable } from "node:stream";
import { AppError, messageOf, parseArxivId } from "../../core/index.ts";
import { type IntakeJob, type IntakeJobs, MAX_INTAKE_BYTES, type PasteAnswer } from "../../wire/index.ts";
import type { LibraryOptions } from "../options.ts";
import { Arxiv } from "./arxiv.ts";
import { fileName } from "./file-name.ts";
import { Incoming, type Manifest } from "./incoming.ts";
import { Job } from "./job.ts";
import { lookUp, NOTHING_FOUND, OFFLINE, whatIsIn } from "./look-up.ts";
import { Reader } from "./reader.ts";
import { runFetch, runRead, type Tools } from "./run.ts";

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

/** What comes into the library while it is served: jobs, done one after the other in a thread of their own. */
export class IntakeDesk {
  readonly #parts: IntakeParts;
  readonly #incoming: Incoming;
  readonly #reader = new Reader();
  /** Undefined when serving offline. */
  readonly #arxiv: Arxiv | undefined;
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
    const { arxiv, clock } = parts.library;
    if (arxiv !== undefined) this.#arxiv = new Arxiv({ ...arxiv, clock });
  }

  /** Takes a file in and queues it; resolves when it has come in whole. Throws AppError "bad-input" for an empty one,
   *  "too-large", "storage-failed". */
  async take(name: string, content: AsyncIterable<Uint8Array>): Promise<IntakeJob> {
    return this.#take("file", fileName(name), content);
  }

  /** What a pasted text holds. A list of ids is looked up; records of a format are read like a file. Throws AppError
   *  "bad-input" for a text that is neither. */
  async paste(text: string): Promise<PasteAnswer> {
    const found = whatIsIn(text, this.#parts);
    if (found.kind === "ids") return lookUp(found.ids, this.#parts, this.#arxiv !== undefined);
    const job = await this.#take("text", "pasted text", bytesOf(text));
    return { ...NOTHING_FOUND, kind: "records", format: found.format, job };
  }

  /** Asks arXiv for papers. Throws AppError "bad-request" for what is no arXiv id, "forbidden" when serving offline. */
  fetch(ids: readonly string[]): IntakeJob {
    const arxiv = this.#arxiv;
    if (arxiv === undefined) throw new AppError("forbidden", OFFLINE);
    const canonical = [...new Set(ids.map(canonicalId))];
    const name = canonical.length === 1 ? `arXiv:${canonical[0]}` : `${canonical.length} papers of arXiv`;
    const job = this.#add({ job: this.#nextId(), kind: "arxiv", name, createdAt: this.#now() }, 0);
    return this.#queue(job, (each) => runFetch(each, canonical, arxiv, this.#tools()));
  }

  /** The latest first. */
  jobs(): IntakeJobs {
    const jobs = this.#jobs.map((job) => job.describe()).reverse();
    return { jobs, canFetch: this.#arxiv !== undefined };
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
    for (const { job: id, bytes, attempts, ...file } of this.#incoming.leftovers(isOfAnother)) {
      const job = this.#add({ job: id, ...file }, bytes);
      if (attempts < MOST_ATTEMPTS) this.#queueRead(job, file, attempts + 1);
      else this.#end(job, { state: "failed", message: "Reading it has ended the program more than once." });
    }
  }

  /** Ends what runs. Files that have not been read are read by the next process that resumes. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#closing.abort();
    await this.#running;
    await this.#reader.close();
  }

  async #take(kind: "file" | "text", name: string, content: AsyncIterable<Uint8Array>): Promise<IntakeJob> {
    const id = this.#nextId();
    const bytes = await this.#incoming.write(id, content, MAX_INTAKE_BYTES);
    const createdAt = this.#now();
    try {
      if (bytes === 0) throw new AppError("bad-input", `Expected papers in ${name}; it is empty.`);
      this.#incoming.seal(id, { kind, name, createdAt, attempts: 0 });
    } catch (error) {
      this.#incoming.remove(id);
      throw error;
    }
    return this.#queueRead(this.#add({ job: id, kind, name, createdAt }, bytes), { kind, name, createdAt }, 1);
  }

  #queueRead(job: Job, file: Omit<Manifest, "attempts">, attempt: number): IntakeJob {
    const seal = (attempts: number) => this.#incoming.seal(job.id, { ...file, attempts });
    return this.#queue(job, async (each) => {
      seal(attempt);
      await runRead(each, this.#tools());
      if (this.#isClosed) seal(attempt - 1); // ended by us, not by the file
    });
  }

  #tools(): Tools {
    return {
      parts: this.#parts,
      incoming: this.#incoming,
      reader: this.#reader,
      closing: this.#closing.signal,
    };
  }

  #add(fixed: Pick<IntakeJob, "job" | "kind" | "name" | "createdAt">, bytes: number): Job {
    const job = new Job(fixed, bytes);
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
      await this.#do(job, run).catch((error: unknown) => {
        this.#parts.library.report(`${job.name}: ${messageOf(error)}`);
      });
    }
    this.#running = undefined;
  }

  /** Whatever becomes of a job, the next ones are done. */
  async #do(job: Job, run: (job: Job) => Promise<void>): Promise<void> {
    job.update({ state: "running" });
    try {
      await run(job);
    } catch (error) {
      job.update({ state: "failed", message: messageOf(error) });
    }
    if (this.#isClosed) return; // its file stays for the next process
    this.#end(job, {});
    this.#parts.onChanged();
  }

  /** The last change of a job, which gives it its end. */
  #end(job: Job, change: Partial<IntakeJob>): void {
    job.update({ ...change, endedAt: this.#now() });
    this.#incoming.remove(job.id);
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

import { once } from "node:events";
import { createWriteStream, renameSync, rmSync } from "node:fs";
import type { Readable } from "node:stream";
import { AppError, counted, type Listing, messageOf, type OnProgress } from "../core/index.ts";
import type { EmbeddingModel } from "../embed/index.ts";
import { type Columns, type IngestEvent, readInputs } from "../ingest/index.ts";
import type { RunMemory, Store } from "../store/index.ts";
import { createEmbedPump, type EmbedPump } from "./embed-pump.ts";
import type { HnswBuilder } from "./hnsw-builder.ts";
import type { Report } from "./indexes.ts";
import { createRunMemory } from "./run-memory.ts";

/** What one run of ingest did. */
export interface IngestReport {
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  /** Papers whose vector was made in this run, those that an earlier run left over included. */
  readonly embedded: number;
  /** Inputs that were read. */
  readonly inputs: number;
  /** Listing pages met, and their entries. */
  readonly listings: number;
  readonly listed: number;
  readonly seconds: number;
}

export interface IngestOptions {
  /** Label to keep the papers under, instead of one made from the file's name. */
  readonly source?: string;
  readonly stdin?: Readable;
  /** Fetches what is at a web address into a file and gives its path; AppError where it cannot. */
  readonly fetchAddress?: (address: string) => Promise<string>;
  readonly signal?: AbortSignal;
  /** Ends the reading when it fires; what has been read by then is embedded and indexed as usual. */
  readonly stop?: AbortSignal;
  readonly onProgress?: OnProgress;
  /** The columns of tables, or keys of JSON records, that hold our fields, where their names do not tell. */
  readonly columns?: Columns;
  /** What the one input is called instead of by its path. */
  readonly name?: string;
  /** Told of the bytes that have been read, piece by piece. */
  readonly onBytes?: (bytes: number) => void;
  /** Told of the counts so far with every transaction. */
  readonly onCounts?: (counts: IngestCounts) => void;
  /** Told of every paper that was met, with its row. */
  readonly onPaper?: (row: number, outcome: PaperOutcome) => void;
}

export type PaperOutcome = "added" | "updated" | "unchanged";
export type IngestCounts = Pick<IngestReport, PaperOutcome | "rejected" | "embedded">;

const TRANSACTION_EVENTS = 2048;

/** So many inputs that cannot be used are named at once; the others stand in the rejects report only. */
const MOST_NAMED = 10;

interface Counts {
  added: number;
  updated: number;
  unchanged: number;
  rejected: number;
  inputs: number;
  listings: number;
  listed: number;
}

/** A listing page whose papers are still coming. */
interface OpenListing {
  readonly listing: Listing;
  readonly rows: number[];
}

/** Reads the inputs into the store and embeds what is new or changed. Batch by batch in one transaction each: killed
 *  at any moment, the next run goes on where the store stands. */
export async function ingestInputs(
  parts: { store: Store; model: EmbeddingModel; builder: HnswBuilder; clock: () => Date; report: Report },
  inputs: readonly string[],
  options: IngestOptions,
): Promise<IngestReport> {
  const { store, model, builder, clock, report } = parts;
  const { signal, stop, onProgress, onCounts } = options;
  const begun = clock().getTime();
  const writer = createBatchWriter(store, clock, report, options.onPaper);
  let embedded = 0;
  const pump = createEmbedPump(
    store,
    model,
    (count) => {
      embedded = count;
      onCounts?.({ ...writer.counts, embedded });
      builder.catchUp();
    },
    signal,
  );
  for await (const events of inTransactions(readInputs(inputs, readOptions(options)), stop)) {
    await pump.offer(writer.write(events));
    const { added, updated, unchanged } = writer.counts;
    onProgress?.({ stage: "Reading", done: added + updated + unchanged, unit: "papers" });
    onCounts?.({ ...writer.counts, embedded });
  }
  writer.finish();
  embedded = await finishEmbedding(pump, () => embedded, store, onProgress);
  return { ...writer.counts, embedded, seconds: (clock().getTime() - begun) / 1000 };
}

/** Gathers small batches: fewer, larger transactions are faster. */
async function* inTransactions(
  batches: AsyncIterable<IngestEvent[]>,
  stop: AbortSignal | undefined,
): AsyncGenerator<IngestEvent[]> {
  let gathered: IngestEvent[] = [];
  for await (const batch of batches) {
    gathered = gathered.concat(batch);
    if (stop?.aborted) break;
    if (gathered.length < TRANSACTION_EVENTS) continue;
    yield gathered;
    gathered = [];
  }
  if (gathered.length > 0) yield gathered;
}

/** Writes the rejects of all inputs as JSON Lines, replacing the file as a whole; no file where there are none. */
export async function writeRejects(store: Store, path: string): Promise<void> {
  if (store.rejects.count() === 0) return rmSync(path, { force: true });
  const temporary = `${path}.tmp`;
  try {
    const stream = createWriteStream(temporary);
    for (const reject of store.rejects.all())
      if (!stream.write(`${JSON.stringify(reject)}\n`)) await once(stream, "drain");
    stream.end();
    await once(stream, "finish");
    renameSync(temporary, path);
  } catch (error) {
    throw new AppError("storage-failed", `Could not write ${path}: ${messageOf(error)}`, { cause: error });
  }
}

async function finishEmbedding(pump: EmbedPump, done: () => number, store: Store, onProgress?: OnProgress) {
  const total = store.papers.count();
  const timer = setInterval(() => {
    onProgress?.({ stage: "Embedding", done: done(), total, unit: "papers" });
  }, 200);
  try {
    return await pump.drain();
  } finally {
    clearInterval(timer);
  }
}

/** Turns events into transactions, and keeps the listing that is being read. */
function createBatchWriter(store: Store, clock: () => Date, report: Report, onPaper: IngestOptions["onPaper"]) {
  const memory: RunMemory = createRunMemory();
  const counts: Counts = { added: 0, updated: 0, unchanged: 0, rejected: 0, inputs: 0, listings: 0, listed: 0 };
  let open: OpenListing | undefined;
  let unusable = 0;

  function closeListing(revision: number): void {
    if (open === undefined) return;
    counts.listings++;
    counts.listed += open.rows.length;
    const rows = open.rows.map((row) => store.papers.survivorOf(row)); // papers of the page may have been merged since
    for (const row of store.listings.write(open.listing, rows)) store.papers.touch(row, revision);
    open = undefined;
  }

  /** Returns 1 when the paper may need a vector. */
  function writePaper(event: Extract<IngestEvent, { kind: "paper" }>, revision: number, at: string): number {
    const { outcome, row, reason } = store.papers.upsert(event.record, event.source, memory, revision, at);
    if (event.listing !== undefined) open?.rows.push(row);
    if (outcome === "conflict") {
      const { input, line, record } = event;
      store.rejects.put({ input, line, reason: reason ?? "", excerpt: record.title.slice(0, 200), at });
      counts.rejected++;
      return 0;
    }
    counts[outcome]++;
    onPaper?.(row, outcome);
    return outcome === "unchanged" ? 0 : 1;
  }

  function writeEvent(event: IngestEvent, revision: number, at: string): number {
    switch (event.kind) {
      case "input":
        closeListing(revision);
        counts.inputs++;
        store.rejects.forget(event.input);
        return 0;
      case "listing":
        closeListing(revision);
        open = { listing: event.listing, rows: [] };
        return 0;
      case "reject":
        if (event.line === 0) {
          store.rejects.forget(event.input);
          if (++unusable <= MOST_NAMED) report(`${event.input}: ${event.reason}`);
        }
        store.rejects.put({ input: event.input, line: event.line, reason: event.reason, excerpt: event.excerpt, at });
        counts.rejected++;
        return 0;
      case "paper":
        return writePaper(event, revision, at);
    }
  }

  return {
    counts: counts as Readonly<Counts>,
    /** Stores one batch; returns how many papers may need a vector. */
    write(events: readonly IngestEvent[]): number {
      const at = clock().toISOString();
      return store.write((revision) => events.reduce((sum, event) => sum + writeEvent(event, revision, at), 0));
    },
    finish(): void {
      store.write(closeListing);
      if (unusable > MOST_NAMED) report(`… and ${counted(unusable - MOST_NAMED, "more input")} that cannot be used.`);
    },
  };
}

function readOptions({ source, stdin, fetchAddress, signal, name, onBytes, columns }: IngestOptions) {
  return {
    ...(fetchAddress === undefined ? {} : { fetchAddress }),
    ...(columns === undefined ? {} : { columns }),
    ...(name === undefined ? {} : { name }),
    ...(onBytes === undefined ? {} : { onBytes }),
    ...(source === undefined ? {} : { source }),
    ...(stdin === undefined ? {} : { stdin }),
    ...(signal === undefined ? {} : { signal }),
  };
}

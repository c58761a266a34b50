import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll } from "vitest";
import { type IngestEvent, type ReadOptions, readInputs } from "../../src/ingest/index.ts";

export type Paper = Extract<IngestEvent, { kind: "paper" }>;
export type Reject = Extract<IngestEvent, { kind: "reject" }>;

/** Every event of the inputs. */
export async function readAll(paths: readonly string[], options: ReadOptions = {}): Promise<IngestEvent[]> {
  const events: IngestEvent[] = [];
  for await (const batch of readInputs(paths, options)) events.push(...batch);
  return events;
}

/** Every event of bytes that come through standard input in pieces of `step` bytes. */
export function readBytes(content: Uint8Array | string, options: ReadOptions & { step?: number } = {}) {
  const bytes = Buffer.from(content);
  const step = options.step ?? 1 << 16;
  const pieces = function* () {
    for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
  };
  return readAll(["-"], { ...options, stdin: Readable.from(pieces()) });
}

export function papers(events: readonly IngestEvent[]): Paper[] {
  return events.filter((event) => event.kind === "paper");
}

export function rejects(events: readonly IngestEvent[]): Reject[] {
  return events.filter((event) => event.kind === "reject");
}

export function titles(events: readonly IngestEvent[]): string[] {
  return papers(events).map((event) => event.record.title);
}

/** A folder of its own for a test file, removed afterwards. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "orrery-ingest-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

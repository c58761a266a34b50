import { readdirSync, rmSync, statSync } from "node:fs";
import { basename, dirname } from "node:path";
import { checksumOfFile, readSavedFile, writeSavedFile } from "../core/files.ts";
import { AppError, messageOf } from "../core/index.ts";
import { flushWholeBody } from "./hnsw-body.ts";
import { type GraphSettings, HnswGraph } from "./hnsw-graph.ts";
import type { Expected, IndexStamp } from "./knn-index.ts";
import { parseMeta, readMeta, type SavedMeta, wholeNumber } from "./saved-meta.ts";

const KIND = "hnsw-index-1";

interface HnswMeta extends SavedMeta, Pick<GraphSettings, "M" | "efConstruction" | "seed"> {
  /** The body is the file `<path>.<generation>.bin`. */
  readonly generation: number;
  readonly bodyBytes: number;
  readonly bodyCrc: number;
}

/** Two files: the body, which hnswlib writes and reads itself, and the header, which names the body, its size and its
 *  checksum and holds the labels. Each save writes a body of a new name; the header takes its place last, and only then
 *  do older bodies go. Throws AppError("storage-failed"). */
export function saveHnswFiles(path: string, graph: HnswGraph, zeros: ReadonlySet<number>, stamp: IndexStamp): void {
  const generation = Math.max(0, ...generations(path)) + 1;
  const body = bodyPath(path, generation);
  const { dimension, M, efConstruction, seed } = graph.settings;
  const count = graph.count + zeros.size;
  try {
    graph.write(body);
    const bodyBytes = flushWholeBody(body, graph.slots.length);
    const bodyCrc = checksumOfFile(body);
    const meta: HnswMeta = { ...stamp, dimension, count, M, efConstruction, seed, generation, bodyBytes, bodyCrc };
    writeSavedFile(path, KIND, meta, { labels: graph.slots, zeros: Uint32Array.from(zeros) });
  } catch (error) {
    rmSync(body, { force: true });
    throw new AppError("storage-failed", `Could not save ${path}: ${messageOf(error)}`, { cause: error });
  }
  for (const other of generations(path)) if (other !== generation) rmSync(bodyPath(path, other), { force: true });
}

/** Reads what saveHnswFiles wrote. `settingsOf` makes the settings of the graph from those it was built with.
 *  Throws AppError "not-found", "damaged-file", "wrong-version" or "model-mismatch". */
export function readHnswFiles(
  path: string,
  expected: Expected,
  settingsOf: (built: Pick<GraphSettings, "M" | "efConstruction" | "seed">) => GraphSettings,
): { graph: HnswGraph; zeros: Set<number>; revision: number } {
  const file = readSavedFile(path, KIND);
  const meta = readMeta(file.meta, path, expected);
  const field = (name: string): number => wholeNumber(meta, name, path);
  const body = bodyPath(path, field("generation"));
  checkBody(body, field("bodyBytes"), field("bodyCrc"));
  const settings = settingsOf({ M: field("M"), efConstruction: field("efConstruction"), seed: field("seed") });
  const graph = HnswGraph.read(body, new Uint32Array(file.section("labels")), settings);
  return { graph, zeros: new Set(new Uint32Array(file.section("zeros"))), revision: meta.revision };
}

/** What a saved HNSW index says of itself, without its body being read. */
export interface SavedHnsw extends SavedMeta {
  readonly bodyBytes: number;
}

/** The description of the index at `path`; undefined where there is none that could be read. */
export function savedHnsw(path: string): SavedHnsw | undefined {
  try {
    const meta = parseMeta(readSavedFile(path, KIND).meta, path);
    return { ...meta, bodyBytes: wholeNumber(meta, "bodyBytes", path) };
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

/** Throws AppError("damaged-file") unless the body is the one that the header speaks of. */
function checkBody(body: string, sizeBytes: number, crc: number): void {
  const size = statSync(body, { throwIfNoEntry: false })?.size;
  if (size !== sizeBytes) {
    throw new AppError("damaged-file", `Expected ${body} with ${sizeBytes} bytes, got ${size ?? "no such file"}.`);
  }
  if (checksumOfFile(body) !== crc) throw new AppError("damaged-file", `${body} fails its checksum.`);
}

function bodyPath(path: string, generation: number): string {
  return `${path}.${generation}.bin`;
}

/** Of all bodies beside `path`. Throws AppError("storage-failed"). */
function generations(path: string): number[] {
  try {
    const prefix = `${basename(path)}.`;
    return readdirSync(dirname(path)).flatMap((name) => {
      const number = name.startsWith(prefix) ? /^(\d{1,15})\.bin$/.exec(name.slice(prefix.length))?.[1] : undefined;
      return number === undefined ? [] : [Number(number)];
    });
  } catch (error) {
    throw new AppError("storage-failed", `Could not read the folder of ${path}: ${messageOf(error)}`, { cause: error });
  }
}

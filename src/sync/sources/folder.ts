import { readdir, realpath, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { z } from "zod";
import { AppError, messageOf, throwIfCancelled } from "../../core/index.ts";
import type { SubscriptionOf } from "../subscription.ts";
import type { Asking, Step } from "./source.ts";

/** Size and time of change of each file, by its path in the folder. */
const Position = z.object({ files: z.record(z.string(), z.tuple([z.number(), z.number()])) });
type Stamp = readonly [sizeBytes: number, changedMs: number];

/** A folder with this file is a library, and no source of papers. */
const LIBRARY_FILE = "library.sqlite";
/** So many files are read before it is noted that they were. */
const FILES_A_STEP = 200;

/** The files of a folder and its folders that are new, or changed in size or time. Hidden ones are left out. */
export async function* folder({ path }: SubscriptionOf<"folder">, asking: Asking): AsyncGenerator<Step> {
  const known = new Map<string, Stamp>(Object.entries(Position.safeParse(asking.position).data?.files ?? {}));
  const found = new Map<string, Stamp>();
  try {
    await collect(path, path, found, new Set(), asking.signal);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError("not-found", `The folder cannot be read: ${messageOf(error)}`, { cause: error });
  }
  const changed = [...found].filter(([name, stamp]) => !isEqual(known.get(name), stamp));
  const read = new Map([...known].filter(([name]) => found.has(name)));
  for (let at = 0; at < changed.length; at += FILES_A_STEP) {
    const part = changed.slice(at, at + FILES_A_STEP);
    for (const [name, stamp] of part) read.set(name, stamp);
    yield { files: part.map(([name]) => join(path, name)), position: { files: Object.fromEntries(read) } };
  }
  if (changed.length === 0) yield { files: [], position: { files: Object.fromEntries(read) } };
}

/** Files in the order of their names. A folder that links lead back to is read once; what has just gone is left out. */
async function collect(
  top: string,
  path: string,
  found: Map<string, Stamp>,
  seenFolders: Set<string>,
  signal: AbortSignal | undefined,
): Promise<void> {
  throwIfCancelled(signal);
  const real = await realpath(path);
  if (seenFolders.has(real)) return;
  seenFolders.add(real);
  const names = (await readdir(path)).filter((name) => !name.startsWith(".")).sort();
  if (names.includes(LIBRARY_FILE)) return;
  for (const name of names) {
    const inner = join(path, name);
    const stats = await stat(inner).catch(() => undefined);
    if (stats?.isDirectory()) {
      await collect(top, inner, found, seenFolders, signal).catch((error: unknown) => {
        if (error instanceof AppError) throw error; // cancelled; a folder below that cannot be read does not count
      });
    } else if (stats?.isFile()) found.set(relative(top, inner), [stats.size, stats.mtimeMs]);
  }
}

function isEqual(a: Stamp | undefined, b: Stamp): boolean {
  return a !== undefined && a[0] === b[0] && a[1] === b[1];
}

import { readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { messageOf } from "../core/index.ts";

/** A file to read, or a path that cannot be read and why. */
export interface Found {
  readonly path: string;
  /** Size on disk; absent for pipes. */
  readonly bytes?: number;
  readonly reason?: string;
}

/** The file at a path, or the files in a folder and its folders in the order of their names. Hidden ones are skipped,
 *  a folder that links lead back to is read once. A path named by the user may also be a pipe. */
export async function* findFiles(path: string): AsyncGenerator<Found> {
  yield* visit(path, true, new Set());
}

async function* visit(path: string, named: boolean, seenFolders: Set<string>): AsyncGenerator<Found> {
  try {
    const stats = await stat(path);
    if (stats.isDirectory()) {
      const folder = await realpath(path);
      if (seenFolders.has(folder)) return;
      seenFolders.add(folder);
      const names = (await readdir(path)).filter((name) => !name.startsWith(".")).sort();
      if (names.length === 0 && named) yield { path, reason: "The folder is empty." };
      for (const name of names) yield* visit(join(path, name), false, seenFolders);
    } else if (stats.isFile()) {
      yield { path, bytes: stats.size };
    } else if (named) {
      yield { path };
    } else {
      yield { path, reason: "Expected a file or a folder, got a pipe, socket or device." };
    }
  } catch (error) {
    yield { path, reason: whyUnreadable(error) };
  }
}

/** What an error of the file system means to the user. */
export function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "There is no such file or folder.";
  if (code === "EACCES" || code === "EPERM") return "Reading it is not permitted.";
  return `It cannot be read: ${messageOf(error)}.`;
}

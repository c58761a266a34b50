import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { AppError, messageOf } from "../core/index.ts";

/** The right to write to a library, held by one process at a time. */
export interface WriterLock {
  release(): void;
}

/** Takes the lock or throws AppError("library-busy") at once. SQLite's file lock does the work, so that the lock ends
 *  with the process however it ends. `holder` is what the second process is told of the first. */
export function takeWriterLock(folder: string, holder: string): WriterLock {
  const note = join(folder, "writer.txt");
  const db = openLockFile(join(folder, "writer.lock"));
  try {
    db.pragma("busy_timeout = 0");
    db.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    db.close();
    throw new AppError(
      "library-busy",
      `Another process is writing to the library ${folder} (${readNote(note)}). Wait for it to end, or name another folder with --library.`,
      { cause: error },
    );
  }
  writeFileSync(note, `${holder}\n`);
  return {
    release() {
      rmSync(note, { force: true });
      db.close();
    },
  };
}

function openLockFile(path: string): BetterSqlite3.Database {
  try {
    return new BetterSqlite3(path);
  } catch (error) {
    throw new AppError("storage-failed", `Could not open ${path} for writing: ${messageOf(error)}`, { cause: error });
  }
}

function readNote(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return "unknown process"; // the holder has not written its note yet
  }
}

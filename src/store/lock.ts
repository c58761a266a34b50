import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { AppError, messageOf } from "../core/index.ts";

/** The right to write to a library, held by one process at a time. */
export interface WriterLock {
  release(): void;
}

/** For so long a writer waits for the lock: those who only ask hold it for less than that. */
const WAIT_MS = 250;

/** Takes the lock or throws AppError("library-busy") within a moment. SQLite's file lock does the work, so that the
 *  lock ends with the process however it ends. `holder` is what the second process is told of the first. */
export function takeWriterLock(folder: string, holder: string): WriterLock {
  return takeLock(folder, "writer", holder, (holds) => {
    return `Another process is writing to the library ${folder} (${holds}). Wait for it to end, or name another folder with --library.`;
  });
}

/** The right to ask what a library is subscribed to; otherwise as takeWriterLock. It leaves others free to write. */
export function takeSyncLock(folder: string, holder: string): WriterLock {
  return takeLock(folder, "sync", holder, (holds) => {
    return `Another process is bringing the library ${folder} up to date (${holds}). Wait for it to end.`;
  });
}

/** True while some process holds the writer's lock. */
export function isBeingWritten(folder: string): boolean {
  const db = lockedFile(folder, "writer", 0);
  db?.close();
  return db === undefined;
}

function takeLock(folder: string, name: string, holder: string, busy: (holds: string) => string): WriterLock {
  const note = join(folder, `${name}.txt`);
  const db = lockedFile(folder, name, WAIT_MS);
  if (db === undefined) throw new AppError("library-busy", busy(readNote(note)));
  writeFileSync(note, `${holder}\n`);
  return {
    release() {
      rmSync(note, { force: true });
      db.close();
    },
  };
}

/** The lock file with its lock taken, or undefined when another process has it. */
function lockedFile(folder: string, name: string, timeout: number): BetterSqlite3.Database | undefined {
  const path = join(folder, `${name}.lock`);
  let db: BetterSqlite3.Database;
  try {
    db = new BetterSqlite3(path, { timeout });
  } catch (error) {
    throw new AppError("storage-failed", `Could not open ${path} for writing: ${messageOf(error)}`, { cause: error });
  }
  try {
    db.exec("BEGIN EXCLUSIVE");
    return db;
  } catch (error) {
    db.close();
    if (error instanceof BetterSqlite3.SqliteError && error.code.startsWith("SQLITE_BUSY")) return undefined;
    throw new AppError("storage-failed", `Could not lock ${path}: ${messageOf(error)}`, { cause: error });
  }
}

function readNote(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return "unknown process"; // the holder has not written its note yet
  }
}

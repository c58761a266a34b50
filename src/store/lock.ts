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
  const note = join(folder, "writer.txt");
  const db = lockedFile(folder, WAIT_MS);
  if (db === undefined) {
    throw new AppError(
      "library-busy",
      `Another process is writing to the library ${folder} (${readNote(note)}). Wait for it to end, or name another folder with --library.`,
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

/** True while some process holds the writer's lock. */
export function isBeingWritten(folder: string): boolean {
  const db = lockedFile(folder, 0);
  db?.close();
  return db === undefined;
}

/** The lock file with its lock taken, or undefined when another process has it. */
function lockedFile(folder: string, timeout: number): BetterSqlite3.Database | undefined {
  const path = join(folder, "writer.lock");
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

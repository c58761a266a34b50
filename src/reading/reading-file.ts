import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { AppError, messageOf } from "../core/index.ts";
import { cellTable } from "./cells.ts";
import { type Journal, journal } from "./journal.ts";
import { type ListTable, listTable } from "./lists.ts";
import { type MarkTable, markTable } from "./marks.ts";
import { type MemberTable, memberTable } from "./members.ts";
import { type OpinionTable, opinionTable } from "./opinions.ts";
import { type PlaceTable, placeTable } from "./places.ts";
import { isNew, migrate } from "./schema.ts";
import { type SearchTable, searchTable } from "./searches.ts";
import { type DigestMark, digestMark } from "./seen.ts";

const BUSY_TIMEOUT_MS = 5_000;

/** Everything in the file. */
export interface Tables {
  readonly lists: ListTable;
  readonly members: MemberTable;
  readonly marks: MarkTable;
  readonly opinions: OpinionTable;
  readonly searches: SearchTable;
  /** How far the last digest went. */
  readonly digest: DigestMark;
  readonly journal: Journal;
  readonly places: PlaceTable;
  /** Grows by one with every change. */
  revision(): number;
  /** Begins the next revision, and returns it. */
  nextRevision(at: string): number;
  /** When the last revision was begun; empty before the first. */
  changedAt(): string;
  integrity(): string;
}

interface Opened {
  readonly db: BetterSqlite3.Database;
  readonly tables: Tables;
  /** Which file it is: another one may have been put in its place. */
  readonly identity: string;
}

/** A file that several processes read and write, that need not be there yet, and that may be replaced by a copy. It has
 *  no second file beside it while nobody writes, so that copying it is enough to keep it safe. */
export class ReadingFile {
  readonly path: string;
  #opened: Opened | undefined;

  constructor(path: string) {
    this.path = path;
  }

  /** Runs `work` on one state of the file, or returns `otherwise` where nothing has been written yet. Makes no file.
   *  Throws AppError "storage-failed" or "wrong-version" for a file that cannot be used. */
  read<T>(otherwise: T, work: (tables: Tables) => T): T {
    return this.#guarded("read", () => {
      const opened = this.#open(false);
      return opened === undefined ? otherwise : opened.db.transaction(() => work(opened.tables)).deferred();
    });
  }

  /** Runs `work` in one transaction: all of it is stored, or nothing. Makes the file where there is none. Throws AppError
   *  "storage-failed", "library-busy" or "wrong-version". */
  write<T>(work: (tables: Tables) => T): T {
    return this.#guarded("write to", () => {
      const opened = this.#open(true);
      if (opened === undefined) throw new AppError("storage-failed", `Could not make ${this.path}.`);
      return opened.db.transaction(() => work(opened.tables)).immediate();
    });
  }

  close(): void {
    this.#opened?.db.close();
    this.#opened = undefined;
  }

  #open(create: boolean): Opened | undefined {
    const identity = identityOf(this.path);
    if (this.#opened !== undefined && this.#opened.identity === identity) return this.#opened;
    this.close();
    if (identity === undefined && !create) return undefined;
    mkdirSync(dirname(this.path), { recursive: true });
    const db = new BetterSqlite3(this.path, { timeout: BUSY_TIMEOUT_MS });
    try {
      if (!create && isNew(db)) {
        db.close();
        return undefined;
      }
      db.pragma("synchronous = FULL"); // nothing else knows what is in here
      migrate(db, this.path);
      this.#opened = { db, tables: tablesIn(db), identity: identityOf(this.path) ?? "" };
      return this.#opened;
    } catch (error) {
      db.close();
      throw error;
    }
  }

  #guarded<T>(doing: string, work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (error instanceof AppError || !isOfTheFile(error)) throw error;
      const code = "code" in error ? String(error.code) : "";
      const message = `Could not ${doing} ${this.path}: ${messageOf(error)}${code === "" ? "" : ` (${code})`}.`;
      const isBusy = code.startsWith("SQLITE_BUSY");
      throw new AppError(isBusy ? "library-busy" : "storage-failed", message, { cause: error });
    }
  }
}

function tablesIn(db: BetterSqlite3.Database): Tables {
  const places = placeTable(db);
  const members = memberTable(db, places);
  const state = db.prepare<[string], string>("SELECT value FROM state WHERE key = ?").pluck();
  const setState = db.prepare("INSERT OR REPLACE INTO state (key, value) VALUES (?, ?)");
  const revision = () => Number(state.get("revision") ?? 0);
  return {
    lists: listTable(db, places, members),
    members,
    marks: markTable(db),
    opinions: opinionTable(db),
    searches: searchTable(db),
    digest: digestMark(db),
    journal: journal(db, cellTable(db)),
    places,
    revision,
    nextRevision(at) {
      const next = revision() + 1;
      setState.run("revision", String(next));
      setState.run("changedAt", at);
      return next;
    },
    changedAt: () => state.get("changedAt") ?? "",
    integrity: () => String(db.pragma("integrity_check(3)", { simple: true })),
  };
}

function identityOf(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? undefined : `${found.dev}-${found.ino}`;
}

/** Errors of SQLite and of the file system. */
function isOfTheFile(error: unknown): error is Error {
  return error instanceof BetterSqlite3.SqliteError || (error instanceof Error && "syscall" in error);
}

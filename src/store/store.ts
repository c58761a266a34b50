import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { AppError, messageOf } from "../core/index.ts";
import { type ListingTable, listingTable } from "./listings.ts";
import { paperRows } from "./paper-rows.ts";
import { type PaperTable, paperTable } from "./papers.ts";
import { type RejectTable, rejectTable } from "./rejects.ts";
import { migrate } from "./schema.ts";
import { type Summary, summarize } from "./summary.ts";
import { upserter } from "./upsert.ts";
import { type VectorTable, vectorTable } from "./vectors.ts";
import { decisionTable } from "./works/decisions.ts";
import { recordTable } from "./works/records.ts";
import { type WorkTable, workTable } from "./works/works.ts";

const BUSY_TIMEOUT_MS = 10_000;
/** Three vectors of 512 numbers fill a page of this size; of 4096 bytes one would waste half. */
const PAGE_BYTES = 8192;
const PAGE_CACHE_KB = 32_000;
/** What would end a phrase too early in the language of FTS5; between words it is as good as a blank. */
const END_OF_PHRASE = /["\0]/g;

/** Everything that a library knows, in one SQLite file. Indexes are derived from it and can be rebuilt. */
export interface Store {
  readonly path: string;
  readonly papers: PaperTable;
  readonly works: WorkTable;
  readonly listings: ListingTable;
  readonly vectors: VectorTable;
  readonly rejects: RejectTable;
  /** The revision of the last transaction that changed anything; 0 for a new store. */
  revision(): number;
  setting(key: string): string | undefined;
  setSetting(key: string, value: string): void;
  /** Runs `work` in one transaction under a new revision: all of it is stored, or nothing. Where it changes nothing the
   *  revision stays. Throws
   *  AppError("storage-failed") when the disk refuses. */
  write<T>(work: (revision: number) => T): T;
  /** Runs `work` on one state of the store, whatever other processes write meanwhile. */
  snapshot<T>(work: () => T): T;
  /** Rows of papers that have the words of the phrase one after another in the title or in the abstract, ascending;
   *  case, accents and punctuation are ignored. */
  rowsWithPhrase(phrase: string): number[];
  /** Rows in the order they were added, latest first. */
  latest(count: number, offset: number): number[];
  summary(): Summary;
  /** The words of SQLite's own integrity check: "ok" or what is wrong. */
  integrity(): string;
  close(): void;
}

/** Opens the store at `path`, making or migrating it as needed. Throws AppError "wrong-version" for a store of a later
 *  Orrery, "storage-failed" for a file that is no store, is damaged or cannot be written to. */
export function openStore(path: string): Store {
  const db = openDatabase(path);
  try {
    migrate(db, path);
    return storeIn(db, path);
  } catch (error) {
    db.close();
    throw error instanceof AppError ? error : cannotOpen(path, error);
  }
}

function storeIn(db: BetterSqlite3.Database, path: string): Store {
  const getSetting = db.prepare<[string], string>("SELECT value FROM settings WHERE key = ?").pluck();
  const putSetting = db.prepare("INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)");
  const phrase = db
    .prepare<[string], number>("SELECT rowid FROM full_text WHERE full_text MATCH ? ORDER BY rowid")
    .pluck();
  const latest = db
    .prepare<[number, number], number>("SELECT row FROM papers ORDER BY row DESC LIMIT ? OFFSET ?")
    .pluck();
  const changes = db.prepare<[], number>("SELECT total_changes()").pluck();
  const revision = () => Number(getSetting.get("revision") ?? 0);
  const rows = paperRows(db);
  const records = recordTable(db);
  const works = workTable(rows, records, decisionTable(db));

  return {
    path,
    papers: paperTable(db, rows, upserter(rows, records, works)),
    works,
    listings: listingTable(db),
    vectors: vectorTable(db),
    rejects: rejectTable(db),
    revision,
    setting: (key) => getSetting.get(key),
    setSetting(key, value) {
      guarded(path, () => putSetting.run(key, value));
    },
    write(work) {
      return guarded(path, () =>
        db
          .transaction(() => {
            const next = revision() + 1;
            const before = changes.get();
            const result = work(next);
            if (changes.get() !== before) putSetting.run("revision", String(next));
            return result;
          })
          .immediate(),
      );
    },
    snapshot: (work) => db.transaction(work).deferred(),
    rowsWithPhrase(words) {
      return /[\p{L}\p{N}]/u.test(words) ? phrase.all(`"${words.replace(END_OF_PHRASE, " ")}"`) : [];
    },
    latest: (count, offset) => latest.all(count, offset),
    summary: () => summarize(db),
    integrity: () => String(db.pragma("integrity_check(3)", { simple: true })),
    close: () => db.close(),
  };
}

function openDatabase(path: string): BetterSqlite3.Database {
  let db: BetterSqlite3.Database | undefined;
  try {
    mkdirSync(dirname(path), { recursive: true });
    db = new BetterSqlite3(path);
    db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
    db.pragma(`page_size = ${PAGE_BYTES}`); // of a new file; before the journal mode, which fixes it
    db.pragma("journal_mode = WAL");
    db.pragma("synchronous = NORMAL");
    db.pragma(`cache_size = -${PAGE_CACHE_KB}`);
    return db;
  } catch (error) {
    db?.close();
    throw cannotOpen(path, error);
  }
}

function cannotOpen(path: string, error: unknown): AppError {
  const hint = existsSync(path)
    ? "Is it a library of Orrery, and may it be written to?"
    : "May the folder be written to?";
  const message = `Could not open the library at ${path}: ${messageOf(error)}. ${hint}`;
  return new AppError("storage-failed", message, { cause: error });
}

function guarded<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof BetterSqlite3.SqliteError) {
      throw new AppError("storage-failed", `Could not write to ${path}: ${error.message} (${error.code}).`, {
        cause: error,
      });
    }
    throw error;
  }
}

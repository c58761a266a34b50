import type { Database } from "better-sqlite3";
import { AppError } from "../core/index.ts";

/** Each entry takes a file from version i to i + 1. Entries are never changed once released, only added.
 *
 *  Lists and changes are numbered for life: no number is given out twice. */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

  -- A place in an order. It stays when what stood there goes, so that it can be put back where it was.
  CREATE TABLE places (
    place INTEGER PRIMARY KEY AUTOINCREMENT,
    list INTEGER NOT NULL,             -- 0 in the order of the lists themselves
    position INTEGER NOT NULL
  );
  CREATE INDEX places_by_list ON places (list, position);

  CREATE TABLE lists (
    list INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    color TEXT NOT NULL,
    note TEXT NOT NULL,
    place INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    is_deleted INTEGER NOT NULL        -- 1 as long as the deletion can be undone
  );

  CREATE TABLE members (
    list INTEGER NOT NULL,
    paper TEXT NOT NULL,               -- id as the library gave it
    title TEXT NOT NULL,
    added_at TEXT NOT NULL,
    place INTEGER NOT NULL,
    PRIMARY KEY (list, paper)
  ) WITHOUT ROWID;
  CREATE INDEX members_by_paper ON members (paper);

  CREATE TABLE marks (paper TEXT PRIMARY KEY, read_at TEXT, note TEXT NOT NULL);

  CREATE TABLE changes (
    change INTEGER PRIMARY KEY AUTOINCREMENT,
    what TEXT NOT NULL,
    at TEXT NOT NULL,
    is_undone INTEGER NOT NULL
  );
  CREATE TABLE cells (                 -- what a change touched
    change INTEGER NOT NULL,
    kind TEXT NOT NULL,
    list INTEGER NOT NULL,             -- 0 where it is of no list
    paper TEXT NOT NULL,               -- '' where it is of no paper
    before TEXT,
    after TEXT,
    PRIMARY KEY (change, kind, list, paper)
  );
  `,
  `
  CREATE TABLE searches (
    search INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    query TEXT NOT NULL,               -- what is searched for, as the address of a search has it
    created_at TEXT NOT NULL,
    seen_library TEXT NOT NULL,        -- when the library was made that the row is of
    seen_row INTEGER NOT NULL,         -- papers of later rows came in after the reader looked
    seen_at TEXT NOT NULL,
    is_deleted INTEGER NOT NULL        -- 1 as long as the deletion can be undone
  );
  `,
  `
  CREATE TABLE opinions (
    paper TEXT PRIMARY KEY,
    opinion TEXT NOT NULL,             -- liked or disliked
    at TEXT NOT NULL
  ) WITHOUT ROWID;
  `,
];

export const READING_VERSION = MIGRATIONS.length;

/** True when nothing has been written to the file yet. */
export function isNew(db: Database): boolean {
  return versionOf(db) === 0 && !holdsTables(db);
}

/** Brings the file to READING_VERSION, all or nothing. A file of a later version is refused, and so is a database of
 *  another program. */
export function migrate(db: Database, path: string): void {
  if (knownVersionOf(db, path) === READING_VERSION) return;
  db.transaction(() => {
    const version = knownVersionOf(db, path); // again: another process may have migrated it meanwhile
    if (version === 0 && holdsTables(db)) {
      throw new AppError("storage-failed", `Expected lists and notes in ${path}, found another program's database.`);
    }
    for (const step of MIGRATIONS.slice(version)) db.exec(step);
    db.pragma(`user_version = ${READING_VERSION}`);
  }).immediate();
}

function knownVersionOf(db: Database, path: string): number {
  const version = versionOf(db);
  if (version <= READING_VERSION) return version;
  throw new AppError(
    "wrong-version",
    `${path} has version ${version}; this Orrery knows versions up to ${READING_VERSION}. Use the newer Orrery that wrote it.`,
  );
}

function versionOf(db: Database): number {
  return Number(db.pragma("user_version", { simple: true }));
}

function holdsTables(db: Database): boolean {
  return db.prepare("SELECT 1 FROM sqlite_master LIMIT 1").get() !== undefined;
}

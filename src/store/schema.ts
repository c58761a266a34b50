import type { Database } from "better-sqlite3";
import { AppError } from "../core/index.ts";
import { titleHash } from "./hash.ts";
import { workKey } from "./works/title.ts";

/** Each entry takes a store from version i to i + 1. Entries are never changed once released, only added.
 *
 *  `row` is a paper's number for life: it is the label in every index and is never given out twice.
 *  `revision` grows by one with every writing transaction; whatever an index has not yet seen has a higher one. */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

  CREATE TABLE papers (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    abstract TEXT NOT NULL,
    authors TEXT NOT NULL,             -- JSON array of names
    year INTEGER,
    venue TEXT,
    categories TEXT NOT NULL,          -- separated by blanks (U+00A0 within one), the primary one first
    arxiv_id TEXT,
    doi TEXT,
    url TEXT,
    title_hash INTEGER NOT NULL,       -- first 52 bits of SHA-256 of the title key
    content_hash BLOB NOT NULL,        -- first 16 bytes of SHA-256 of what is embedded
    added_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    revision INTEGER NOT NULL
  );
  CREATE INDEX papers_by_title ON papers (title_hash);
  CREATE INDEX papers_by_revision ON papers (revision);
  CREATE INDEX papers_title_only ON papers (row) WHERE abstract = '';

  CREATE TABLE identifiers (key TEXT PRIMARY KEY, row INTEGER NOT NULL) WITHOUT ROWID;
  CREATE INDEX identifiers_by_row ON identifiers (row);

  CREATE TABLE sources (source INTEGER PRIMARY KEY, label TEXT NOT NULL UNIQUE);
  CREATE TABLE paper_sources (row INTEGER NOT NULL, source INTEGER NOT NULL, PRIMARY KEY (row, source)) WITHOUT ROWID;

  CREATE TABLE listings (
    listing INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    name TEXT NOT NULL,
    date TEXT NOT NULL,                -- '' where the page gives none
    UNIQUE (source, name, date)
  );
  CREATE TABLE listing_entries (
    listing INTEGER NOT NULL, rank INTEGER NOT NULL, row INTEGER NOT NULL,
    PRIMARY KEY (listing, rank)
  ) WITHOUT ROWID;
  CREATE INDEX listing_entries_by_row ON listing_entries (row);

  CREATE TABLE vectors (
    row INTEGER PRIMARY KEY,
    content_hash BLOB NOT NULL,
    vector BLOB NOT NULL,              -- little-endian float32, unit length
    revision INTEGER NOT NULL
  );
  CREATE INDEX vectors_by_revision ON vectors (revision);

  CREATE TABLE deletions (row INTEGER PRIMARY KEY, revision INTEGER NOT NULL);

  CREATE TABLE rejects (
    input TEXT NOT NULL, line INTEGER NOT NULL, reason TEXT NOT NULL, excerpt TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (input, line, reason)
  ) WITHOUT ROWID;

  CREATE VIRTUAL TABLE full_text USING fts5 (
    title, abstract, content = 'papers', content_rowid = 'row',
    tokenize = 'unicode61 remove_diacritics 2', detail = full, columnsize = 0
  );
  CREATE TRIGGER papers_inserted AFTER INSERT ON papers BEGIN
    INSERT INTO full_text (rowid, title, abstract) VALUES (new.row, new.title, new.abstract);
  END;
  CREATE TRIGGER papers_deleted AFTER DELETE ON papers BEGIN
    INSERT INTO full_text (full_text, rowid, title, abstract) VALUES ('delete', old.row, old.title, old.abstract);
  END;
  CREATE TRIGGER papers_rewritten AFTER UPDATE OF title, abstract ON papers BEGIN
    INSERT INTO full_text (full_text, rowid, title, abstract) VALUES ('delete', old.row, old.title, old.abstract);
    INSERT INTO full_text (rowid, title, abstract) VALUES (new.row, new.title, new.abstract);
  END;
  `,
  `
  ALTER TABLE papers ADD COLUMN published TEXT;          -- YYYY-MM or YYYY-MM-DD
  ALTER TABLE papers ADD COLUMN arxiv_version INTEGER;
  ALTER TABLE papers ADD COLUMN kind TEXT;
  ALTER TABLE papers ADD COLUMN printed TEXT;            -- JSON object: volume, issue, pages, publisher
  ALTER TABLE papers ADD COLUMN keywords TEXT;           -- JSON array of texts
  ALTER TABLE papers ADD COLUMN citations INTEGER;
  ALTER TABLE papers ADD COLUMN links TEXT;              -- JSON array of {kind, url}
  ALTER TABLE papers ADD COLUMN retracted INTEGER;       -- 1, else NULL
  `,
  `
  UPDATE papers SET title_hash = work_hash(title);       -- from now on of the looser key of works

  CREATE TABLE source_records (        -- of papers that several records speak of; the others are their own record
    record INTEGER PRIMARY KEY AUTOINCREMENT,
    row INTEGER NOT NULL,
    source INTEGER NOT NULL,
    name TEXT NOT NULL,                -- of the record within its source: its first identifier, else of its title
    said TEXT NOT NULL,                -- JSON of the record
    title_hash INTEGER NOT NULL,
    reason TEXT NOT NULL,              -- why it was taken to be of this paper
    joined INTEGER NOT NULL,           -- revision in which it came to this paper
    run INTEGER NOT NULL,              -- first revision of the run in which it was last changed, or 0
    at TEXT NOT NULL
  );
  CREATE INDEX source_records_by_row ON source_records (row);
  CREATE INDEX source_records_by_name ON source_records (name);
  CREATE INDEX source_records_by_title ON source_records (title_hash);

  CREATE TABLE work_decisions (        -- of readers; a and b are ids of papers, a < b
    a TEXT NOT NULL, b TEXT NOT NULL, verdict TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (a, b)
  ) WITHOUT ROWID;
  CREATE INDEX work_decisions_by_b ON work_decisions (b);

  ALTER TABLE deletions ADD COLUMN survivor INTEGER;     -- the paper that it was merged into
  `,
];

export const SCHEMA_VERSION = MIGRATIONS.length;

/** Brings the store to SCHEMA_VERSION, all or nothing. A store of a later version is refused, and so is a database of
 *  another program. */
export function migrate(db: Database, path: string): void {
  if (knownVersionOf(db, path) === SCHEMA_VERSION) return;
  db.transaction(() => {
    const version = knownVersionOf(db, path); // again: another process may have migrated it meanwhile
    if (version === 0 && holdsTables(db)) {
      throw new AppError(
        "storage-failed",
        `Expected a library of Orrery in ${path}, found another program's database.`,
      );
    }
    db.function("work_hash", { deterministic: true }, (title) => titleHash(workKey(String(title))));
    for (const step of MIGRATIONS.slice(version)) db.exec(step);
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
  }).immediate();
}

function knownVersionOf(db: Database, path: string): number {
  const version = Number(db.pragma("user_version", { simple: true }));
  if (version <= SCHEMA_VERSION) return version;
  throw new AppError(
    "wrong-version",
    `${path} has schema version ${version}; this Orrery knows versions up to ${SCHEMA_VERSION}. Use the newer Orrery that wrote it.`,
  );
}

function holdsTables(db: Database): boolean {
  return db.prepare("SELECT 1 FROM sqlite_master LIMIT 1").get() !== undefined;
}

import { createHash } from "node:crypto";
import type { Database } from "better-sqlite3";
import { opinionCell } from "./opinions.ts";
import { searchField, wholeSearch } from "./search-cells.ts";
import { quoted } from "./text.ts";

/** What a change can touch: whether a list is there, its fields and place, a paper in it, the marks of a paper; whether a
 *  saved search is there, and its fields. */
const CELL_KINDS = [
  ...(["list", "name", "color", "note", "place", "member", "read", "paper-note", "opinion"] as const),
  ...(["search", "search-name", "search-query"] as const),
] as const;
export type CellKind = (typeof CELL_KINDS)[number];

/** The smallest thing that changes as a whole. */
export interface Cell {
  readonly kind: CellKind;
  /** 0 where it is of no list. */
  readonly list: number;
  /** Empty where it is of no paper; the id of a saved search where it is of one. */
  readonly paper: string;
}

/** How a paper stands in a list. */
export interface Membership {
  readonly place: number;
  readonly title: string;
  readonly addedAt: string;
}

export function cellOf(kind: CellKind, listId: string, paper = ""): Cell {
  return { kind, list: listNumber(listId), paper };
}

/** Number of a list by its id; 0 for a text that is none. */
export function listNumber(id: string): number {
  return /^l[1-9]\d{0,14}$/.test(id) ? Number(id.slice(1)) : 0;
}

export type CellTable = ReturnType<typeof cellTable>;

export interface Accessor {
  get(cell: Cell): string | null;
  set(cell: Cell, value: string | null): void;
}

/** Reads and writes cells as texts; null is what is not there. All writing happens inside a transaction of the caller. */
export function cellTable(db: Database) {
  const accessors: Record<CellKind, Accessor> = {
    list: wholeList(db),
    name: field(db, "name"),
    color: field(db, "color"),
    note: field(db, "note"),
    place: field(db, "place"),
    member: member(db),
    read: readMark(db),
    "paper-note": paperNote(db),
    opinion: opinionCell(db),
    search: wholeSearch(db),
    "search-name": searchField(db, "name"),
    "search-query": searchField(db, "query"),
  };
  return {
    get: (cell: Cell): string | null => accessors[cell.kind].get(cell),
    set: (cell: Cell, value: string | null): void => accessors[cell.kind].set(cell, value),
  };
}

export function toMembershipText({ place, title, addedAt }: Membership): string {
  return JSON.stringify([place, title, addedAt]);
}

/** What a cell holds, for a reader. `ownerName` is that of its list or saved search. */
export function cellInWords({ kind, paper }: Cell, ownerName: string): string {
  switch (kind) {
    case "list":
      return `the list ${quoted(ownerName)}`;
    case "place":
      return `the place of the list ${quoted(ownerName)}`;
    case "name":
    case "color":
    case "note":
      return `the ${kind} of the list ${quoted(ownerName)}`;
    case "member":
      return `the place of ${quoted(paper)} in the list ${quoted(ownerName)}`;
    case "read":
      return `whether ${quoted(paper)} is read`;
    case "paper-note":
      return `the note on ${quoted(paper)}`;
    case "opinion":
      return `whether ${quoted(paper)} is liked`;
    case "search":
      return `the saved search ${quoted(ownerName)}`;
    case "search-name":
    case "search-query":
      return `the ${kind === "search-name" ? "name" : "query"} of the saved search ${quoted(ownerName)}`;
  }
}

function field(db: Database, column: "name" | "color" | "note" | "place"): Accessor {
  const get = db.prepare<[number], string | number>(`SELECT ${column} FROM lists WHERE list = ?`).pluck();
  const set = db.prepare(`UPDATE lists SET ${column} = ? WHERE list = ?`);
  return {
    get: ({ list }) => textOrNull(get.get(list)),
    set: ({ list }, value) => void set.run(column === "place" ? Number(value) : value, list),
  };
}

/** Reads as a hash of all that is in the list, so that a list in which anything has changed is another one. */
function wholeList(db: Database): Accessor {
  const fields = db.prepare<[number]>("SELECT name, color, note FROM lists WHERE list = ? AND is_deleted = 0").raw();
  const papers = db.prepare<[number]>("SELECT paper, place FROM members WHERE list = ? ORDER BY paper").raw();
  const set = db.prepare("UPDATE lists SET is_deleted = ? WHERE list = ?");
  return {
    get({ list }) {
      const found = fields.get(list);
      if (found === undefined) return null;
      return createHash("sha256")
        .update(JSON.stringify([found, papers.all(list)]))
        .digest("hex");
    },
    set: ({ list }, value) => void set.run(value === null ? 1 : 0, list),
  };
}

function member(db: Database): Accessor {
  const get = db.prepare<[number, string], Membership>(
    "SELECT place, title, added_at AS addedAt FROM members WHERE list = ? AND paper = ?",
  );
  const put = db.prepare("INSERT OR REPLACE INTO members (list, paper, place, title, added_at) VALUES (?, ?, ?, ?, ?)");
  const remove = db.prepare("DELETE FROM members WHERE list = ? AND paper = ?");
  return {
    get({ list, paper }) {
      const found = get.get(list, paper);
      return found === undefined ? null : toMembershipText(found);
    },
    set({ list, paper }, value) {
      if (value === null) remove.run(list, paper);
      else put.run(list, paper, ...(JSON.parse(value) as [number, string, string])); // written by toMembershipText
    },
  };
}

function readMark(db: Database): Accessor {
  const get = db.prepare<[string], string | null>("SELECT read_at FROM marks WHERE paper = ?").pluck();
  const put = db.prepare(
    "INSERT INTO marks (paper, read_at, note) VALUES (?, ?, '') ON CONFLICT (paper) DO UPDATE SET read_at = excluded.read_at",
  );
  const dropEmpty = emptyMarks(db);
  return {
    get: ({ paper }) => get.get(paper) ?? null,
    set({ paper }, value) {
      put.run(paper, value);
      dropEmpty(paper);
    },
  };
}

function paperNote(db: Database): Accessor {
  const get = db.prepare<[string], string>("SELECT note FROM marks WHERE paper = ? AND note <> ''").pluck();
  const put = db.prepare(
    "INSERT INTO marks (paper, note) VALUES (?, ?) ON CONFLICT (paper) DO UPDATE SET note = excluded.note",
  );
  const dropEmpty = emptyMarks(db);
  return {
    get: ({ paper }) => get.get(paper) ?? null,
    set({ paper }, value) {
      put.run(paper, value ?? "");
      dropEmpty(paper);
    },
  };
}

function emptyMarks(db: Database): (paper: string) => void {
  const drop = db.prepare("DELETE FROM marks WHERE paper = ? AND read_at IS NULL AND note = ''");
  return (paper) => void drop.run(paper);
}

function textOrNull(value: string | number | undefined): string | null {
  return value === undefined ? null : String(value);
}

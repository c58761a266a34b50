import type { Database } from "better-sqlite3";
import { AppError } from "../core/index.ts";
import { type Cell, type CellTable, cellInWords } from "./cells.ts";
import { nameKey, quoted } from "./text.ts";

/** So many changes can be taken back. */
export const KEPT_CHANGES = 200;
/** Deleted lists and places that nobody can go back to are cleared away with every so many changes. */
const CLEAR_EVERY = 20;
/** The token of a change that changed nothing. */
export const NOTHING = "0";

/** Sets a cell as part of a change. */
export type SetCell = (cell: Cell, value: string | null) => void;

interface Entry {
  readonly change: number;
  readonly what: string;
  readonly at: string;
  readonly is_undone: number;
}

interface Recorded {
  /** Token that takes the change back. */
  readonly undo: string;
  /** False where nothing was set to another value than it had. */
  readonly isChange: boolean;
  /** True when places may have been left that nobody can go back to. */
  readonly mayLeavePlaces: boolean;
}

interface CellRow extends Cell {
  readonly before: string | null;
  readonly after: string | null;
}

export type Journal = ReturnType<typeof journal>;

/** What was changed, so that it can be taken back. A change is taken back cell by cell, and only when each cell still is
 *  as the change left it. All of it happens inside a transaction of the caller. */
export function journal(db: Database, cells: CellTable) {
  const add = db.prepare("INSERT INTO changes (what, at, is_undone) VALUES (?, ?, 0)");
  const addCell = db.prepare(
    "INSERT INTO cells (change, kind, list, paper, before, after) VALUES (@change, @kind, @list, @paper, @before, @after)",
  );
  const entryOf = db.prepare<[number], Entry>("SELECT * FROM changes WHERE change = ?");
  const latest = db.prepare<[], Entry>("SELECT * FROM changes WHERE is_undone = 0 ORDER BY change DESC LIMIT 1");
  const cellsOf = db.prepare<[number], CellRow>("SELECT kind, list, paper, before, after FROM cells WHERE change = ?");
  const markUndone = db.prepare("UPDATE changes SET is_undone = 1 WHERE change = ?");
  const dropCells = db.prepare("DELETE FROM cells WHERE change = ?");
  const dropOldCells = db.prepare("DELETE FROM cells WHERE change <= ?");
  const dropOldChanges = db.prepare("DELETE FROM changes WHERE change <= ?");
  const dropLists = db.prepare(
    "DELETE FROM lists WHERE is_deleted = 1 AND list NOT IN (SELECT list FROM cells WHERE kind = 'list')",
  );
  const dropSearches = db.prepare(
    "DELETE FROM searches WHERE is_deleted = 1 AND 's' || search NOT IN (SELECT paper FROM cells WHERE kind = 'search')",
  );
  const dropMembers = db.prepare("DELETE FROM members WHERE list NOT IN (SELECT list FROM lists)");
  const nameOf = db.prepare<[number], string>("SELECT name FROM lists WHERE list = ?").pluck();
  const isThere = db.prepare<[number], number>("SELECT 1 FROM lists WHERE list = ? AND is_deleted = 0").pluck();
  const namesakes = db.prepare<[number], { list: number; name: string }>(
    "SELECT list, name FROM lists WHERE is_deleted = 0 AND list <> ?",
  );
  const searchNameOf = db.prepare<[string], string>("SELECT name FROM searches WHERE 's' || search = ?").pluck();
  const searchesBeside = db.prepare<[string], { name: string }>(
    "SELECT name FROM searches WHERE is_deleted = 0 AND 's' || search <> ?",
  );
  const touch = db.prepare("UPDATE lists SET updated_at = ? WHERE list = ?");

  /** Drops what can no longer be taken back; true where deleted lists went for good. */
  function dropOld(change: number): boolean {
    const last = change - KEPT_CHANGES;
    dropOldCells.run(last);
    dropOldChanges.run(last);
    if (change % CLEAR_EVERY !== 0) return false;
    dropLists.run();
    dropSearches.run();
    dropMembers.run();
    return true;
  }

  /** Throws where something else has happened to a cell since. */
  function requireUntouched({ after, before, ...cell }: CellRow): void {
    const isSearch = cell.kind.startsWith("search");
    const words = cellInWords(cell, (isSearch ? searchNameOf.get(cell.paper) : nameOf.get(cell.list)) ?? "");
    if (cell.kind !== "list" && cell.list > 0 && isThere.get(cell.list) === undefined) {
      throw new AppError("conflict", `Cannot take this back: ${words} is gone, since the list has been deleted.`);
    }
    if (cells.get(cell) !== after) {
      throw new AppError("conflict", `Cannot take this back: ${words} has been changed again since.`);
    }
    const name = nameGivenBack(cell, before);
    if (name === null || name === undefined) return;
    const others = isSearch ? searchesBeside.all(cell.paper) : namesakes.all(cell.list);
    const taken = others.find((other) => nameKey(other.name) === nameKey(name));
    if (taken === undefined) return;
    const kind = isSearch ? "saved search" : "list";
    throw new AppError("conflict", `Cannot take this back: there is another ${kind} ${quoted(taken.name)} by now.`);
  }

  /** The name that a list or saved search has again when the cell is as before. */
  function nameGivenBack({ kind, list, paper }: Cell, before: string | null): string | null | undefined {
    if (kind === "name" || kind === "search-name") return before;
    if (before === null) return null;
    return kind === "list" ? nameOf.get(list) : kind === "search" ? searchNameOf.get(paper) : null;
  }

  return {
    /** Runs `work`, and keeps what it set under a token. */
    record(what: string, at: string, work: (set: SetCell) => void): Recorded {
      const touched = new Map<string, CellRow>();
      work((cell, value) => {
        const before = cells.get(cell);
        if (before === value) return;
        cells.set(cell, value);
        const key = `${cell.kind} ${cell.list} ${cell.paper}`;
        // What a whole list or search reads as is known only now
        const after = cell.kind === "list" || cell.kind === "search" ? cells.get(cell) : value;
        const earlier = touched.get(key);
        touched.set(key, { ...cell, before: earlier === undefined ? before : earlier.before, after });
      });
      if (touched.size === 0) return { undo: NOTHING, isChange: false, mayLeavePlaces: false };
      const change = Number(add.run(what, at).lastInsertRowid);
      for (const row of touched.values()) addCell.run({ ...row, change });
      for (const list of listsIn(touched.values())) touch.run(at, list);
      return { undo: tokenOf(change, at), isChange: true, mayLeavePlaces: dropOld(change) };
    },
    /** Takes a change back and returns what it was, in words. Throws AppError "not-found" for a token that is none or too
     *  old, "conflict" when the same things were changed since, or taken back already. */
    undo(token: string, at: string): string {
      const entry = entryOf.get(Number.parseInt(token, 10));
      if (entry === undefined || tokenOf(entry.change, entry.at) !== token) throw notKept();
      const { change, what } = entry;
      if (entry.is_undone === 1) throw new AppError("conflict", `This has been taken back already: ${what}.`);
      const touched = cellsOf.all(change);
      for (const row of touched) requireUntouched(row);
      for (const { before, ...cell } of touched) cells.set(cell, before);
      for (const list of listsIn(touched)) touch.run(at, list);
      markUndone.run(change);
      dropCells.run(change);
      return what;
    },
    /** Token of the latest change that has not been taken back. */
    latest(): string | undefined {
      const entry = latest.get();
      return entry === undefined ? undefined : tokenOf(entry.change, entry.at);
    },
  };
}

/** What is said where nothing can be taken back. */
export function notKept(): AppError {
  return new AppError("not-found", `There is no such change: the last ${KEPT_CHANGES} can be taken back.`);
}

/** With its time, so that it means nothing in another file. */
function tokenOf(change: number, at: string): string {
  return `${change}-${Date.parse(at).toString(36)}`;
}

/** Lists whose fields or papers are among the cells; a list that only moves stays as it is. */
function listsIn(rows: Iterable<CellRow>): Set<number> {
  const lists = new Set<number>();
  for (const { kind, list } of rows) if (list > 0 && kind !== "place") lists.add(list);
  return lists;
}

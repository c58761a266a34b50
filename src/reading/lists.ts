import type { Database } from "better-sqlite3";
import { AppError, counted } from "../core/index.ts";
import { cellOf, listNumber } from "./cells.ts";
import type { SetCell } from "./journal.ts";
import type { MemberTable, NamedPaper } from "./members.ts";
import { ORDER_OF_LISTS, type PlaceTable } from "./places.ts";
import { checkedName, nameKey, quoted, safeText } from "./text.ts";

/** A list as it is kept, without its papers. */
export interface StoredList {
  /** l1, l2, …: never given out twice. */
  readonly id: string;
  readonly name: string;
  readonly color: string;
  readonly note: string;
  readonly count: number;
  /** Papers in it that are not marked as read. */
  readonly unread: number;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface NewStoredList {
  readonly name: string;
  readonly color: string;
  readonly note: string;
  readonly papers: readonly NamedPaper[];
}

export interface StoredListEdit {
  readonly name?: string | undefined;
  readonly color?: string | undefined;
  readonly note?: string | undefined;
  /** The note that the change starts from. */
  readonly noteWas?: string | undefined;
  /** Id of the list that it goes before; null, or one that is not there: to the end. */
  readonly before?: string | null | undefined;
}

/** So many lists there are, at most. */
const MAX_LISTS = 1_000;

export type ListTable = ReturnType<typeof listTable>;

/** Lists, without what is in them. All writing happens inside a transaction of the caller, through `set` where it is to be
 *  taken back. */
export function listTable(db: Database, places: PlaceTable, members: MemberTable) {
  const all = db.prepare<[], StoredList>(
    `SELECT 'l' || l.list AS id, name, color, note, created_at AS createdAt, updated_at AS updatedAt,
       (SELECT count(*) FROM members m WHERE m.list = l.list) AS count,
       (SELECT count(*) FROM members m LEFT JOIN marks USING (paper) WHERE m.list = l.list AND read_at IS NULL) AS unread
     FROM lists l JOIN places p USING (place) WHERE is_deleted = 0 ORDER BY position`,
  );
  const placeOfList = db.prepare<[number], number>("SELECT place FROM lists WHERE list = ? AND is_deleted = 0").pluck();
  const insert = db.prepare(
    `INSERT INTO lists (name, color, note, place, created_at, updated_at, is_deleted)
     VALUES (@name, @color, @note, @place, @at, @at, 1)`,
  );

  const find = (id: string): StoredList | undefined => all.all().find((list) => list.id === id);

  function requireFreeName(name: string, own: string): void {
    const taken = all.all().find((list) => list.id !== own && nameKey(list.name) === nameKey(name));
    if (taken === undefined) return;
    throw new AppError("bad-request", `There is a list ${quoted(taken.name)} already: expected another name.`);
  }

  /** Moves the list before another one, unless it stands there. */
  function move(set: SetCell, id: string, before: string | null): void {
    const order = all.all().map((list) => list.id);
    const others = order.filter((each) => each !== id);
    const anchor = before === id ? order[order.indexOf(id) + 1] : others.find((each) => each === before);
    const at = anchor === undefined ? others.length : others.indexOf(anchor);
    if (order.indexOf(id) === at) return;
    const [place] = places.add(
      ORDER_OF_LISTS,
      1,
      anchor === undefined ? undefined : placeOfList.get(listNumber(anchor)),
    );
    set(cellOf("place", id), String(place));
  }

  return {
    /** In the order that the reader gave them. */
    all: (): StoredList[] => all.all(),
    find,
    /** Makes a list and returns its id. Throws AppError("bad-request") for a name that is empty or taken. */
    create(set: SetCell, list: NewStoredList, at: string): string {
      const name = checkedName(list.name);
      requireFreeName(name, "");
      if (all.all().length >= MAX_LISTS) {
        throw new AppError("bad-request", `There are ${counted(MAX_LISTS, "list")}: expected no more.`);
      }
      const [place] = places.add(ORDER_OF_LISTS, 1, undefined);
      const fields = { name, color: list.color, note: safeText(list.note), place, at };
      const id = `l${insert.run(fields).lastInsertRowid}`;
      members.fill({ id, name }, list.papers, at);
      set(cellOf("list", id), "there"); // until now it was hidden
      return id;
    },
    /** Throws AppError "bad-request" for a name that is empty or taken, "conflict" where the note is another by now. */
    edit(set: SetCell, { id, ...list }: StoredList, edit: StoredListEdit): void {
      const { color, before } = edit;
      if (edit.name !== undefined) {
        const name = checkedName(edit.name);
        requireFreeName(name, id);
        set(cellOf("name", id), name);
      }
      if (color !== undefined) set(cellOf("color", id), color);
      const note = edit.note === undefined ? undefined : safeText(edit.note);
      requireNote(`The note of the list ${quoted(list.name)}`, list.note, note, edit.noteWas);
      if (note !== undefined) set(cellOf("note", id), note);
      if (before !== undefined) move(set, id, before);
    },
    delete(set: SetCell, id: string): void {
      set(cellOf("list", id), null);
    },
  };
}

/** Throws AppError("conflict") where a change starts from another note than there is, and would not leave it as it is. */
export function requireNote(what: string, note: string, next: string | undefined, was: string | undefined): void {
  if (was === undefined || note === safeText(was) || note === next) return;
  throw new AppError("conflict", `${what} has been changed elsewhere in the meantime: nothing was saved.`);
}

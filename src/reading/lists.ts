import type { Database } from "better-sqlite3";
import { AppError, counted } from "../core/index.ts";
import { type Cell, type CellKind, toMembershipText } from "./cells.ts";
import type { SetCell } from "./journal.ts";
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

/** A paper in a list. */
export interface StoredMember {
  readonly id: string;
  readonly title: string;
  readonly addedAt: string;
}

export interface NewStoredList {
  readonly name: string;
  readonly color: string;
  readonly note: string;
  readonly papers: readonly { readonly id: string; readonly title: string }[];
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

export interface MembersEdit {
  readonly add: readonly { readonly id: string; readonly title: string }[];
  readonly remove: readonly string[];
  /** Paper that the added ones go before; null, or one that is not in the list: to the end. Where it is not given, new
   *  ones go to the end and others stay. */
  readonly before?: string | null | undefined;
}

/** So many papers a list takes, and so many lists there are, at most. */
export const MAX_MEMBERS = 10_000;
export const MAX_LISTS = 1_000;

export type ListTable = ReturnType<typeof listTable>;

/** Lists and the papers in them. All writing happens inside a transaction of the caller, through `set` where it is to be
 *  taken back. */
export function listTable(db: Database, places: PlaceTable) {
  const all = db.prepare<[], StoredList>(
    `SELECT 'l' || l.list AS id, name, color, note, created_at AS createdAt, updated_at AS updatedAt,
       (SELECT count(*) FROM members m WHERE m.list = l.list) AS count,
       (SELECT count(*) FROM members m LEFT JOIN marks USING (paper) WHERE m.list = l.list AND read_at IS NULL) AS unread
     FROM lists l JOIN places p USING (place) WHERE is_deleted = 0 ORDER BY position`,
  );
  const members = db.prepare<[number], StoredMember>(
    "SELECT paper AS id, title, added_at AS addedAt FROM members m JOIN places p USING (place) WHERE m.list = ? ORDER BY position",
  );
  const placeOf = db
    .prepare<[number, string], number>("SELECT place FROM members WHERE list = ? AND paper = ?")
    .pluck();
  const placeOfList = db.prepare<[number], number>("SELECT place FROM lists WHERE list = ? AND is_deleted = 0").pluck();
  const insert = db.prepare(
    `INSERT INTO lists (name, color, note, place, created_at, updated_at, is_deleted)
     VALUES (@name, @color, @note, @place, @at, @at, 1)`,
  );
  const insertMember = db.prepare("INSERT INTO members (list, paper, title, added_at, place) VALUES (?, ?, ?, ?, ?)");

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
    const [place] = places.add(ORDER_OF_LISTS, 1, anchor === undefined ? undefined : placeOfList.get(numberOf(anchor)));
    set(cellOf("place", id), String(place));
  }

  return {
    /** In the order that the reader gave them. */
    all: (): StoredList[] => all.all(),
    find,
    /** In the order that the reader gave them. */
    members: (id: string): StoredMember[] => members.all(numberOf(id)),
    /** Makes a list and returns its id. Throws AppError("bad-request") for a name that is empty or taken. */
    create(set: SetCell, list: NewStoredList, at: string): string {
      const name = checkedName(list.name);
      requireFreeName(name, "");
      if (all.all().length >= MAX_LISTS) {
        throw new AppError("bad-request", `There are ${counted(MAX_LISTS, "list")}: expected no more.`);
      }
      const papers = new Map(list.papers.map((paper) => [paper.id, paper]));
      requireRoom(name, papers.size);
      const [place] = places.add(ORDER_OF_LISTS, 1, undefined);
      const fields = { name, color: list.color, note: safeText(list.note), place, at };
      const number = Number(insert.run(fields).lastInsertRowid);
      const free = places.add(number, papers.size, undefined);
      for (const [i, { id, title }] of [...papers.values()].entries()) {
        insertMember.run(number, id, safeText(title), at, free[i]);
      }
      set(cellOf("list", `l${number}`), "there"); // until now it was hidden
      return `l${number}`;
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
    /** Throws AppError("bad-request") where the list would get too long. */
    editMembers(set: SetCell, { id, name }: StoredList, { add, remove, before }: MembersEdit, at: string): void {
      const list = numberOf(id);
      const present = members.all(list);
      const removed = new Set(remove);
      const rest = present.filter((paper) => !removed.has(paper.id));
      const known = new Map(rest.map((paper) => [paper.id, paper]));
      const wanted = new Map(add.map((paper) => [paper.id, paper]));
      const placed = [...wanted.values()].filter((paper) => before !== undefined || !known.has(paper.id));
      const fresh = placed.filter((paper) => !known.has(paper.id)).length;
      if (fresh > 0) requireRoom(name, rest.length + fresh);
      for (const paper of removed) set(cellOf("member", id, paper), null);

      const moved = new Set(placed.map((paper) => paper.id));
      const anchor = anchorAmong(rest, moved, before ?? null);
      if (fresh === 0 && standBefore(rest, placed, anchor)) return;
      const free = places.add(list, placed.length, anchor === undefined ? undefined : placeOf.get(list, anchor));
      for (const [i, paper] of placed.entries()) {
        const { title, addedAt } = known.get(paper.id) ?? { title: safeText(paper.title), addedAt: at };
        set(cellOf("member", id, paper.id), toMembershipText({ place: free[i] ?? 0, title, addedAt }));
      }
    },
  };
}

/** Throws AppError("conflict") where a change starts from another note than there is, and would not leave it as it is. */
export function requireNote(what: string, note: string, next: string | undefined, was: string | undefined): void {
  if (was === undefined || note === safeText(was) || note === next) return;
  throw new AppError("conflict", `${what} has been changed elsewhere in the meantime: nothing was saved.`);
}

/** The first paper from `before` on that stays where it is; undefined for the end. */
function anchorAmong(
  papers: readonly StoredMember[],
  moved: ReadonlySet<string>,
  before: string | null,
): string | undefined {
  const from = papers.findIndex(({ id }) => id === before);
  return from < 0 ? undefined : papers.slice(from).find(({ id }) => !moved.has(id))?.id;
}

/** Whether these papers stand right before the anchor already, in this order. */
function standBefore(
  papers: readonly StoredMember[],
  placed: readonly { readonly id: string }[],
  anchor: string | undefined,
): boolean {
  const end = anchor === undefined ? papers.length : papers.findIndex(({ id }) => id === anchor);
  const start = end - placed.length;
  return start >= 0 && placed.every(({ id }, i) => papers[start + i]?.id === id);
}

function requireRoom(name: string, count: number): void {
  if (count <= MAX_MEMBERS) return;
  throw new AppError(
    "bad-request",
    `The list ${quoted(name)} would have ${counted(count, "paper")}: expected at most ${MAX_MEMBERS.toLocaleString("en-US")}.`,
  );
}

function cellOf(kind: CellKind, id: string, paper = ""): Cell {
  return { kind, list: numberOf(id), paper };
}

/** 0 for a text that is no id. */
function numberOf(id: string): number {
  return /^l[1-9]\d{0,14}$/.test(id) ? Number(id.slice(1)) : 0;
}

import type { Database } from "better-sqlite3";
import { AppError, counted } from "../core/index.ts";
import { cellOf, listNumber, toMembershipText } from "./cells.ts";
import type { SetCell } from "./journal.ts";
import type { PlaceTable } from "./places.ts";
import { quoted, safeText } from "./text.ts";

/** A paper as it is named in a list. */
export interface NamedPaper {
  readonly id: string;
  readonly title: string;
}

/** A paper in a list. */
export interface StoredMember extends NamedPaper {
  readonly addedAt: string;
}

export interface MembersEdit {
  readonly add: readonly NamedPaper[];
  readonly remove: readonly string[];
  /** Paper that the added ones go before; null, or one that is not in the list: to the end. Where it is not given, new
   *  ones go to the end and others stay. */
  readonly before?: string | null | undefined;
}

/** So many papers a list takes. */
export const MAX_MEMBERS = 10_000;

export type MemberTable = ReturnType<typeof memberTable>;

/** The papers in lists. All writing happens inside a transaction of the caller, through `set` where it is to be taken
 *  back. */
export function memberTable(db: Database, places: PlaceTable) {
  const members = db.prepare<[number], StoredMember>(
    "SELECT paper AS id, title, added_at AS addedAt FROM members m JOIN places p USING (place) WHERE m.list = ? ORDER BY position",
  );
  const placeOf = db
    .prepare<[number, string], number>("SELECT place FROM members WHERE list = ? AND paper = ?")
    .pluck();
  const insert = db.prepare("INSERT INTO members (list, paper, title, added_at, place) VALUES (?, ?, ?, ?, ?)");

  return {
    /** In the order that the reader gave them. */
    of: (id: string): StoredMember[] => members.all(listNumber(id)),
    /** Fills a new list. Throws as `edit`. */
    fill({ id, name }: { id: string; name: string }, papers: readonly NamedPaper[], at: string): void {
      const list = listNumber(id);
      const wanted = new Map(papers.map((paper) => [paper.id, paper]));
      requireRoom(name, wanted.size);
      const free = places.add(list, wanted.size, undefined);
      for (const [i, paper] of [...wanted.values()].entries()) {
        insert.run(list, paper.id, safeText(paper.title), at, free[i]);
      }
    },
    /** Throws AppError("bad-request") where the list would get too long. */
    edit(
      set: SetCell,
      { id, name }: { id: string; name: string },
      { add, remove, before }: MembersEdit,
      at: string,
    ): void {
      const list = listNumber(id);
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

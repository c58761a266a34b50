import type { Database } from "better-sqlite3";
import { listNumber } from "./cells.ts";
import type { SetCell } from "./journal.ts";
import { requireNote } from "./lists.ts";
import type { Opinion } from "./opinions.ts";
import { quoted, safeText } from "./text.ts";

/** What a reader did with a paper. */
export interface StoredMark {
  readonly id: string;
  /** When it was marked as read; absent where it is not. */
  readonly readAt?: string;
  readonly note: string;
  /** Absent where the reader has given none. */
  readonly opinion?: Opinion;
  /** Ids of the lists that it is in. */
  readonly lists: readonly string[];
}

/** The same of one among many. */
export interface BriefMark {
  readonly id: string;
  readonly read: boolean;
  readonly hasNote: boolean;
  readonly opinion?: Opinion;
  readonly lists: readonly string[];
}

export interface StoredMarkEdit {
  readonly read?: boolean | undefined;
  readonly note?: string | undefined;
  /** The note that the change starts from. */
  readonly noteWas?: string | undefined;
}

export type MarkTable = ReturnType<typeof markTable>;

/** Marks of papers: read, and notes. All writing happens inside a transaction of the caller. */
export function markTable(db: Database) {
  const one = db.prepare<[string], { readAt: string | null; note: string }>(
    "SELECT read_at AS readAt, note FROM marks WHERE paper = ?",
  );
  const opinionOf = db.prepare<[string], Opinion>("SELECT opinion FROM opinions WHERE paper = ?").pluck();
  const opinions = db.prepare<[], { id: string; opinion: Opinion }>("SELECT paper AS id, opinion FROM opinions");
  const listsOf = db
    .prepare<[string], string>(
      `SELECT 'l' || l.list FROM members m JOIN lists l USING (list) JOIN places p ON p.place = l.place
       WHERE paper = ? AND is_deleted = 0 ORDER BY position`,
    )
    .pluck();
  const marked = db.prepare<[], { id: string; read: number; hasNote: number }>(
    "SELECT paper AS id, read_at IS NOT NULL AS read, note <> '' AS hasNote FROM marks",
  );
  const memberships = db.prepare<[], { id: string; list: string }>(
    `SELECT paper AS id, 'l' || l.list AS list FROM members m JOIN lists l USING (list) JOIN places p ON p.place = l.place
     WHERE is_deleted = 0 ORDER BY position`,
  );
  const notesIn = db.prepare<[number], { paper: string; note: string }>(
    "SELECT paper, note FROM members JOIN marks USING (paper) WHERE list = ? AND note <> ''",
  );
  const read = db.prepare<[], string>("SELECT paper FROM marks WHERE read_at IS NOT NULL").pluck();
  const papers = db
    .prepare<[], string>("SELECT paper FROM marks UNION SELECT paper FROM members UNION SELECT paper FROM opinions")
    .pluck();
  const latest = db
    .prepare<[number], string>(
      `SELECT paper FROM (
         SELECT paper, added_at AS at FROM members JOIN lists USING (list) WHERE is_deleted = 0
         UNION ALL SELECT paper, read_at FROM marks WHERE read_at IS NOT NULL)
       GROUP BY paper ORDER BY max(at) DESC, paper LIMIT ?`,
    )
    .pluck();

  return {
    one(id: string): StoredMark {
      const { readAt = null, note = "" } = one.get(id) ?? {};
      const opinion = opinionOf.get(id);
      const given = { ...(readAt === null ? {} : { readAt }), ...(opinion === undefined ? {} : { opinion }) };
      return { id, ...given, note, lists: listsOf.all(id) };
    },
    /** Of every paper that is read, has a note, or is in a list. */
    all(): BriefMark[] {
      const marks = new Map<string, BriefMark & { lists: string[]; opinion?: Opinion }>();
      for (const { id, read, hasNote } of marked.all()) {
        marks.set(id, { id, read: read === 1, hasNote: hasNote === 1, lists: [] });
      }
      for (const { id, list } of memberships.all()) {
        const mark = marks.get(id) ?? { id, read: false, hasNote: false, lists: [] };
        mark.lists.push(list);
        marks.set(id, mark);
      }
      for (const { id, opinion } of opinions.all()) {
        marks.set(id, { ...(marks.get(id) ?? { id, read: false, hasNote: false, lists: [] }), opinion });
      }
      return [...marks.values()];
    },
    /** Notes on papers of a list, by the ids of these. */
    notesIn: (list: string): Map<string, string> =>
      new Map(notesIn.all(listNumber(list)).map(({ paper, note }) => [paper, note])),
    /** Ids of the papers that are read. */
    read: (): string[] => read.all(),
    /** Ids of all papers that are named anywhere. */
    papers: (): string[] => papers.all(),
    /** Ids of papers that are in a list or read, the latest added or read first. */
    latest: (count: number): string[] => latest.all(count),
    /** Throws AppError("conflict") where the note is another by now. */
    edit(set: SetCell, { id, title }: { id: string; title: string }, edit: StoredMarkEdit, at: string): void {
      const mark = one.get(id);
      const note = edit.note === undefined ? undefined : safeText(edit.note);
      requireNote(`The note on ${quoted(title)}`, mark?.note ?? "", note, edit.noteWas);
      if (note !== undefined) set({ kind: "paper-note", list: 0, paper: id }, note === "" ? null : note);
      if (edit.read === undefined) return;
      // Who marks it again has read it when it was marked first
      set({ kind: "read", list: 0, paper: id }, edit.read ? (mark?.readAt ?? at) : null);
    },
  };
}

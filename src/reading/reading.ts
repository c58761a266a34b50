import { AppError } from "../core/index.ts";
import { editInWords, judgedAs, markedAs, markInWords, membersEditInWords } from "./in-words.ts";
import { NOTHING, notKept, type SetCell } from "./journal.ts";
import type { NewStoredList, StoredList, StoredListEdit } from "./lists.ts";
import type { BriefMark, StoredMark, StoredMarkEdit } from "./marks.ts";
import type { MembersEdit, NamedPaper, StoredMember } from "./members.ts";
import type { Opinion, Sign } from "./opinions.ts";
import { ReadingFile, type Tables } from "./reading-file.ts";
import { SearchShelf } from "./search-shelf.ts";
import { quoted } from "./text.ts";

/** What a change gives back. */
export interface Changed {
  /** The revision that it led to; the same as before where it changed nothing. */
  readonly revision: number;
  /** Token that takes it back. */
  readonly undo: string;
}

/** What a reader keeps: lists of papers, what was read, and notes, in a file of its own. Papers are named by the ids that
 *  the caller gives; whether there are such papers is not known here.
 *
 *  Nothing is written before the first change. Methods throw AppError "not-found" for a list that is not there, and
 *  "storage-failed", "wrong-version" or "library-busy" as the file has it. */
export class Reading {
  readonly #file: ReadingFile;
  readonly #clock: () => Date;
  /** The searches that the reader keeps. */
  readonly searches: SearchShelf;

  /** `clock` gives the times of changes. */
  constructor(path: string, clock: () => Date) {
    this.#file = new ReadingFile(path);
    this.#clock = clock;
    this.searches = new SearchShelf(this.#file, clock, (what, work) => this.#change(what, work));
  }

  /** Grows by one with every change, also of other processes; 0 while there is none. */
  revision(): number {
    return this.#file.read(0, ({ revision }) => revision());
  }

  /** Differs whenever anything has been changed, also where an older copy of the file has been put back. */
  stamp(): string {
    return this.#file.read("0", ({ revision, changedAt }) => `${revision()}.${changedAt()}`);
  }

  /** In the order that the reader gave them. */
  lists(): StoredList[] {
    return this.#file.read([], ({ lists }) => lists.all());
  }

  list(id: string): StoredList {
    return this.#file.read(undefined, ({ lists }) => lists.find(id)) ?? noList(id);
  }

  /** The papers of a list, in the order that the reader gave them; none for a list that is not there. */
  members(id: string): StoredMember[] {
    return this.#file.read([], ({ members }) => members.of(id));
  }

  /** Notes on the papers of a list, by the ids of these; none for a list that is not there. */
  notesIn(id: string): ReadonlyMap<string, string> {
    return this.#file.read(new Map(), ({ marks }) => marks.notesIn(id));
  }

  /** Of every paper that is read, has a note, or is in a list. */
  marks(): BriefMark[] {
    return this.#file.read([], ({ marks }) => marks.all());
  }

  mark(id: string): StoredMark {
    return this.#file.read({ id, note: "", lists: [] }, ({ marks }) => marks.one(id));
  }

  /** What the reader thinks of papers, by their ids. */
  opinions(): ReadonlyMap<string, Opinion> {
    return this.#file.read(new Map<string, Opinion>(), ({ opinions }) => opinions.all());
  }

  /** What says what the reader cares for, the latest first. */
  signs(count: number): Sign[] {
    return this.#file.read([], ({ opinions }) => opinions.signs(count));
  }

  /** Ids of the papers that are read. */
  read(): string[] {
    return this.#file.read([], ({ marks }) => marks.read());
  }

  /** Ids of all papers that are read, have a note, or are in a list, also in one whose deletion can be undone. */
  papers(): string[] {
    return this.#file.read([], ({ marks }) => marks.papers());
  }

  /** Ids of papers that are in a list or read, the latest added or read first. */
  latest(count: number): string[] {
    return this.#file.read([], ({ marks }) => marks.latest(count));
  }

  /** Makes a list. Throws AppError("bad-request") for a name that another list has. */
  createList(list: NewStoredList): Changed & { readonly id: string } {
    let id = "";
    const changed = this.#change(`Made the list ${quoted(list.name)}`, (tables, set, at) => {
      id = tables.lists.create(set, list, at);
    });
    return { ...changed, id };
  }

  /** Throws AppError "bad-request" for a name that another list has, "conflict" where `noteWas` is not the note. */
  editList(id: string, edit: StoredListEdit): Changed {
    return this.#change(editInWords(this.list(id), edit), ({ lists }, set) =>
      lists.edit(set, lists.find(id) ?? noList(id), edit),
    );
  }

  deleteList(id: string): Changed {
    return this.#change(`Deleted the list ${quoted(this.list(id).name)}`, ({ lists }, set) =>
      lists.delete(set, (lists.find(id) ?? noList(id)).id),
    );
  }

  /** Takes papers into a list, moves them in it, or takes them out. Papers to be taken out that are not in it do no harm.
   *  Throws AppError("bad-request") where the list would get too long. */
  editMembers(id: string, edit: MembersEdit): Changed {
    const { name } = this.list(id);
    const removed = edit.remove.length === 1 ? this.members(id).filter((paper) => paper.id === edit.remove[0]) : [];
    return this.#change(membersEditInWords(name, edit, removed), ({ lists, members }, set, at) =>
      members.edit(set, lists.find(id) ?? noList(id), edit, at),
    );
  }

  /** Throws AppError("conflict") where `noteWas` is not the note. */
  editMark(paper: NamedPaper, edit: StoredMarkEdit): Changed {
    return this.#change(markInWords(paper, edit), ({ marks }, set, at) => marks.edit(set, paper, edit, at));
  }

  markRead(papers: readonly NamedPaper[], read: boolean): Changed {
    return this.#change(markedAs(papers, read), ({ marks }, set, at) => {
      for (const paper of papers) marks.edit(set, paper, { read }, at);
    });
  }

  /** What the reader thinks of papers; null for nothing. */
  judge(papers: readonly NamedPaper[], opinion: Opinion | null): Changed {
    return this.#change(judgedAs(papers, opinion), ({ opinions }, set, at) => {
      for (const { id } of papers) {
        if ((opinions.one(id) ?? null) === opinion) continue;
        set({ kind: "opinion", list: 0, paper: id }, opinion === null ? null : `${opinion} ${at}`);
      }
    });
  }

  /** Takes a change back, and says what it was. Throws AppError "not-found" for a token that is none or too old,
   *  "conflict" where what it touched has been changed since. */
  undo(token: string): { readonly revision: number; readonly what: string } {
    if (token === NOTHING) return { revision: this.revision(), what: "Nothing had been changed" };
    if (this.revision() === 0) throw notKept(); // and no file is made
    return this.#file.write((tables) => {
      const at = this.#clock().toISOString();
      const what = tables.journal.undo(token, at);
      return { revision: tables.nextRevision(at), what };
    });
  }

  /** Token of the latest change that has not been taken back. */
  latestChange(): string | undefined {
    return this.#file.read(undefined, ({ journal }) => journal.latest());
  }

  /** The words of SQLite's own integrity check: "ok" or what is wrong. */
  integrity(): string {
    return this.#file.read("ok", ({ integrity }) => integrity());
  }

  close(): void {
    this.#file.close();
  }

  #change(what: string, work: (tables: Tables, set: SetCell, at: string) => void): Changed {
    return this.#file.write((tables) => {
      const at = this.#clock().toISOString();
      const { undo, isChange, mayLeavePlaces } = tables.journal.record(what, at, (set) => work(tables, set, at));
      if (mayLeavePlaces) tables.places.clear();
      return { revision: isChange ? tables.nextRevision(at) : tables.revision(), undo };
    });
  }
}

function noList(id: string): never {
  throw new AppError("not-found", `There is no list ${quoted(id)}.`);
}

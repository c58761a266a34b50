import { AppError, clip, counted, type Paper } from "../../core/index.ts";
import { type Changed, Reading, type Sign, type StoredList } from "../../reading/index.ts";
import type { Catalog } from "../../search/index.ts";
import type { Store } from "../../store/index.ts";
import type {
  ListChange,
  ListColor,
  ListEdit,
  ListPapersEdit,
  ListSummary,
  Mark,
  MarkChange,
  MarkEdit,
  NewList,
  Opinion,
  ReadingAnswer,
  ReadingList,
  UndoAnswer,
  Paper as WirePaper,
} from "../../wire/index.ts";
import { COLORS, findList, toSummary } from "./find-list.ts";
import { OwnRows } from "./own-rows.ts";
import { PaperIds } from "./paper-ids.ts";

/** What a reader's own things need of the library. */
export interface ReadingSources {
  /** Path of the file that they are kept in. */
  readonly path: string;
  readonly clock: () => Date;
  readonly store: Store;
  readonly catalog: () => Catalog;
  readonly toWire: (row: number, paper: Paper) => WirePaper;
}

const MOST_NAMED = 3;

/** Where a reader's own things are asked and changed: lists, what was read, notes. Lists are named by id or name, papers
 *  by their ids in any spelling. Throws AppError "not-found" for those that are not there, and "storage-failed",
 *  "wrong-version" or "library-busy" as the file has it. */
export class ReadingDesk {
  readonly #sources: ReadingSources;
  readonly #reading: Reading;
  readonly #ids: PaperIds;
  /** The rows of the library that they stand for. */
  readonly rows: OwnRows;

  constructor(sources: ReadingSources) {
    this.#sources = sources;
    this.#reading = new Reading(sources.path, sources.clock);
    this.#ids = new PaperIds(sources.store, this.#reading);
    const { store, catalog } = sources;
    this.rows = new OwnRows({ store, catalog, reading: this.#reading, ids: this.#ids });
  }

  /** Grows with every change. */
  get revision(): number {
    return this.#reading.revision();
  }

  /** The file itself, for what is kept in it beside lists and marks. */
  get file(): Reading {
    return this.#reading;
  }

  /** Changes whenever an answer that shows something of the reader's own may change. */
  stamp(): string {
    return this.#reading.stamp();
  }

  /** Everything that papers are marked with. */
  all(): Omit<ReadingAnswer, "writable"> {
    const { revision } = this; // first, so that what comes after is at least as new
    const marks = this.#reading.marks();
    this.#ids.papers(marks.map(({ id }) => id)); // all at once is quicker
    return {
      revision,
      lists: this.lists(),
      marks: marks.map((mark) => ({ ...mark, id: this.#ids.shown(mark.id), lists: [...mark.lists] })),
    };
  }

  lists(): ListSummary[] {
    return this.#reading.lists().map(toSummary);
  }

  list(name: string): ReadingList {
    const { store, toWire } = this.#sources;
    const list = this.#find(name);
    const members = this.#reading.members(list.id);
    const notes = this.#reading.notesIn(list.id);
    const known = this.#ids.papers(members.map(({ id }) => id));
    const shown = new Set<number>();
    const papers = store.snapshot(() =>
      members.flatMap((stored, i) => {
        const note = notes.get(stored.id);
        const member = note === undefined ? stored : { ...stored, note };
        const { row = -1 } = known[i] ?? {};
        const paper = store.papers.paper(row);
        if (paper === undefined) return member;
        if (shown.has(row)) return []; // two of its papers have been merged into one
        shown.add(row);
        return { ...member, ...headingOf(paper), paper: toWire(row, paper) };
      }),
    );
    return { ...toSummary(list), papers };
  }

  /** Throws AppError("bad-request") for a name that another list has. */
  create({ name, color = this.#freeColor(), note = "", papers = [] }: NewList): ListChange & { list: ListSummary } {
    const changed = this.#reading.createList({ name, color, note, papers: this.#papers(papers, []) });
    return { ...this.#listChange(changed), list: toSummary(this.#reading.list(changed.id)) };
  }

  /** Throws AppError "bad-request" for a name that another list has, "conflict" where `noteWas` is not the note. */
  edit(name: string, edit: ListEdit): ListChange {
    const { id } = this.#find(name);
    return this.#listChange(this.#reading.editList(id, edit), id);
  }

  delete(name: string): ListChange {
    return this.#listChange(this.#reading.deleteList(this.#find(name).id));
  }

  /** Takes papers into a list, moves them in it, or takes them out. Throws AppError "not-found" for papers to be added
   *  that the library has not, "bad-request" where the list would get too long. */
  editPapers(name: string, { add = [], remove = [], before }: ListPapersEdit): ListChange {
    const { id } = this.#find(name);
    const members = this.#reading.members(id).map((paper) => paper.id); // those that are gone can be moved
    const stored = (given: string) => this.#ids.named([given]).papers[0]?.id ?? given;
    const changed = this.#reading.editMembers(id, {
      add: this.#papers(add, members),
      remove: this.#ids.named(remove).papers.map((paper) => paper.id),
      before: typeof before === "string" ? stored(before) : before,
    });
    return this.#listChange(changed, id);
  }

  /** The lists that hold both papers, in their order. */
  listsWith(a: string, b: string): { id: string; name: string }[] {
    const holding = new Set(this.mark(a).lists);
    const both = new Set(this.mark(b).lists.filter((id) => holding.has(id)));
    return this.lists()
      .filter(({ id }) => both.has(id))
      .map(({ id, name }) => ({ id, name }));
  }

  /** The lists that a paper is in. */
  listsOf(paper: string): { id: string; name: string }[] {
    const { lists } = this.mark(paper);
    return this.lists().flatMap(({ id, name }) => (lists.includes(id) ? [{ id, name }] : []));
  }

  mark(paper: string): Mark {
    const [named] = this.#papers([paper]);
    return this.#mark(named?.id ?? paper);
  }

  /** Throws AppError("conflict") where `noteWas` is not the note. */
  editMark(paper: string, edit: MarkEdit): MarkChange {
    const [named = { id: paper, title: paper }] = this.#papers([paper]);
    const changed = this.#reading.editMark(named, edit);
    return { ...changed, marks: [this.#mark(named.id)] };
  }

  markRead(papers: readonly string[], read: boolean): MarkChange {
    const named = this.#papers(papers);
    const changed = this.#reading.markRead(named, read);
    return { ...changed, marks: [...new Set(named.map(({ id }) => id))].map((id) => this.#mark(id)) };
  }

  /** What says what the reader cares for, the latest first, as far as the library has the papers. */
  signs(count: number): { readonly row: number; readonly at: string; readonly kind: Sign["kind"] }[] {
    const signs = this.#reading.signs(count);
    const papers = this.#ids.papers(signs.map(({ paper }) => paper));
    return signs.flatMap(({ at, kind }, i) => {
      const row = papers[i]?.row;
      return row === undefined ? [] : [{ row, at, kind }];
    });
  }

  /** Rows of the papers that the reader has no interest in. */
  disliked(): number[] {
    const disliked = [...this.#reading.opinions()].flatMap(([id, opinion]) => (opinion === "disliked" ? [id] : []));
    return this.#ids.papers(disliked).flatMap((paper) => paper?.row ?? []);
  }

  /** A list with the rows of its papers and when they came into it, as far as the library has them. */
  dated(name: string) {
    const list = this.#find(name);
    const stored = this.#reading.members(list.id);
    const papers = this.#ids.papers(stored.map(({ id }) => id));
    const members = stored.flatMap(({ addedAt }, i) => {
      const row = papers[i]?.row;
      return row === undefined ? [] : [{ row, at: addedAt }];
    });
    return { list: toSummary(list), members };
  }

  /** What the reader thinks of papers; null for nothing. */
  judge(papers: readonly string[], opinion: Opinion | null): MarkChange {
    const named = this.#papers(papers);
    const changed = this.#reading.judge(named, opinion);
    return { ...changed, marks: [...new Set(named.map(({ id }) => id))].map((id) => this.#mark(id)) };
  }

  /** Takes a change back. Throws AppError "not-found" for a token that is none or too old, "conflict" where what it
   *  touched has been changed since. */
  undo(token: string): UndoAnswer {
    return this.#reading.undo(token);
  }

  /** Takes the latest change back that has not been. Throws as `undo`. */
  undoLatest(): UndoAnswer {
    const token = this.#reading.latestChange();
    if (token === undefined) throw new AppError("not-found", "There is no change that could be taken back.");
    return this.undo(token);
  }

  close(): void {
    this.#reading.close();
  }

  #find(name: string): StoredList {
    return findList(this.#reading, name);
  }

  /** Papers by the ids that they are stored under; of those that the library has no longer only the `kept` ones. */
  #papers(given: readonly string[], kept?: readonly string[]) {
    const { papers, unknown } = this.#ids.named(given, kept);
    if (unknown.length === 0) return papers;
    const named = unknown.slice(0, MOST_NAMED).map((id) => JSON.stringify(clip(id, 100)));
    const more = unknown.length > MOST_NAMED ? ` nor ${counted(unknown.length - MOST_NAMED, "other")}` : "";
    throw new AppError("not-found", `There is no paper ${named.join(" nor ")}${more} in this library.`);
  }

  #mark(stored: string): Mark {
    const { readAt, note, opinion, lists } = this.#reading.mark(stored);
    const read = readAt === undefined ? { read: false } : { read: true, readAt };
    return {
      id: this.#ids.shown(stored),
      ...read,
      note,
      ...(opinion === undefined ? {} : { opinion }),
      lists: [...lists],
    };
  }

  #listChange({ revision, undo }: Changed, id?: string): ListChange {
    return { revision, undo, ...(id === undefined ? {} : { list: toSummary(this.#reading.list(id)) }) };
  }

  /** The first of the colours that the fewest lists have. */
  #freeColor(): ListColor {
    const taken = this.#reading.lists().map(({ color }) => color);
    const uses = COLORS.map((color) => taken.filter((other) => other === color).length);
    return COLORS[uses.indexOf(Math.min(...uses))] ?? "gray";
  }
}

function headingOf({ id, title }: Paper): { id: string; title: string } {
  return { id, title };
}

import type { ListColor, ReadingAnswer, ReadingList } from "../../../src/wire/index.ts";
import { type Change, type ChangeAnswer, makeUpId, type NoteSubject, sayChange } from "./changes.ts";
import { type Conflict, type Conflicts, conflictOf, eachConflict, withConflict } from "./conflicts.ts";
import type { StoreDoors } from "./doors.ts";
import { Loader } from "./loader.ts";
import { OpenLists } from "./open-lists.ts";
import { Outbox, type SendError, type Waiting } from "./outbox.ts";
import { sendAgain } from "./send-again.ts";
import { type ReadingState, stateOf, withChange, withMarks } from "./state.ts";
import { UndoHistory } from "./undo-history.ts";

const BOTH_KEPT = "A note was changed in two places. Both texts are kept, for you to choose.";

/** The reader's lists, marks and notes: what the server has, with all changes on it that are still under way. */
export class ReadingStore {
  readonly #doors: StoreDoors;
  readonly #outbox: Outbox;
  readonly #listeners = new Set<() => void>();
  readonly #loader: Loader;
  readonly #openLists = new OpenLists();
  readonly #history = new UndoHistory();
  readonly #realIds = new Map<string, string>();
  #base: ReadingState | undefined;
  #shown: ReadingState | undefined;
  /** What the shown state was made of. */
  #projected: { readonly base: ReadingState | undefined; readonly waiting: readonly Waiting[] } = {
    base: undefined,
    waiting: [],
  };
  #conflicts: Conflicts = new Map();
  readonly #refusedNotes = new Map<string, string>();
  #kept: readonly unknown[] = [];
  #epoch = 0;

  constructor(doors: StoreDoors) {
    this.#doors = doors;
    this.#outbox = new Outbox({
      send: (change, again) => (again ? sendAgain(doors, change) : doors.send(change)),
      later: (run, delayMs) => doors.later(run, delayMs),
      changed: () => this.#changed(),
      done: (waiting, answer) => this.#done(waiting, answer),
      refused: (waiting, error, again) => this.#refused(waiting, error, again),
    });
    this.#loader = new Loader({
      load: () => doors.load(),
      later: (run, delayMs) => doors.later(run, delayMs),
      take: (answer) => this.#take(answer),
    });
  }

  /** Undefined until the server has told it, and where it has nothing of the kind. */
  get state(): ReadingState | undefined {
    return this.#shown;
  }

  /** Grows when open lists are to be asked for again. */
  get epoch(): number {
    return this.#epoch;
  }

  /** True when changes wait for a server that does not answer. */
  get stalled(): boolean {
    return this.#outbox.stalled && this.#outbox.waiting.length > 0;
  }

  get waiting(): readonly Waiting[] {
    return this.#outbox.waiting;
  }

  /** Notes that were changed in two places, by "paper" or "list" and id. */
  get conflicts(): Conflicts {
    return this.#conflicts;
  }

  /** Whether a note has been changed here and the server does not have that yet. */
  noteWaits({ of, id }: NoteSubject): boolean {
    return this.#outbox.waiting.some(({ change }) => change.kind === "note" && change.of === of && change.id === id);
  }

  /** Where the newest text of a note was refused: the text that the server has. */
  refusedNote({ of, id }: NoteSubject): string | undefined {
    return this.#refusedNotes.get(`${of} ${id}`);
  }

  /** An open list with all changes on it; the same object until something of it changes. */
  list(id: string): ReadingList | undefined {
    return this.#openLists.get(id);
  }

  /** The id of a list that had a made-up one, once the server has given it. */
  realId(id: string): string {
    return this.#realIds.get(id) ?? id;
  }

  /** Takes in an open list as the server gave it. */
  open(list: ReadingList): void {
    this.#openLists.take(list);
    this.#changed();
  }

  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Asks the server for everything again; until it answers, all stays as it is. */
  reload(): void {
    this.#loader.reload();
  }

  /** Another tab has seen this revision. */
  heard(revision: number): void {
    if (this.#base === undefined || revision <= this.#base.revision) return;
    this.#loader.expect(revision);
    this.reload();
  }

  /** Tries at once what waits. */
  wake(): void {
    this.#outbox.wake();
    if (this.#base === undefined) this.reload();
  }

  /** Goes on with what another tab, or this one before it was loaded again, could not save. */
  adopt(changes: readonly Change[], conflicts: Conflicts): void {
    for (const { subject, conflict } of eachConflict(conflicts)) {
      this.#setConflict(subject, conflict);
      this.#doors.say({ text: BOTH_KEPT, stays: true, at: subject });
    }
    this.#outbox.adopt(changes);
  }

  /** Lets go of what waits: another tab has it now. */
  forget(): void {
    this.#outbox.forget();
    this.reload();
  }

  /** Makes a change: it shows at once. False when there are too many that the server does not have yet. */
  change(change: Change): boolean {
    const text = this.#shown === undefined ? undefined : sayChange(change, this.#shown.lists);
    const key = this.#outbox.add(change);
    if (key === undefined) {
      this.#doors.say({ text: "Too much is waiting to be saved: the server does not answer." });
      return false;
    }
    if (change.kind === "note") this.#refusedNotes.delete(`${change.of} ${change.id}`);
    if (text !== undefined) {
      this.#history.add(key);
      this.#doors.say({ text, undo: key });
    }
    return true;
  }

  /** A change was made past the store: says so, with the way to take it back. */
  took(text: string, { revision, undo }: { readonly revision: number; readonly undo: string }): void {
    const key = this.#doors.unique();
    this.#history.add(key);
    this.#history.settle(key, undo);
    this.#doors.say({ text, undo: key });
    this.#doors.tell(revision);
    this.heard(revision);
  }

  /** Makes a list and gives its id, which is made up until the server has given one. */
  create(name: string, papers: readonly string[], color: ListColor): string {
    const id = makeUpId(this.#doors.unique());
    this.change({ kind: "create", id, list: { name, color, papers: [...papers] } });
    return id;
  }

  /** Takes a change of this tab back; without a key, the last one. */
  undo(key: string | undefined = this.#history.last): void {
    if (key === undefined) this.#doors.say({ text: "Nothing to undo." });
    const taken = key === undefined ? undefined : this.#history.take(key);
    if (key === undefined || taken === undefined) return;
    if (taken.token !== undefined) this.#outbox.add({ kind: "undo", token: taken.token });
    else if (this.#outbox.drop(key)) this.#doors.say({ text: "Taken back." });
    else this.#history.await(key);
  }

  /** The reader has chosen what a note is to be after it was changed in two places. */
  settleConflict(subject: NoteSubject, note: string): void {
    const conflict = conflictOf(this.#conflicts, subject);
    this.#setConflict(subject, undefined);
    if (conflict !== undefined && note !== conflict.theirs) {
      this.change({ kind: "note", ...subject, note, noteWas: conflict.theirs });
    }
  }

  #done({ key, change }: Waiting, answer: ChangeAnswer): void {
    const expected = (this.#base?.revision ?? 0) + 1;
    const made = change.kind === "create" && answer.list !== undefined ? { ...change, id: answer.list.id } : change;
    if (change.kind === "create" && answer.list !== undefined) this.#realIds.set(change.id, answer.list.id);
    if (this.#base !== undefined) this.#base = withAnswer(withChange(this.#base, made), answer);
    this.#openLists.settle(made);
    if (change.kind === "papers" && (change.edit.add ?? []).length > 0) this.#epoch++;
    if (change.kind === "undo")
      this.#doors.say({ text: `Taken back: ${lowerFirst(answer.what ?? "the last change")}.` });
    const token = this.#history.settle(key, answer.undo);
    if (token !== undefined) this.#outbox.add({ kind: "undo", token });
    this.#loader.expect(answer.revision);
    this.#doors.tell(answer.revision);
    if (change.kind === "undo" || answer.revision !== expected) this.#reloadAll();
    this.#changed();
  }

  #take(answer: ReadingAnswer): void {
    if (answer.revision !== this.#base?.revision) this.#epoch++;
    this.#base = stateOf(answer, this.#base);
    this.#changed();
  }

  #refused({ key, change }: Waiting, error: SendError, again: boolean): void {
    this.#history.forget(key);
    const isConflict = change.kind === "note" && error.status === 409;
    if (change.kind === "note" && !isConflict) this.#refusedNotes.set(`${change.of} ${change.id}`, change.noteWas);
    this.#changed();
    if (isConflict) {
      this.#explainConflict(change);
      return;
    }
    this.#reloadAll();
    const cameThrough = again && change.kind === "delete" && error.status === 404;
    if (cameThrough) return;
    this.#doors.say({
      text: `${change.kind === "undo" ? "Could not be taken back" : "Not saved"}: ${error.message}`,
      stays: change.kind === "note",
      ...(change.kind === "note" ? { copy: change.note } : {}),
    });
  }

  #explainConflict(change: Extract<Change, { kind: "note" }>): void {
    const subject: NoteSubject = { of: change.of, id: change.id };
    this.#doors.loadNote(subject).then(
      (theirs) => {
        if (theirs === change.note) return this.#reloadAll(); // it had come through before the connection broke
        this.#setConflict(subject, { mine: change.note, theirs });
        this.#doors.say({ text: BOTH_KEPT, at: subject, stays: true, copy: change.note });
      },
      () => {
        this.#refusedNotes.set(`${change.of} ${change.id}`, change.noteWas);
        this.#changed();
        this.#doors.say({
          text: "A note could not be saved: it was changed elsewhere.",
          stays: true,
          copy: change.note,
        });
      },
    );
  }

  #setConflict(subject: NoteSubject, conflict: Conflict | undefined): void {
    this.#conflicts = withConflict(this.#conflicts, subject, conflict);
    this.#changed();
  }

  #reloadAll(): void {
    this.#epoch++;
    this.reload();
  }

  /** The state with all that waits on it. What was known of it already, when something is added, is not worked out anew. */
  #project(waiting: readonly Waiting[]): ReadingState | undefined {
    const { base, waiting: known } = this.#projected;
    this.#projected = { base: this.#base, waiting };
    const goesOn = base === this.#base && known.every((one, i) => one === waiting[i]);
    const from = goesOn ? this.#shown : this.#base;
    return (
      from && waiting.slice(goesOn ? known.length : 0).reduce((state, { change }) => withChange(state, change), from)
    );
  }

  #changed(): void {
    const { waiting } = this.#outbox;
    if (this.#kept[0] !== waiting || this.#kept[1] !== this.#conflicts) this.#doors.keep(waiting, this.#conflicts);
    this.#kept = [waiting, this.#conflicts];
    this.#shown = this.#project(waiting);
    this.#openLists.project(waiting, this.#shown?.lists ?? []);
    for (const listener of this.#listeners) listener();
  }
}

/** What the server says of what was changed is truer than what the page has made of it. */
function withAnswer(state: ReadingState, answer: ChangeAnswer): ReadingState {
  const marks = (answer.marks ?? []).map(({ id, read, lists, note, opinion }) => {
    return { id, read, lists, hasNote: note !== "", ...(opinion === undefined ? {} : { opinion }) };
  });
  const { list } = answer;
  const lists = list === undefined ? state.lists : state.lists.map((known) => (known.id === list.id ? list : known));
  return { ...withMarks({ ...state, lists }, marks), revision: Math.max(state.revision, answer.revision) };
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

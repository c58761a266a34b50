/** A server that keeps lists and marks in memory, for the store of the page: it can be slow, away, or refuse. */
import type { ReadingAnswer } from "../../../src/wire/index.ts";
import type { Change, ChangeAnswer, NoteSubject } from "../../../web/src/reading/changes.ts";
import type { Message } from "../../../web/src/reading/doors.ts";
import type { Waiting } from "../../../web/src/reading/outbox.ts";
import { type ReadingState, withChange } from "../../../web/src/reading/state.ts";
import { ReadingStore } from "../../../web/src/reading/store.ts";

export class FakeServer {
  state: ReadingState = { revision: 1, writable: true, lists: [], marks: new Map() };
  readonly notes = new Map<string, string>();
  readonly asked: Change[] = [];
  isAway = false;
  /** The next change is made, but its answer does not arrive. */
  losesAnswer = false;
  /** The next change is refused so. */
  refusal: { readonly status: number; readonly message: string } | undefined;
  /** Changes that the server breaks over, every time. */
  breaksOver: (change: Change) => boolean = () => false;
  #before = new Map<string, ReadingState>();
  #made = 0;

  answer(): ReadingAnswer {
    return { ...this.state, lists: [...this.state.lists], marks: [...this.state.marks.values()] };
  }

  take(change: Change): ChangeAnswer {
    if (this.isAway) throw { away: true, status: 0, message: "away" };
    this.asked.push(change);
    const { refusal } = this;
    this.refusal = undefined;
    if (refusal !== undefined) throw { away: refusal.status >= 500, ...refusal };
    if (this.breaksOver(change)) throw { away: true, status: 500, message: "broken" };
    if (change.kind === "undo") {
      const before = this.#before.get(change.token);
      if (before === undefined) throw { away: false, status: 404, message: "no such change" };
      this.state = { ...before, revision: this.state.revision + 1 };
      return { revision: this.state.revision, what: "Deleted the list" };
    }
    if (change.kind === "note") {
      const key = `${change.of} ${change.id}`;
      if ((this.notes.get(key) ?? "") !== change.noteWas) throw { away: false, status: 409, message: "changed since" };
      this.notes.set(key, change.note);
    }
    if (change.kind === "create" && this.state.lists.some(({ name }) => name === change.list.name)) {
      throw { away: false, status: 400, message: "There is such a list already." };
    }
    const undo = `u${this.state.revision}`;
    this.#before.set(undo, this.state);
    const made = change.kind === "create" ? { ...change, id: `l${++this.#made}` } : change;
    this.state = { ...withChange(this.state, made), revision: this.state.revision + 1 };
    const isLost = this.losesAnswer;
    this.losesAnswer = false;
    if (isLost) throw { away: true, status: 0, message: "broken off" };
    const list = "id" in made ? this.state.lists.find(({ id }) => id === made.id) : undefined;
    return { revision: this.state.revision, undo, ...(list === undefined ? {} : { list }) };
  }
}

export interface Tab {
  readonly store: ReadingStore;
  readonly said: Message[];
  kept: readonly Waiting[];
  /** Lets everything happen that was put off. */
  later(): Promise<void>;
}

/** A tab of a browser whose server this is. */
export async function openTab(server: FakeServer, others: readonly Tab[] = []): Promise<Tab> {
  let putOff: (() => void)[] = [];
  const said: Message[] = [];
  let made = 0;
  const store = new ReadingStore({
    load: async () => {
      if (server.isAway) throw { away: true, status: 0, message: "away" };
      return server.answer();
    },
    send: async (change) => server.take(change),
    loadNote: async ({ of, id }: NoteSubject) => server.notes.get(`${of} ${id}`) ?? "",
    later: (run) => {
      putOff.push(run);
      return () => {
        putOff = putOff.filter((one) => one !== run);
      };
    },
    unique: () => `${++made}`,
    keep: (waiting) => {
      tab.kept = waiting;
    },
    tell: (revision) => {
      for (const other of others) other.store.heard(revision);
    },
    say: (message) => void said.push(message),
  });
  const tab: Tab = {
    store,
    said,
    kept: [],
    async later() {
      const now = putOff;
      putOff = [];
      for (const run of now) run();
      await settled();
    },
  };
  store.reload();
  await settled();
  return tab;
}

/** Everything that only waits for promises has happened. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

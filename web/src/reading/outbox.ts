/** Changes on their way to the server: one after another, in order, tried again while it does not answer. */
import { type Change, type ChangeAnswer, isMadeUp, type NoteEdit, withRealId } from "./changes.ts";

export interface Waiting {
  /** Names it in this tab. */
  readonly key: string;
  readonly change: Change;
  /** True of what another tab has left behind: the server may have it already. */
  readonly isLeft?: true;
}

/** Why a change did not come through. */
export interface SendError {
  /** The server was not reached, or failed: worth another try. */
  readonly away: boolean;
  readonly status: number;
  readonly message: string;
}

export interface OutboxDoors {
  /** `again`: the server may have it already, for it was sent before. */
  send(change: Change, again: boolean): Promise<ChangeAnswer>;
  /** Runs something later; what it returns calls that off. */
  later(run: () => void, delayMs: number): () => void;
  /** Something else waits now, or the server has stopped answering. */
  changed(): void;
  done(waiting: Waiting, answer: ChangeAnswer): void;
  /** For a note: with its newest text, on what the server had when the first was made. `again`: as for `send`. */
  refused(waiting: Waiting, error: SendError, again: boolean): void;
}

export const MAX_WAITING = 300;

const RETRY_DELAYS_MS = [1_000, 2_000, 4_000, 8_000, 15_000];

/** A server that answers, but with failures, gets so many tries of one change: it must not hold up all others. */
const MAX_FAILURES = 6;

export class Outbox {
  readonly #doors: OutboxDoors;
  #waiting: readonly Waiting[] = [];
  #made = 0;
  #sending = false;
  #failures = 0;
  #serverFailures = 0;
  #callOff: (() => void) | undefined;

  constructor(doors: OutboxDoors) {
    this.#doors = doors;
  }

  /** In the order in which they are sent. */
  get waiting(): readonly Waiting[] {
    return this.#waiting;
  }

  /** True when the server did not answer the last try. */
  get stalled(): boolean {
    return this.#failures > 0;
  }

  /** Takes a change in, and gives its key; undefined when too many wait. A note that waits still takes the newer text. */
  add(change: Change): string | undefined {
    const key = `${++this.#made}`;
    const older =
      change.kind === "note"
        ? this.#waiting.findLast((one, i) => this.#isFree(i) && sameNote(one.change, change))
        : undefined;
    if (older !== undefined && change.kind === "note" && older.change.kind === "note") {
      const merged: NoteEdit = { ...change, noteWas: older.change.noteWas };
      this.#set(this.#waiting.map((one) => (one === older ? { key, change: merged } : one)));
    } else {
      if (this.#waiting.length >= MAX_WAITING) return undefined;
      this.#set([...this.#waiting, { key, change }]);
    }
    this.#next();
    return key;
  }

  /** Takes in what another tab has left behind. */
  adopt(changes: readonly Change[]): void {
    this.#set(
      [...this.#waiting, ...changes.map((change) => ({ key: `${++this.#made}`, change, isLeft: true as const }))].slice(
        0,
        MAX_WAITING,
      ),
    );
    this.#next();
  }

  /** Takes a change back that has not been sent yet; false when it is too late for that. */
  drop(key: string): boolean {
    const place = this.#waiting.findIndex((one) => one.key === key);
    if (place === -1 || !this.#isFree(place)) return false;
    const dropped = this.#waiting[place]?.change;
    this.#set(
      this.#waiting.filter((one) => one.key !== key && !(dropped?.kind === "create" && restsOn(one.change, dropped))),
    );
    if (this.#waiting.length === 0) this.#settle();
    return true;
  }

  /** Lets go of everything that was not sent. */
  forget(): void {
    this.#set(this.#waiting.filter((_, place) => !this.#isFree(place) && this.#sending));
  }

  /** Tries at once, for example because the network is back. */
  wake(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    this.#next();
  }

  /** The first one may be with the server already once it was tried. */
  #isFree(place: number): boolean {
    return place > 0 || (!this.#sending && this.#failures === 0);
  }

  /** Of the first one: whether the server may have it already. */
  #wasSent({ isLeft }: Waiting): boolean {
    return isLeft === true || this.#failures > 0;
  }

  #next(): void {
    const [first] = this.#waiting;
    if (first === undefined || this.#sending || this.#callOff !== undefined) return;
    this.#sending = true;
    this.#doors.send(first.change, this.#wasSent(first)).then(
      (answer) => this.#came(first, answer),
      (error: SendError) => this.#failed(first, error),
    );
  }

  #came(sent: Waiting, answer: ChangeAnswer): void {
    const { change } = sent;
    const id = answer.list?.id;
    const rest = this.#waiting.slice(1);
    this.#waiting =
      change.kind === "create" && id !== undefined
        ? rest.map((one) => ({ ...one, change: withRealId(one.change, change.id, id) }))
        : rest;
    this.#settle();
    this.#doors.done(sent, answer);
    this.#next();
  }

  #failed(sent: Waiting, error: SendError): void {
    this.#sending = false;
    if (error.status >= 500) this.#serverFailures++;
    if (error.away && this.#serverFailures < MAX_FAILURES) {
      const delayMs = RETRY_DELAYS_MS[Math.min(this.#failures++, RETRY_DELAYS_MS.length - 1)] ?? 0;
      this.#callOff = this.#doors.later(() => this.wake(), delayMs);
      this.#doors.changed();
      return;
    }
    const again = this.#wasSent(sent);
    const { change } = sent;
    const rest = this.#waiting.slice(1);
    const newer = rest.findLast((one) => change.kind === "note" && sameNote(one.change, change));
    this.#waiting = rest.filter((one) => !restsOn(one.change, change));
    this.#settle();
    this.#doors.refused(newestOf(sent, newer), error, again);
    this.#next();
  }

  #settle(): void {
    this.#sending = false;
    this.#failures = 0;
    this.#serverFailures = 0;
  }

  #set(waiting: readonly Waiting[]): void {
    this.#waiting = waiting;
    this.#doors.changed();
  }
}

/** A note that was refused, with the newest text of it; what the server has is still what the first one began with. */
function newestOf(sent: Waiting, newer: Waiting | undefined): Waiting {
  if (newer?.change.kind !== "note" || sent.change.kind !== "note") return sent;
  return { ...newer, change: { ...newer.change, noteWas: sent.change.noteWas } };
}

/** What was kept, as far as it makes sense; changes of lists that were never made lead nowhere. */
export function soundChanges(kept: unknown): Change[] {
  if (!Array.isArray(kept)) return [];
  const made = new Set<string>();
  return kept.filter((change: Change) => {
    if (typeof change !== "object" || change === null || typeof change.kind !== "string") return false;
    if (change.kind === "create") made.add(change.id);
    return !("id" in change) || typeof change.id !== "string" || !isMadeUp(change.id) || made.has(change.id);
  });
}

/** Whether a change makes no sense without one before it: the list is not there, or the note has another text. */
function restsOn(later: Change, earlier: Change): boolean {
  if (earlier.kind === "create") return "id" in later && later.id === earlier.id;
  return earlier.kind === "note" && sameNote(later, earlier);
}

function sameNote(waiting: Change, change: NoteEdit): boolean {
  return waiting.kind === "note" && waiting.of === change.of && waiting.id === change.id;
}

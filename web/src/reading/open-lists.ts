import type { ReadingList } from "../../../src/wire/index.ts";
import type { Change, ListName } from "./changes.ts";
import type { Waiting } from "./outbox.ts";
import { listWithChange } from "./state.ts";

const MAX_OPEN = 5;

/** Lists whose papers are shown, or were lately: as the server gave them, and with what waits on them. */
export class OpenLists {
  readonly #given = new Map<string, ReadingList>();
  readonly #shown = new Map<string, ReadingList>();

  /** The same object until something of the list changes. */
  get(id: string): ReadingList | undefined {
    return this.#shown.get(id);
  }

  /** Takes a list in as the server gave it, and forgets the one that was taken longest ago. */
  take(list: ReadingList): void {
    this.#given.delete(list.id);
    this.#given.set(list.id, list);
    for (const oldest of this.#given.keys()) {
      if (this.#given.size <= MAX_OPEN) break;
      this.#given.delete(oldest);
      this.#shown.delete(oldest);
    }
  }

  /** The server has a change. */
  settle(change: Change): void {
    for (const [id, list] of this.#given) this.#given.set(id, listWithChange(list, change));
  }

  /** Works out what is to be shown. Names and counts are those of `names`. */
  project(waiting: readonly Waiting[], names: readonly ListName[]): void {
    for (const [id, given] of this.#given) {
      const changed = waiting.reduce((list, { change }) => listWithChange(list, change), given);
      const next = { ...changed, ...names.find((name) => name.id === id) };
      const before = this.#shown.get(id);
      if (before === undefined || !isSame(before, next)) this.#shown.set(id, next);
    }
  }
}

function isSame(a: ReadingList, b: ReadingList): boolean {
  return (Object.keys(b) as (keyof ReadingList)[]).every((key) => a[key] === b[key]);
}

import type { Reading, StoredList } from "../../reading/index.ts";
import type { Store } from "../../store/index.ts";
import type { PaperIds } from "./paper-ids.ts";

/** Filters by what a reader keeps. */
export interface OwnFilters {
  /** Ids or names of lists: papers of any of them pass. */
  readonly list?: readonly string[] | undefined;
  readonly read?: "yes" | "no" | undefined;
}

interface Rows {
  readonly stamp: string;
  readonly lists: readonly { readonly list: StoredList; readonly rows: Uint32Array }[];
  readonly read: Uint32Array;
}

/** Which rows of the library a reader's lists and marks stand for, found out once for each state of both. */
export class OwnRows {
  readonly #store: Store;
  readonly #reading: Reading;
  readonly #ids: PaperIds;
  #rows: Rows | undefined;

  constructor(store: Store, reading: Reading, ids: PaperIds) {
    this.#store = store;
    this.#reading = reading;
    this.#ids = ids;
  }

  get lists(): Rows["lists"] {
    return this.#current().lists;
  }

  get read(): Uint32Array {
    return this.#current().read;
  }

  /** 1 for each row below `limit` that passes. `lists` are ids; undefined lets all pass. */
  mask(limit: number, lists: readonly string[] | undefined, read: "yes" | "no" | undefined): Uint8Array {
    const current = this.#current();
    const accepts = new Uint8Array(limit);
    if (lists === undefined) accepts.fill(1);
    for (const { list, rows } of current.lists) if (lists?.includes(list.id)) mark(accepts, rows, 1);
    if (read === undefined) return accepts;
    if (read === "no") return mark(accepts, current.read, 0);
    const isRead = mark(new Uint8Array(limit), current.read, 1);
    return accepts.map((accept, row) => accept & (isRead[row] ?? 0));
  }

  #current(): Rows {
    const stamp = `${this.#store.revision()} ${this.#reading.stamp()}`;
    if (this.#rows?.stamp === stamp) return this.#rows;
    const lists = this.#reading.lists().map((list) => {
      return { list, rows: this.#rowsOf(this.#reading.members(list.id).map(({ id }) => id)) };
    });
    this.#rows = { stamp, lists, read: this.#rowsOf(this.#reading.read()) };
    return this.#rows;
  }

  #rowsOf(ids: readonly string[]): Uint32Array {
    return Uint32Array.from(this.#ids.papers(ids).flatMap((paper) => paper?.row ?? []));
  }
}

function mark(accepts: Uint8Array, rows: Uint32Array, value: 0 | 1): Uint8Array {
  for (const row of rows) if (row < accepts.length) accepts[row] = value;
  return accepts;
}

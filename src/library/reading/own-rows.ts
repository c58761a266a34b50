import type { Reading, StoredList } from "../../reading/index.ts";
import type { Catalog } from "../../search/index.ts";
import type { Store } from "../../store/index.ts";
import type { FacetsAnswer } from "../../wire/index.ts";
import type { Member } from "../interest.ts";
import { findList, toSummary } from "./find-list.ts";
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

/** What they are found out from. */
export interface RowSources {
  readonly store: Store;
  readonly reading: Reading;
  readonly ids: PaperIds;
  readonly catalog: () => Catalog;
}

/** Of what a reader keeps the latest so many papers say what they care for. */
const MOST_COMPARED = 500;

/** Which rows of the library a reader's lists and marks stand for, found out once for each state of both. */
export class OwnRows {
  readonly #sources: RowSources;
  #rows: Rows | undefined;

  constructor(sources: RowSources) {
    this.#sources = sources;
  }

  /** The rows that pass the filters; undefined where there are none. Throws AppError("not-found") for a list that is not
   *  there. */
  within({ list, read }: OwnFilters): Uint8Array | undefined {
    const isListed = list !== undefined && list.length > 0;
    if (!isListed && read === undefined) return undefined;
    const ids = isListed ? new Set(list.map((name) => findList(this.#sources.reading, name).id)) : undefined;
    const { lists, read: readRows } = this.#current();
    const accepts = new Uint8Array(this.#sources.catalog().limit);
    if (ids === undefined) accepts.fill(1);
    for (const { list: each, rows } of lists) if (ids?.has(each.id)) mark(accepts, rows, 1);
    if (read === "no") return mark(accepts, readRows, 0);
    if (read === undefined) return accepts;
    const isRead = mark(new Uint8Array(accepts.length), readRows, 1);
    return accepts.map((accept, row) => accept & (isRead[row] ?? 0));
  }

  /** The name of a list, and the rows of its papers in the reader's order. Throws as `within` does. */
  inOrder(name: string): { readonly name: string; readonly rows: Uint32Array } {
    const { id } = findList(this.#sources.reading, name);
    const found = this.#current().lists.find(({ list }) => list.id === id);
    return { name: found?.list.name ?? name, rows: found?.rows ?? new Uint32Array() };
  }

  /** How many of the rows marked 1 each list has; nothing where there are none. */
  countLists(accepts: Uint8Array): Pick<FacetsAnswer, "lists"> {
    const { lists } = this.#current();
    if (lists.length === 0) return {};
    return {
      lists: lists.map(({ list, rows }) => {
        const { id, name, color } = toSummary(list);
        return { id, name, color, count: countIn(accepts, rows) };
      }),
    };
  }

  /** How many of the rows marked 1, `count` of them, are read and how many are not. */
  countRead(accepts: Uint8Array, count: number): FacetsAnswer["read"] {
    const yes = countIn(accepts, this.#current().read);
    return { yes, no: count - yes };
  }

  /** What the reader cares for, by what they keep and have read, the latest 500; and the rows of all that they keep or
   *  have read. */
  interest(): { readonly members: readonly Member[]; readonly known: ReadonlySet<number> } {
    const { lists, read } = this.#current();
    const known = new Set([...read, ...lists.flatMap(({ rows }) => [...rows])]);
    return { members: this.members(this.#sources.reading.latest(MOST_COMPARED)), known };
  }

  /** The first 500 of the papers, those with a meaning of those that the library still has. */
  members(stored: readonly string[]): Member[] {
    const { store, ids } = this.#sources;
    return ids.papers(stored.slice(0, MOST_COMPARED)).flatMap((paper) => {
      const vector = paper && store.vectors.get(paper.row);
      return paper === undefined || vector?.some((value) => value !== 0) !== true ? [] : [{ row: paper.row, vector }];
    });
  }

  #current(): Rows {
    const { store, reading } = this.#sources;
    const stamp = `${store.revision()} ${reading.stamp()}`;
    if (this.#rows?.stamp === stamp) return this.#rows;
    const lists = reading.lists().map((list) => {
      return { list, rows: this.#rowsOf(reading.members(list.id).map(({ id }) => id)) };
    });
    this.#rows = { stamp, lists, read: this.#rowsOf(reading.read()) };
    return this.#rows;
  }

  #rowsOf(ids: readonly string[]): Uint32Array {
    return Uint32Array.from(this.#sources.ids.papers(ids).flatMap((paper) => paper?.row ?? []));
  }
}

function mark(accepts: Uint8Array, rows: Uint32Array, value: 0 | 1): Uint8Array {
  for (const row of rows) if (row < accepts.length) accepts[row] = value;
  return accepts;
}

function countIn(accepts: Uint8Array, rows: Uint32Array): number {
  return rows.reduce((count, row) => count + (accepts[row] ?? 0), 0);
}

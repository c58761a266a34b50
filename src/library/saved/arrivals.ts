import type { SeenMark } from "../../reading/index.ts";
import type { Catalog } from "../../search/index.ts";
import type { Store } from "../../store/index.ts";

/** How far the library has come: what comes in later has a higher row. */
export type Mark = Omit<SeenMark, "at">;

/** Tells what came in after a mark. */
export class Arrivals {
  readonly #store: Store;
  readonly #catalog: () => Catalog;
  #known: { readonly stamp: string; readonly row: number } | undefined;

  constructor(store: Store, catalog: () => Catalog) {
    this.#store = store;
    this.#catalog = catalog;
  }

  /** How far the library is now, as searches see it. */
  now(): Mark {
    return { library: this.#library(), row: this.#lastRow() };
  }

  /** The row after which all is new; 0 for a mark that another library was given. */
  after(mark: Mark | undefined): number {
    return mark?.library === this.#library() ? mark.row : 0;
  }

  /** Rows of the papers that came in after a row, ascending. */
  since(row: number): number[] {
    const catalog = this.#catalog();
    const rows: number[] = [];
    for (let each = row + 1; each < catalog.limit; each++) if (catalog.has(each)) rows.push(each);
    return rows;
  }

  #library(): string {
    return this.#store.setting("createdAt") ?? "";
  }

  /** The last row that searches know whole. A run that was broken off may have left papers without a vector, which no
   *  search by meaning finds yet: a reader has not seen these. */
  #lastRow(): number {
    const { limit } = this.#catalog();
    const stamp = `${this.#store.revision()} ${limit}`;
    if (this.#known?.stamp !== stamp) {
      const { papers, vectors } = this.#store;
      const first = vectors.count() < papers.count() ? vectors.firstWithout() : undefined;
      this.#known = { stamp, row: Math.max(0, Math.min(limit, first ?? limit) - 1) };
    }
    return this.#known.row;
  }
}

import { AppError } from "../core/index.ts";
import type { SetCell } from "./journal.ts";
import type { Changed } from "./reading.ts";
import type { ReadingFile, Tables } from "./reading-file.ts";
import type { NewStoredSearch, StoredSearch, StoredSearchEdit } from "./searches.ts";
import { isFarther, type SeenMark } from "./seen.ts";
import { quoted } from "./text.ts";

/** Makes a change that can be taken back. */
type Change = (what: string, work: (tables: Tables, set: SetCell, at: string) => void) => Changed;

/** The searches that a reader keeps, and how far they and the digest have been looked at. Throws as Reading does. */
export class SearchShelf {
  readonly #file: ReadingFile;
  readonly #change: Change;
  readonly #clock: () => Date;

  constructor(file: ReadingFile, clock: () => Date, change: Change) {
    this.#file = file;
    this.#clock = clock;
    this.#change = change;
  }

  /** By name. */
  all(): StoredSearch[] {
    return this.#file.read([], ({ searches }) => searches.all());
  }

  one(id: string): StoredSearch {
    return this.#file.read(undefined, ({ searches }) => searches.find(id)) ?? noSearch(id);
  }

  /** Throws AppError("bad-request") for a name that is empty or another one has. */
  create(search: NewStoredSearch): Changed & { readonly id: string } {
    let id = "";
    const changed = this.#change(`Saved the search ${quoted(search.name)}`, ({ searches }, set, at) => {
      id = searches.create(set, search, at);
    });
    return { ...changed, id };
  }

  /** Throws as `create`. */
  edit(id: string, edit: StoredSearchEdit): Changed {
    const { name } = this.one(id);
    const what =
      edit.name !== undefined && edit.query === undefined
        ? `Renamed the saved search ${quoted(name)} to ${quoted(edit.name)}`
        : `Changed the saved search ${quoted(name)}`;
    return this.#change(what, ({ searches }, set) => searches.edit(set, (searches.find(id) ?? noSearch(id)).id, edit));
  }

  delete(id: string): Changed {
    return this.#change(`Deleted the saved search ${quoted(this.one(id).name)}`, ({ searches }, set) =>
      searches.delete(set, (searches.find(id) ?? noSearch(id)).id),
    );
  }

  /** Moves the mark of what has been seen on, never back; nothing that could be taken back. Returns the revision. */
  see(id: string, upTo: Omit<SeenMark, "at">): number {
    if (!isFarther(this.one(id).seen, upTo)) return this.#file.read(0, ({ revision }) => revision());
    return this.#file.write((tables) => {
      const { seen } = tables.searches.find(id) ?? noSearch(id);
      const at = this.#clock().toISOString();
      if (!isFarther(seen, upTo)) return tables.revision();
      tables.searches.see(id, { ...upTo, at });
      return tables.nextRevision(at);
    });
  }

  /** How far the last digest went; undefined before the first. */
  digest(): SeenMark | undefined {
    return this.#file.read(undefined, ({ digest }) => digest.get());
  }

  /** Moves the mark of the last digest on, never back. Returns the revision. */
  seeDigest(upTo: Omit<SeenMark, "at">): number {
    if (!isFarther(this.digest(), upTo)) return this.#file.read(0, ({ revision }) => revision());
    return this.#file.write((tables) => {
      const at = this.#clock().toISOString();
      if (!isFarther(tables.digest.get(), upTo)) return tables.revision();
      tables.digest.set({ ...upTo, at });
      return tables.nextRevision(at);
    });
  }
}

function noSearch(id: string): never {
  throw new AppError("not-found", `There is no saved search ${quoted(id)}.`);
}

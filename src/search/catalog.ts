import { readSavedFile, writeSavedFile } from "../core/files.ts";
import { AppError } from "../core/index.ts";
import { grown, TextColumn, type ValueCount } from "./columns.ts";

/** Which papers may be found. Several values of one field mean "any of them"; fields together mean "all of these". */
export interface Filters {
  /** First and last year, inclusive. */
  readonly yearFrom?: number | undefined;
  readonly yearTo?: number | undefined;
  /** Category, or `cs.*` for a whole archive. Case is ignored. */
  readonly category?: readonly string[] | undefined;
  readonly venue?: readonly string[] | undefined;
  readonly source?: readonly string[] | undefined;
  /** First and last listing date, inclusive: YYYY-MM-DD, or --MM-DD for pages without a year. Each bound lets only
   *  dates of its own kind pass: whether a page without a year is older than a date cannot be known. */
  readonly listedFrom?: string | undefined;
  readonly listedTo?: string | undefined;
  /** 1 for each row that may pass; rows beyond its end may not. */
  readonly within?: Uint8Array | undefined;
}

/** The fields of a paper that filters look at. */
export interface CatalogEntry {
  readonly row: number;
  readonly year: number | null;
  readonly venue: string | null;
  /** Separated by blanks; a no-break space stands for a blank within a category. */
  readonly categories: string;
  /** Separated by line ends. */
  readonly sources: string;
  /** Separated by commas. */
  readonly dates: string;
}

/** Papers that pass: `accepts[row]` is 1 for each of the `count` papers. */
export interface Mask {
  readonly accepts: Uint8Array;
  readonly count: number;
  /** True when no paper of the library is left out. */
  readonly isAll: boolean;
}

/** Counts of papers by the values that they can be filtered by. */
export interface Facets {
  readonly years: readonly { year: number; count: number }[];
  readonly venues: readonly ValueCount[];
  readonly categories: readonly ValueCount[];
  readonly sources: readonly ValueCount[];
}

const KIND = "catalog";
const LAST_YEAR = 32_767; // of 16 bits
const FIELDS = ["venue", "categories", "sources", "dates"] as const;
export type Field = (typeof FIELDS)[number];

/** What the values of each field are lists of. */
const PARTS_IN: Record<Field, (value: string) => readonly string[]> = {
  venue: (value) => [value],
  categories: (value) => value.split(" ").map((category) => category.replaceAll("\u00a0", " ")),
  sources: (value) => value.split("\n"),
  dates: (value) => value.split(","),
};

/** What filters need of every paper, in columns by row, so that a filter over a million papers takes milliseconds. */
export class Catalog {
  #alive = new Uint8Array(0);
  #years = new Int16Array(0);
  #columns: Record<Field, TextColumn>;
  #count = 0;
  #limit = 0;

  constructor() {
    this.#columns = columnsOf((field) => new TextColumn(PARTS_IN[field]));
  }

  /** Number of papers. */
  get count(): number {
    return this.#count;
  }

  /** One more than the largest row. */
  get limit(): number {
    return this.#limit;
  }

  has(row: number): boolean {
    return this.#alive[row] === 1;
  }

  put(entry: CatalogEntry): void {
    const { row } = entry;
    this.#reserve(row + 1);
    if (this.#alive[row] === 0) this.#count++;
    this.#alive[row] = 1;
    this.#years[row] = entry.year ?? 0;
    this.#columns.venue.set(row, entry.venue ?? "");
    this.#columns.categories.set(row, entry.categories);
    this.#columns.sources.set(row, entry.sources);
    this.#columns.dates.set(row, entry.dates);
  }

  remove(row: number): void {
    if (this.#alive[row] !== 1) return;
    this.#alive[row] = 0;
    this.#count--;
  }

  /** The papers that pass all filters. O(papers), about a nanosecond each and filter. */
  mask(filters: Filters): Mask {
    const accepts = this.#alive.slice(0, this.#limit);
    let { count } = this;
    if (filters.yearFrom !== undefined || filters.yearTo !== undefined) {
      count = keepAccepted(accepts, this.#years, acceptedYears(filters));
    }
    for (const field of FIELDS) {
      const accept = accepterOf(field, filters);
      if (accept === undefined) continue;
      const column = this.#columns[field];
      count = keepAccepted(accepts, column.numbers, column.accepted(accept));
    }
    if (filters.within !== undefined) count = keepWithin(accepts, filters.within);
    return { accepts, count, isAll: count === this.#count };
  }

  /** The year of a paper; 0 when it is not known. */
  year(row: number): number {
    return this.#years[row] ?? 0;
  }

  /** For each row the first part of its value in a field, dictionary-encoded; value 0 is the empty text. */
  firstParts(field: Field, rows: Uint32Array): { readonly values: readonly string[]; readonly numbers: Uint32Array } {
    const { numbers, values } = this.#columns[field];
    const parts = new Map<string, number>([["", 0]]);
    const partOf = values.map((value) => {
      const part = PARTS_IN[field](value)[0] ?? "";
      const number = parts.get(part) ?? parts.size;
      parts.set(part, number);
      return number;
    });
    return { values: [...parts.keys()], numbers: rows.map((row) => partOf[numbers[row] ?? 0] ?? 0) };
  }

  /** How many papers each year, venue, category and source has; years in order, the rest most frequent first. */
  facets(): Facets {
    const alive = this.#alive.subarray(0, this.#limit);
    return {
      years: this.yearCounts(alive),
      venues: this.counts("venue", alive),
      categories: this.counts("categories", alive),
      sources: this.counts("sources", alive),
    };
  }

  /** How many of the rows marked 1 each year has, in order; those without a year are left out. */
  yearCounts(accepts: Uint8Array): { year: number; count: number }[] {
    const counts = new Uint32Array(LAST_YEAR + 1);
    for (let row = 0; row < accepts.length; row++) {
      const year = Math.max(0, this.#years[row] ?? 0);
      counts[year] = (counts[year] ?? 0) + (accepts[row] ?? 0);
    }
    const years: { year: number; count: number }[] = [];
    for (const [year, count] of counts.entries()) if (year > 0 && count > 0) years.push({ year, count });
    return years;
  }

  /** How many of the rows marked 1 have each value of a field, most frequent first. */
  counts(field: Field, accepts: Uint8Array): ValueCount[] {
    return this.#columns[field].counts(accepts);
  }

  save(path: string, revision: number): void {
    const values = columnsOf((field) => this.#columns[field].values);
    writeSavedFile(
      path,
      KIND,
      { revision, count: this.#count, limit: this.#limit, values },
      {
        alive: this.#alive.subarray(0, this.#limit),
        years: this.#years.subarray(0, this.#limit),
        ...columnsOf((field) => this.#columns[field].numbers.subarray(0, this.#limit)),
      },
    );
  }

  /** Throws AppError "not-found", "damaged-file" or "wrong-version". */
  static load(path: string): { catalog: Catalog; revision: number } {
    const file = readSavedFile(path, KIND);
    const meta = parseMeta(file.meta, path);
    const catalog = new Catalog();
    catalog.#alive = new Uint8Array(file.section("alive"));
    catalog.#years = new Int16Array(file.section("years"));
    catalog.#columns = columnsOf(
      (field) => new TextColumn(PARTS_IN[field], new Uint32Array(file.section(field)), meta.values[field]),
    );
    catalog.#count = meta.count;
    catalog.#limit = meta.limit;
    return { catalog, revision: meta.revision };
  }

  #reserve(limit: number): void {
    if (limit <= this.#limit) return;
    this.#limit = limit;
    this.#alive = grown(this.#alive, limit);
    this.#years = grown(this.#years, limit);
    for (const field of FIELDS) this.#columns[field].grow(limit);
  }
}

interface Meta {
  readonly revision: number;
  readonly count: number;
  readonly limit: number;
  readonly values: Record<Field, readonly string[]>;
}

function parseMeta(meta: unknown, path: string): Meta {
  const parsed = meta as Partial<Meta>; // written by save; the checksum of the file holds
  if (typeof parsed.revision !== "number" || parsed.values === undefined) {
    throw new AppError(
      "damaged-file",
      `Expected a revision and values in ${path}, found ${Object.keys(parsed).join(", ")}.`,
    );
  }
  return parsed as Meta;
}

function columnsOf<T>(make: (field: Field) => T): Record<Field, T> {
  return { venue: make("venue"), categories: make("categories"), sources: make("sources"), dates: make("dates") };
}

/** Says which parts of the field's values pass; undefined where the filters do not ask for any. */
function accepterOf(field: Field, filters: Filters): ((part: string) => boolean) | undefined {
  switch (field) {
    case "venue":
      return anyOf(filters.venue, (wanted) => {
        const set = new Set(wanted.map((venue) => venue.toLowerCase()));
        return (venue) => set.has(venue.toLowerCase());
      });
    case "categories":
      return anyOf(filters.category, (wanted) => {
        const tests = wanted.map((category) => categoryTest(category.toLowerCase()));
        return (category) => tests.some((test) => test(category.toLowerCase()));
      });
    case "sources":
      return anyOf(filters.source, (wanted) => {
        const set = new Set(wanted);
        return (source) => set.has(source);
      });
    case "dates": {
      const { listedFrom, listedTo } = filters;
      if (listedFrom === undefined && listedTo === undefined) return undefined;
      return (date) => date !== "" && isInOrder(listedFrom, date) && isInOrder(date, listedTo);
    }
  }
}

function anyOf(
  wanted: readonly string[] | undefined,
  accept: (wanted: readonly string[]) => (value: string) => boolean,
): ((value: string) => boolean) | undefined {
  return wanted === undefined || wanted.length === 0 ? undefined : accept(wanted);
}

function categoryTest(wanted: string): (category: string) => boolean {
  if (!wanted.endsWith("*")) return (category) => category === wanted;
  const prefix = wanted.slice(0, -1);
  return (category) => category.startsWith(prefix) || `${category}.` === prefix;
}

/** Whether the dates are of one kind and not the wrong way round; an absent one is no bound. */
function isInOrder(first: string | undefined, second: string | undefined): boolean {
  if (first === undefined || second === undefined) return true;
  return first.startsWith("--") === second.startsWith("--") && first <= second;
}

/** For each year, 1 where it lies in the range; a paper without year (0) never does. */
function acceptedYears({ yearFrom = 1, yearTo = LAST_YEAR }: Filters): Uint8Array {
  return new Uint8Array(LAST_YEAR + 1).fill(1, Math.max(1, yearFrom), Math.max(0, yearTo) + 1);
}

/** Clears the rows that are not within; returns how many are left. */
function keepWithin(accepts: Uint8Array, within: Uint8Array): number {
  let count = 0;
  for (let row = 0; row < accepts.length; row++) {
    const passes = accepts[row] === 1 && within[row] === 1 ? 1 : 0;
    accepts[row] = passes;
    count += passes;
  }
  return count;
}

/** Clears the rows whose number is not accepted; returns how many are left. No branches: which rows pass cannot be
 *  foretold. */
function keepAccepted(accepts: Uint8Array, numbers: Uint32Array | Int16Array, accepted: Uint8Array): number {
  let count = 0;
  for (let row = 0; row < accepts.length; row++) {
    const accept = (accepts[row] ?? 0) & (accepted[numbers[row] ?? 0] ?? 0);
    accepts[row] = accept;
    count += accept;
  }
  return count;
}

import { CITE_FORMATS, type CitedPaper, type CiteFormatName, citeKeyOf, writePapers } from "../cite/index.ts";
import { AppError, clip, counted, type Paper } from "../core/index.ts";
import { parseQuery, type SearchMode } from "../search/index.ts";
import { MAX_RESULTS, type RequestFilters } from "./options.ts";
import { type RankSources, rankerFor } from "./ranker.ts";

/** What citing papers needs of the library. */
export interface CiteSources extends RankSources {
  readonly findRow: (id: string) => number | undefined;
  readonly readPaper: (row: number) => Paper | undefined;
  readonly topicPath: (row: number) => readonly { readonly name: string }[];
  /** A list of the reader's, with its papers in their order. */
  readonly list: (name: string) => { readonly name: string; readonly rows: Iterable<number> };
  /** Runs `work` on one state of the store. */
  readonly snapshot: <T>(work: () => T) => T;
}

/** Which papers: those of the ids, in their order; or the hits of a query; or all that pass the filters. */
export interface CiteRequest extends RequestFilters {
  readonly ids?: readonly string[] | undefined;
  readonly query?: string | undefined;
  /** "hybrid" where it is not given. */
  readonly mode?: SearchMode | undefined;
  readonly sort?: "relevance" | "date" | undefined;
  /** At most so many; MAX_RESULTS where it is not given. */
  readonly k?: number | undefined;
}

/** A file that is written as it is read. */
export interface CitedFile {
  readonly pieces: Iterable<string>;
  /** A file name of plain letters. */
  readonly name: string;
  readonly mediaType: string;
  /** Papers in it. */
  readonly papers: number;
  /** Papers that were asked for, as far as they are counted. */
  readonly total: number;
}

interface Chosen {
  readonly rows: readonly number[];
  readonly total: number;
  readonly name: string;
}

/** Papers read at once: many reads in one take a third of the time, and nobody else waits for long. */
const AT_ONCE = 200;
const MOST_NAMED = 10;
const MAX_NAME = 60;

/** Papers of a library as files for other programs. */
export class CiteDesk {
  readonly #sources: CiteSources;

  constructor(sources: CiteSources) {
    this.#sources = sources;
  }

  /** The papers of a request in a format. The hits of a query come in their order; papers that only pass filters come
   *  newest first, those of one year in the order in which they were added, latest first; those of one list as they stand
   *  in it. Throws AppError "not-found" that names unknown ids, "bad-request" for ids together with a query or filters,
   *  and as a search. */
  async write(request: CiteRequest, format: CiteFormatName): Promise<CitedFile> {
    const { rows, total, name } = await this.#choose(request);
    const { extension, mediaType } = CITE_FORMATS[format];
    return {
      pieces: writePapers(this.#read(rows), format),
      name: `${name}.${extension}`,
      mediaType,
      papers: rows.length,
      total,
    };
  }

  async #choose({ ids, query: text = "", mode = "hybrid", sort, k = MAX_RESULTS, ...places }: CiteRequest) {
    const most = Math.min(k, MAX_RESULTS);
    if (ids !== undefined) {
      if (text.trim() !== "" || Object.values(places).some(isSet)) {
        throw new AppError("bad-request", "Expected ids, or a query with filters, got both.");
      }
      return this.#byIds(ids, most);
    }
    if (text.trim() === "") return this.#byFilters(places, most);
    const query = parseQuery(text);
    const order = { mode, prefix: false, ...(sort === undefined ? {} : { sort }), ...places };
    const rank = await rankerFor(query, order, most, this.#sources);
    const { papers, total } = this.#sources.snapshot(rank);
    const rows = papers.slice(0, most).map(({ row }) => row);
    return { rows, total, name: fileName(query.positive) };
  }

  #byIds(ids: readonly string[], most: number): Chosen {
    const { findRow, readPaper, snapshot } = this.#sources;
    const found = snapshot(() => ids.map(findRow));
    const unknown = ids.filter((_, i) => found[i] === undefined);
    if (unknown.length > 0) throw new AppError("not-found", unknownIds(unknown));
    const rows = [...new Set(found.flatMap((row) => row ?? []))];
    const only = rows.length === 1 ? readPaper(rows[0] ?? 0) : undefined;
    return { rows: rows.slice(0, most), total: rows.length, name: fileName(only === undefined ? "" : citeKeyOf(only)) };
  }

  #byFilters(places: RequestFilters, most: number): Chosen {
    const catalog = this.#sources.catalog();
    const { accepts } = catalog.mask(this.#sources.map.filtersOf(places));
    const [list, ...others] = places.list ?? [];
    if (list !== undefined && others.length === 0) {
      const { name, rows: listed } = this.#sources.list(list);
      const rows = [...listed].filter((row) => accepts[row] === 1);
      return { rows: rows.slice(0, most), total: rows.length, name: fileName(name) };
    }
    const rows: number[] = [];
    for (let row = accepts.length - 1; row >= 0; row--) if (accepts[row] === 1) rows.push(row);
    rows.sort((a, b) => catalog.year(b) - catalog.year(a)); // stable: the latest stay first
    return { rows: rows.slice(0, most), total: rows.length, name: fileName("") };
  }

  *#read(rows: readonly number[]): Generator<CitedPaper> {
    const { readPaper, topicPath, snapshot } = this.#sources;
    for (let from = 0; from < rows.length; from += AT_ONCE) {
      yield* snapshot(() =>
        rows.slice(from, from + AT_ONCE).flatMap((row) => {
          const paper = readPaper(row); // it may have been removed meanwhile
          return paper === undefined ? [] : [{ ...paper, topics: topicPath(row).map(({ name }) => name) }];
        }),
      );
    }
  }
}

function unknownIds(ids: readonly string[]): string {
  const named = ids.slice(0, MOST_NAMED).map((id) => JSON.stringify(clip(id, 100)));
  const more = ids.length - named.length;
  return `Expected ids of papers in this library; it has no ${named.join(", no ")}${more > 0 ? `, and ${counted(more, "more id")} unknown to it` : ""}.`;
}

/** `orrery-graph-networks`, of letters that are at home in every file system and header. */
function fileName(words: string): string {
  const plain = words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, MAX_NAME)
    .replace(/^-|-$/g, "");
  return plain === "" ? "orrery-papers" : `orrery-${plain}`;
}

function isSet(value: unknown): boolean {
  return value !== undefined && (!Array.isArray(value) || value.length > 0);
}

import { type Paper, row as vectorRow } from "../../core/index.ts";
import type { EmbeddingModel } from "../../embed/index.ts";
import type { TopicMap } from "../../map/index.ts";
import { contentHash, type GivingRecord, type Store, takeWriterLock } from "../../store/index.ts";
import type { DuplicatesAnswer, RecordsAnswer, SourceRecord, SuspectPair, WorkChange } from "../../wire/index.ts";
import { embedPapers } from "../document-vectors.ts";
import { recordedModel } from "../model.ts";
import type { LibraryOptions } from "../options.ts";
import { findSuspects, type Suspects } from "./suspects.ts";

/** What deciding on duplicates needs of a library. */
export interface DuplicateSources {
  readonly store: Store;
  readonly options: LibraryOptions;
  /** The map, as far as there is one. */
  readonly map: () => TopicMap | undefined;
  /** Throws AppError("not-found") for an unknown id. */
  readonly rowOf: (id: string) => number;
  readonly openModel: () => Promise<EmbeddingModel>;
  /** Called when papers have changed, with the writer's lock given back. */
  readonly onChanged: () => void;
}

/** Which papers of a library may be one work, which records make a paper, and what a reader decides of both. Changes
 *  throw AppError("library-busy") while another process writes. */
export class DuplicatesDesk {
  readonly #sources: DuplicateSources;
  #found: { readonly stamp: string; readonly suspects: readonly Suspects[] } | undefined;

  constructor(sources: DuplicateSources) {
    this.#sources = sources;
  }

  /** Pairs that may be one work and that nobody has decided on, the likeliest first. */
  suspects(k: number, offset: number): DuplicatesAnswer {
    const { store, map: mapOf } = this.#sources;
    const map = mapOf();
    const stamp = `${store.revision()} ${map?.rows.length ?? 0}`;
    if (this.#found?.stamp !== stamp) {
      this.#found = { stamp, suspects: store.snapshot(() => findSuspects(store, map)) };
    }
    const { suspects } = this.#found;
    const notes = map === undefined ? ["The map is not ready: only papers of the same title were compared."] : [];
    return { total: suspects.length, offset, pairs: suspects.slice(offset, offset + k).map(toPair), notes };
  }

  /** What the sources of a paper say, and what it has of each. Throws AppError("not-found"). */
  records(id: string): RecordsAnswer {
    const { store, rowOf } = this.#sources;
    const row = rowOf(id);
    const heading = store.papers.heading(row) ?? { id, title: "" };
    return { ...heading, records: store.works.records(row).map(toWireRecord) };
  }

  /** Makes one paper of two. Throws AppError "not-found", and "bad-request" where both are the same. */
  async merge(a: string, b: string): Promise<WorkChange> {
    const { store, rowOf } = this.#sources;
    const row = await this.#change("merge", (write) => {
      const stays = store.works.merge(rowOf(a), rowOf(b), write);
      return { answer: stays, rows: [stays] };
    });
    return { id: this.#idOf(row) };
  }

  /** Keeps two papers apart, also where one record names both. Throws as `merge` does. */
  async keepApart(a: string, b: string): Promise<WorkChange> {
    const { store, rowOf } = this.#sources;
    return this.#change("keep apart", ({ at }) => {
      const [one, other] = [rowOf(a), rowOf(b)];
      store.works.keepApart(one, other, at);
      return { answer: { id: this.#idOf(one), other: this.#idOf(other) }, rows: [] };
    });
  }

  /** Takes a merge back: some records, or those that came last, become a paper of their own. Throws AppError
   *  "not-found", and "bad-request" where nothing would stay or go. */
  async split(id: string, records?: readonly number[]): Promise<WorkChange> {
    const { store, rowOf } = this.#sources;
    return this.#change("split", (write) => {
      const row = rowOf(id);
      const made = store.works.split(row, records, write);
      return { answer: { id: this.#idOf(row), other: this.#idOf(made) }, rows: [row, made] };
    });
  }

  /** Changes papers in one transaction; `rows` are those whose text may be another by now. */
  async #change<T>(
    work: string,
    change: (write: { revision: number; at: string }) => { readonly answer: T; readonly rows: readonly number[] },
  ): Promise<T> {
    const { store, options, openModel, onChanged } = this.#sources;
    const model = recordedModel(store) === undefined ? undefined : await openModel();
    const at = options.clock().toISOString();
    const lock = takeWriterLock(options.folder, `process ${process.pid}, ${work} since ${at}`);
    try {
      const { answer, rows } = store.write((revision) => change({ revision, at }));
      if (model !== undefined) await embedRows(store, model, rows);
      return answer;
    } finally {
      lock.release();
      onChanged();
    }
  }

  #idOf(row: number): string {
    return this.#sources.store.papers.heading(row)?.id ?? "";
  }
}

async function embedRows(store: Store, model: EmbeddingModel, rows: readonly number[]): Promise<void> {
  const papers = rows.flatMap((row) => ({ row, paper: store.papers.paper(row) }));
  const known = papers.filter((each): each is { row: number; paper: Paper } => each.paper !== undefined);
  if (known.length === 0) return;
  const vectors = await embedPapers(
    model,
    known.map(({ paper }) => paper),
  );
  store.write((revision) => {
    for (const [i, { row, paper }] of known.entries())
      store.vectors.put(row, contentHash(paper), vectorRow(vectors, i), revision);
  });
}

function toWireRecord({ number, source, reason, at, gives, record }: GivingRecord): SourceRecord {
  const { id, title, authors, year, venue, arxivId, arxivVersion, doi, url, abstract } = record;
  return {
    ...{ number, source, reason, at, gives: [...gives], title, authors: [...authors], abstract },
    ...(id === undefined ? {} : { id }),
    ...(year === undefined ? {} : { year }),
    ...(venue === undefined ? {} : { venue }),
    ...(arxivId === undefined ? {} : { arxivId }),
    ...(arxivVersion === undefined ? {} : { arxivVersion }),
    ...(doi === undefined ? {} : { doi }),
    ...(url === undefined ? {} : { url }),
  };
}

function toPair({ a, b, similarity, reasons }: Suspects): SuspectPair {
  return {
    ...{ a: inShort(a), b: inShort(b), reasons: [...reasons] },
    ...(similarity === undefined ? {} : { similarity }),
  };
}

function inShort({ id, title, authors, year, venue, sources }: Paper): SuspectPair["a"] {
  return {
    ...{ id, title, authors: [...authors], sources: [...sources] },
    ...(year === undefined ? {} : { year }),
    ...(venue === undefined ? {} : { venue }),
  };
}

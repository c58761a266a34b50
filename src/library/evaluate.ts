import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { AppError, messageOf, row as vectorRow } from "../core/index.ts";
import type { EmbeddingModel } from "../embed/index.ts";
import { createExact } from "../knn/index.ts";
import {
  Catalog,
  LexicalIndex,
  parseQuery,
  type Query,
  type Searchable,
  type SearchMode,
  SemanticSearch,
  searchPapers,
} from "../search/index.ts";
import { embedPapers } from "./document-vectors.ts";

/** How well one mode ranks, means over all queries. */
export interface Quality {
  /** Normalised discounted cumulative gain of the first ten, gain 2^grade − 1. Järvelin and Kekäläinen, TOIS 2002. */
  readonly ndcg10: number;
  /** Share of the relevant papers among the first ten and the first hundred. */
  readonly recall10: number;
  readonly recall100: number;
  /** Mean of 1 / rank of the first relevant paper among the first ten. */
  readonly mrr10: number;
}

export interface Evaluation {
  readonly papers: number;
  readonly queries: number;
  readonly model: string;
  readonly lexical: Quality;
  readonly semantic: Quality;
  readonly hybrid: Quality;
}

interface JudgedQuery {
  readonly query: Query;
  /** Grade by row, above zero. */
  readonly grades: ReadonlyMap<number, number>;
}

const DEPTH = 100;
const MODES: readonly SearchMode[] = ["lexical", "semantic", "hybrid"];

/** Ranks the papers of a folder for its queries and compares with its judgements. The folder holds corpus.jsonl
 *  ({id, title, abstract}), queries.jsonl ({id, text}), each plain or gzipped, and qrels.tsv (query id, paper id,
 *  grade; a header line). Queries without a relevant paper are left out. Throws AppError "not-found" or "bad-input". */
export async function evaluate(folder: string, model: EmbeddingModel): Promise<Evaluation> {
  const corpus = readRecords(folder, "corpus.jsonl", ["id", "title", "abstract"]);
  const rows = new Map(corpus.map(({ id }, i) => [id, i + 1]));
  const queries = judgedQueries(folder, rows);
  if (queries.length === 0) throw new AppError("bad-input", `Expected judged queries in ${folder}, found none.`);
  const parts = await searchableOf(corpus, model);
  const vectors = await model.embed(
    queries.map(({ query }) => query.positive),
    "query",
  );
  const quality = (mode: SearchMode) =>
    meanQuality(
      queries.map(({ query, grades }, i) => {
        const order = { query, vector: vectorRow(vectors, i), mode, filters: {}, prefix: false, wanted: DEPTH };
        const ranked = query.positive === "" ? [] : searchPapers(parts, order).papers.map(({ row }) => row);
        return qualityOf(ranked, grades);
      }),
    );
  const [lexical, semantic, hybrid] = MODES.map(quality) as [Quality, Quality, Quality]; // one for each mode
  return { papers: corpus.length, queries: queries.length, model: model.id, lexical, semantic, hybrid };
}

/** Judged queries are sentences: a quote or a dash in them is no operator. */
function plain(text: string): string {
  return text.replace(/["“”]/g, " ").replace(/(^|\s)-+/g, "$1");
}

async function searchableOf(
  corpus: readonly Record<"title" | "abstract", string>[],
  model: EmbeddingModel,
): Promise<Searchable> {
  const catalog = new Catalog();
  const lexical = new LexicalIndex();
  const exact = createExact({ dimension: model.dimension, capacity: corpus.length });
  const vectors = await embedPapers(model, corpus);
  for (let i = 0; i < corpus.length; i++) {
    catalog.put({ row: i + 1, year: null, venue: null, categories: "", sources: "", dates: "" });
    exact.upsert(i + 1, vectorRow(vectors, i));
  }
  lexical.apply(
    corpus.map(({ title, abstract }, i) => ({ row: i + 1, title, abstract })),
    [],
  );
  const readVector = (row: number) => (row > 0 ? vectorRow(vectors, row - 1) : undefined);
  const semantic = new SemanticSearch({ exact, hnsw: undefined, readVector }, catalog.limit);
  return { catalog, lexical, semantic, rowsWithPhrase: () => [] };
}

function judgedQueries(folder: string, rows: ReadonlyMap<string, number>): JudgedQuery[] {
  const grades = new Map<string, Map<number, number>>();
  const lines = readText(folder, "qrels.tsv").split(/\r?\n/).slice(1);
  for (const [i, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const [query = "", paper = "", grade = ""] = line.split("\t");
    const value = Number(grade);
    if (grade === "" || !Number.isFinite(value)) {
      throw new AppError(
        "bad-input",
        `${join(folder, "qrels.tsv")} line ${i + 2}: expected query id, paper id and grade, got ${JSON.stringify(line)}.`,
      );
    }
    const row = rows.get(paper);
    if (row === undefined || value <= 0) continue;
    const known = grades.get(query) ?? new Map<number, number>();
    grades.set(query, known.set(row, value));
  }
  return readRecords(folder, "queries.jsonl", ["id", "text"]).flatMap(({ id, text }) => {
    const judged = grades.get(id);
    return judged === undefined ? [] : [{ query: parseQuery(plain(text)), grades: judged }];
  });
}

function readRecords<Field extends string>(
  folder: string,
  name: string,
  fields: readonly Field[],
): Record<Field, string>[] {
  return readText(folder, name)
    .split("\n")
    .flatMap((line, i) =>
      line.trim() === "" ? [] : [parseRecord(line, fields, `${join(folder, name)} line ${i + 1}`)],
    );
}

function parseRecord<Field extends string>(
  line: string,
  fields: readonly Field[],
  place: string,
): Record<Field, string> {
  let parsed: Record<string, unknown>;
  try {
    parsed = { ...(JSON.parse(line) as object) }; // fields are checked below
  } catch (error) {
    throw new AppError("bad-input", `${place}: expected one JSON object: ${messageOf(error)}`, { cause: error });
  }
  const entries = fields.map((field): [Field, string] => {
    const value =
      parsed[field] ?? (field === "id" ? parsed["_id"] : field === "abstract" ? (parsed["text"] ?? "") : undefined);
    if (typeof value === "string" || typeof value === "number") return [field, String(value)];
    throw new AppError("bad-input", `${place}: expected ${field} to be text, got ${JSON.stringify(value)}.`);
  });
  return Object.fromEntries(entries) as Record<Field, string>;
}

function readText(folder: string, name: string): string {
  for (const path of [join(folder, name), join(folder, `${name}.gz`)]) {
    if (!existsSync(path)) continue;
    const bytes = readFileSync(path);
    try {
      return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
    } catch (error) {
      throw new AppError("bad-input", `Could not read ${path}: ${messageOf(error)}`, { cause: error });
    }
  }
  throw new AppError("not-found", `Expected ${name} or ${name}.gz in ${folder}, found neither.`);
}

/** Of one query. `ranked` holds rows, best first. */
function qualityOf(ranked: readonly number[], grades: ReadonlyMap<number, number>): Quality {
  const gain = (grade: number) => 2 ** grade - 1;
  const discounted = (gains: readonly number[]) => gains.reduce((sum, each, i) => sum + each / Math.log2(i + 2), 0);
  const found = ranked.map((row) => grades.get(row) ?? 0);
  const ideal = [...grades.values()].sort((a, b) => b - a).slice(0, 10);
  const first = found.slice(0, 10).findIndex((grade) => grade > 0);
  const recall = (depth: number) => found.slice(0, depth).filter((grade) => grade > 0).length / grades.size;
  return {
    ndcg10: discounted(found.slice(0, 10).map(gain)) / discounted(ideal.map(gain)),
    recall10: recall(10),
    recall100: recall(100),
    mrr10: first < 0 ? 0 : 1 / (first + 1),
  };
}

function meanQuality(all: readonly Quality[]): Quality {
  const mean = (field: keyof Quality) => all.reduce((sum, each) => sum + each[field], 0) / all.length;
  return { ndcg10: mean("ndcg10"), recall10: mean("recall10"), recall100: mean("recall100"), mrr10: mean("mrr10") };
}

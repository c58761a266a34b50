/** How the token vectors of a text become one: their mean, the first token's, or the last token's. */
export type PoolingKind = "mean" | "cls" | "last_token";

/** What has to be known of a sentence model beyond its files. */
export interface ModelHabits {
  readonly pooling: PoolingKind;
  /** Put before a question. */
  readonly queryPrefix: string;
  /** Put before a passage that can be found. */
  readonly passagePrefix: string;
}

const SEARCH_INSTRUCTION = "Represent this sentence for searching relevant passages: ";
/** Of models that ask for nothing else. */
export const PLAIN_HABITS: ModelHabits = { pooling: "mean", queryPrefix: "", passagePrefix: "" };
const CLS: ModelHabits = { ...PLAIN_HABITS, pooling: "cls" };

/** Families by their name, as their model cards ask; the first that fits counts. */
const FAMILIES: readonly (readonly [RegExp, ModelHabits])[] = [
  [/^bge-m3/, CLS],
  [/^bge-.*-zh/, { ...CLS, queryPrefix: "为这个句子生成表示以用于检索相关文章：" }],
  [/^bge-/, { ...CLS, queryPrefix: SEARCH_INSTRUCTION }],
  [/^mxbai-embed-large/, { ...CLS, queryPrefix: SEARCH_INSTRUCTION }],
  [/^snowflake-arctic-embed-.*-v2/, { ...CLS, queryPrefix: "query: " }],
  [/^snowflake-arctic-embed/, { ...CLS, queryPrefix: SEARCH_INSTRUCTION }],
  [/^(multilingual-)?e5-(small|base|large)/, { pooling: "mean", queryPrefix: "query: ", passagePrefix: "passage: " }],
  [/^nomic-embed-text/, { pooling: "mean", queryPrefix: "search_query: ", passagePrefix: "search_document: " }],
  [/^gte-(.*-v1\.5|modernbert|multilingual)/, CLS],
];

/** The habits of a model by the last part of its hub id or folder; mean pooling without prefixes when unknown. */
export function habitsOf(name: string): ModelHabits {
  const last = name.split(/[\\/]/).findLast((part) => part !== "") ?? "";
  return FAMILIES.find(([family]) => family.test(last.toLowerCase()))?.[1] ?? PLAIN_HABITS;
}

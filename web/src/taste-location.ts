/** What recommendations are asked for, as an address has it. Pure: no browser needed. */
export interface TasteState {
  /** Ids of papers, or list:ID, topic:ID, text:WORDS; none of either: what the reader keeps. */
  readonly like: readonly string[];
  readonly dislike: readonly string[];
  readonly q: string;
  /** Words by what the reader multiplies them by. */
  readonly words: ReadonlyMap<string, number>;
  /** 0 to 1; undefined: as usual. */
  readonly diversity?: number | undefined;
  readonly topic?: string | undefined;
}

export const NO_TASTE: TasteState = { like: [], dislike: [], q: "", words: new Map() };

const MOST_SEEDS = 100;
const MOST_WORDS = 50;
const LONGEST = 1_000;
const MOST_FACTOR = 10;

/** The names that the address and the API share. */
export function formatTaste({ like, dislike, q, words, diversity, topic }: TasteState): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const seed of like) parameters.append("like", seed);
  for (const seed of dislike) parameters.append("dislike", seed);
  if (q.trim() !== "") parameters.set("q", q);
  for (const [word, factor] of words) {
    if (factor === 0) parameters.append("strike", word);
    else parameters.append("weight", `${word}*${factor}`);
  }
  if (diversity !== undefined) parameters.set("diversity", String(diversity));
  if (topic !== undefined) parameters.set("topic", topic);
  return parameters;
}

/** Parameters that make no sense are as if they were not there. */
export function parseTaste(parameters: URLSearchParams): TasteState {
  const texts = (name: string, most: number) =>
    [...new Set(parameters.getAll(name))].filter((text) => text.trim() !== "" && text.length <= LONGEST).slice(0, most);
  const words = new Map(texts("strike", MOST_WORDS).map((word) => [word, 0]));
  for (const text of texts("weight", MOST_WORDS)) {
    const [, word, factor] = /^(.+)\*(\d+(?:\.\d+)?)$/s.exec(text) ?? [];
    if (word !== undefined && Number(factor) <= MOST_FACTOR) words.set(word, Number(factor));
  }
  const diversity = Number.parseFloat(parameters.get("diversity") ?? "");
  const topic = parameters.get("topic") ?? undefined;
  return {
    like: texts("like", MOST_SEEDS),
    dislike: texts("dislike", MOST_SEEDS),
    q: (parameters.get("q") ?? "").slice(0, LONGEST),
    words,
    ...(diversity >= 0 && diversity <= 1 ? { diversity } : {}),
    ...(topic === undefined || topic === "" ? {} : { topic }),
  };
}

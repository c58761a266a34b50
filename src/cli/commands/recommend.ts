import { clip } from "../../core/index.ts";
import * as wire from "../../wire/index.ts";
import { openLibrary } from "../environment.ts";
import { facts } from "../facts.ts";
import { type CommonOptions, checked } from "../options.ts";
import type { Output } from "../output.ts";
import { printHits } from "./search.ts";

export interface RecommendCommandOptions extends CommonOptions {
  readonly like?: string[];
  readonly dislike?: string[];
  readonly list?: string[];
  readonly query?: string;
  readonly topic?: string[];
  readonly day?: string;
  readonly from?: number;
  readonly to?: number;
  readonly category?: string[];
  readonly diversity?: string;
  readonly explore?: boolean;
  readonly strike?: string[];
  readonly weight?: string[];
  readonly k: number;
}

const SHOWN_WORDS = 12;
const TITLE_LENGTH = 80;

/** Recommends papers for likes and dislikes, or for what the reader keeps. */
export async function recommend(options: RecommendCommandOptions, output: Output): Promise<number> {
  const { like = [], dislike, list = [], query, topic, day, from, to, category } = options;
  const library = openLibrary(options, output);
  try {
    const likes = [...like, ...list.map((name) => `list:${name}`)];
    const needsMap = topic !== undefined || [...likes, ...(dislike ?? [])].some((seed) => seed.startsWith("topic:"));
    if (needsMap) await library.openMap();
    const request = checked(wire.RecommendParameters, {
      like: likes,
      dislike,
      q: query,
      topic,
      listedFrom: day,
      listedTo: day,
      yearFrom: from,
      yearTo: to,
      category,
      diversity: options.diversity,
      explore: options.explore === false ? "0" : "1",
      strike: options.strike,
      weight: options.weight,
      k: options.k,
    });
    const answer = await library.recommend.recommend(request);
    if (options.json) output.json(answer);
    else print(answer, output);
    return 0;
  } finally {
    await library.close();
  }
}

function print({ hits, words, notes }: wire.RecommendAnswer, output: Output): void {
  for (const note of notes) output.note(note);
  const shown = hits.map((hit) => ({ ...hit, words: [] })); // they stand among the reasons
  printHits(shown, output, reasonsOf);
  const named = (sign: number) =>
    words
      .filter(({ weight }) => weight * sign > 0)
      .slice(0, SHOWN_WORDS)
      .map(({ word }) => word)
      .join(", ");
  if (named(1) !== "") output.line(`Words that speak for papers: ${named(1)}.`);
  if (named(-1) !== "") output.line(`Words that speak against them: ${named(-1)}.`);
}

/** Why a paper was picked, on one line. */
function reasonsOf({ explores, because, near }: wire.RecommendAnswer["hits"][number]): string {
  return facts([
    explores ? "picked to learn from" : undefined,
    because.length === 0 ? undefined : `because of: ${because.join(", ")}`,
    near === undefined ? undefined : `near ${clip(near.title, TITLE_LENGTH)}`,
  ]);
}

import { AppError, clip, counted } from "../../core/index.ts";
import { termSet, type WordVectors } from "../../search/index.ts";
import type { MapDesk } from "../map/map-desk.ts";
import type { ReadingDesk } from "../reading/reading-desk.ts";
import { type Lesson, type Mention, recencyOf } from "./labels.ts";
import { parseSeed, type SeedText } from "./seed-text.ts";

export interface LessonSources {
  /** Throws AppError("not-found") for an unknown id. */
  readonly rowOf: (id: string) => number;
  readonly heading: (row: number) => { readonly id: string; readonly title: string } | undefined;
  readonly map: MapDesk;
  readonly reading: ReadingDesk;
}

/** Of a topic the most typical papers stand for it. */
const TYPICAL = 20;
/** Of what a reader keeps, the latest so much says what they care for. */
const MOST_SIGNS = 1_000;
/** To have read something says less than to keep it. */
const READ_WEIGHT = 0.3;
const TITLE_LENGTH = 200;
const NAMED_LENGTH = 60;

/** What a request gives to learn from. Throws AppError "bad-request" for a seed that is none, "not-found" for a paper, a
 *  list or a topic that is not there, "map-building". */
export function lessonOf(
  { like, dislike }: { readonly like: readonly string[]; readonly dislike: readonly string[] },
  sources: LessonSources,
): Lesson {
  const notes: string[] = [];
  const parts = [
    ...like.map((given) => partOf(parseSeed(given), true, sources)),
    ...dislike.map((given) => partOf(parseSeed(given), false, sources)),
  ];
  for (const { mentions, seed } of parts) {
    if (mentions.length === 0)
      notes.push(`${seed.kind === "list" ? "The list" : "The topic"} ${JSON.stringify(seed.name)} has no papers here.`);
  }
  const mentions = parts.flatMap((part) => part.mentions);
  return { mentions, known: mentions.flatMap(({ row }) => row ?? []), seeds: parts.map(({ seed }) => seed), notes };
}

/** What the reader's own likes, lists, marks and dislikes give to learn from: newer ones count more. Papers that the
 *  library has no longer are passed over. */
export function ownLesson({ reading }: Pick<LessonSources, "reading">): Lesson {
  const all = reading.signs(Number.MAX_SAFE_INTEGER);
  const signs = all.slice(0, MOST_SIGNS);
  const [latest] = signs;
  const weights = { liked: 1, disliked: 1, listed: 1, read: READ_WEIGHT };
  const judged = new Map(all.filter(({ kind }) => kind === "liked" || kind === "disliked").map((s) => [s.row, s.kind]));
  const mentions = signs.flatMap(({ row, at, kind }): Mention[] => {
    // Who has said what they think of a paper has said more than by keeping it
    const isOutdone = (kind === "listed" || kind === "read") && judged.has(row);
    if (isOutdone) return [];
    return [{ row, liked: kind !== "disliked", weight: weights[kind] * recencyOf(at, latest?.at ?? at) }];
  });
  const count = (kind: string) => new Set(signs.filter((sign) => sign.kind === kind).map(({ row }) => row)).size;
  const told = [
    [count("liked"), "liked"],
    [count("listed"), "in your lists"],
    [count("read"), "read"],
    [count("disliked"), "not interesting"],
  ] as const;
  const parts = told.flatMap(([n, what]) => (n === 0 ? [] : [`${n.toLocaleString("en-US")} ${what}`]));
  const notes = parts.length === 0 ? [] : [`Learned from papers: ${parts.join(", ")}.`];
  return { mentions, known: all.map(({ row }) => row), seeds: [], notes };
}

function partOf(
  { kind, value, weight }: SeedText,
  liked: boolean,
  { rowOf, heading, map, reading }: LessonSources,
): { readonly mentions: readonly Mention[]; readonly seed: Lesson["seeds"][number] } {
  const seed = (id: string, name: string) => ({ kind, id, name: clip(name, TITLE_LENGTH), liked, weight });
  switch (kind) {
    case "paper": {
      const row = rowOf(value);
      const { id, title } = heading(row) ?? { id: value, title: value };
      return { mentions: [{ liked, weight, row }], seed: seed(id, title) };
    }
    case "text":
      return { mentions: [{ liked, weight, text: value }], seed: seed(value, value) };
    case "topic": {
      const rows = map.topicPapers(value, TYPICAL, 0).papers.map(({ row }) => row);
      return {
        mentions: rows.map((row) => ({ liked, weight: weight / rows.length, row })),
        seed: seed(value, map.topic(value).name),
      };
    }
    case "list": {
      const { list, members } = reading.dated(value);
      const latest = members.reduce((last, { at }) => (at > last ? at : last), "");
      return {
        mentions: members.map(({ row, at }) => ({ liked, weight: weight * recencyOf(at, latest), row })),
        seed: seed(list.id, list.name),
      };
    }
  }
}

/** Says what was asked for twice. */
export function contradictionNote(count: number): string[] {
  if (count === 0) return [];
  return [`${counted(count, "paper or text", "papers or texts")} liked and disliked at once: counted as neither.`];
}

/** Says of texts that most of their words are in no paper, as where they are in another language: what is found for them
 *  may be far off. */
export function foreignNotes(mentions: readonly Mention[], words: WordVectors): string[] {
  return mentions.flatMap(({ text = "" }) => {
    const told = text.split(/[^\p{L}\p{N}]+/u).filter((word) => termSet(word).size > 0);
    const foreign = told.filter((word) => [...termSet(word)].every((term) => words.numberOf(term) < 0));
    if (2 * foreign.length <= told.length) return [];
    const named = clip([...new Set(foreign)].join(", "), NAMED_LENGTH);
    return [
      `Most words of ${JSON.stringify(clip(text, NAMED_LENGTH))} are in no paper here (${named}): what is found may be far off.`,
    ];
  });
}

/** Throws AppError("bad-request") for a text that has no word. */
export function requireWords(text: string): string {
  if (/[\p{L}\p{N}]/u.test(text)) return text;
  throw new AppError("bad-request", `Expected a text with words, got ${JSON.stringify(clip(text, 60))}.`);
}

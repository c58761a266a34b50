import { dot, row, throwIfCancelled } from "../../core/index.ts";
import type { EmbeddingModel, TextRole } from "../model.ts";
import { type ExplainableText, joined } from "./compose.ts";
import { bestPairs, type ExplainedSentence, type ExplainedText, type Explanation } from "./explanation.ts";
import { sentencesOf } from "./sentences.ts";

/** A text and what it is to the model. */
export interface EstimatedText {
  readonly text: ExplainableText;
  readonly role: TextRole;
}

/** Sentences beyond so many count as one with the last of these: each costs two passes of the model. */
const MOST_SENTENCES = 24;

/** What a model that cannot be taken apart seems to see: the share of a sentence is what the similarity loses when it is
 *  left out, that of two sentences is their own similarity. Shares sum to nothing in particular. */
export async function estimateByDeletion(
  model: EmbeddingModel,
  a: EstimatedText,
  b: EstimatedText,
  signal?: AbortSignal,
): Promise<Explanation> {
  const [sideA, sideB] = [await embedded(model, a, signal), await embedded(model, b, signal)];
  const similarity = dot(sideA.whole, sideB.whole);
  return {
    similarity,
    exact: false,
    words: [],
    a: explained(sideA, similarity, sideB.whole),
    b: explained(sideB, similarity, sideA.whole),
    pairs: bestPairs(sideA.alone.length, sideB.alone.length, (i, j) => {
      const [x, y] = [sideA.alone[i], sideB.alone[j]];
      return x === undefined || y === undefined ? 0 : dot(x, y);
    }),
  };
}

type Place = Omit<ExplainedSentence, "share">;

interface Embedded {
  readonly places: readonly Place[];
  readonly whole: Float32Array;
  /** Of each sentence: the text without it, and it alone. */
  readonly without: readonly Float32Array[];
  readonly alone: readonly Float32Array[];
}

async function embedded(model: EmbeddingModel, { text, role }: EstimatedText, signal?: AbortSignal): Promise<Embedded> {
  const places = placesOf(text);
  const sentences = places.map(({ field, span: [start, end] }) => text[field].slice(start, end));
  const without = places.map(({ field, span: [start, end] }) => {
    const shorter = { ...text, [field]: text[field].slice(0, start) + text[field].slice(end) };
    return joined(shorter);
  });
  throwIfCancelled(signal);
  const vectors = await model.embed([joined(text), ...without, ...sentences], role, signal);
  const rows = (from: number) => places.map((_, i) => row(vectors, from + i));
  return { places, whole: row(vectors, 0), without: rows(1), alone: rows(1 + places.length) };
}

function placesOf({ title, abstract }: ExplainableText): Place[] {
  const spans = sentencesOf(abstract);
  const [last] = spans.slice(MOST_SENTENCES - 1);
  const kept = spans.slice(0, MOST_SENTENCES);
  if (last !== undefined) kept[kept.length - 1] = [last[0], abstract.length];
  return [
    ...(title === "" ? [] : [{ field: "title" as const, span: [0, title.length] as const }]),
    ...kept.map((span) => ({ field: "abstract" as const, span })),
  ];
}

function explained({ places, without }: Embedded, similarity: number, other: Float32Array): ExplainedText {
  const sentences = places.map((place, i): ExplainedSentence => {
    const rest = without[i];
    return { ...place, share: rest === undefined ? 0 : similarity - dot(rest, other) };
  });
  return { title: [], abstract: [], sentences, prefix: 0 };
}

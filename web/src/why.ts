import type { ExplainAnswer } from "../../src/wire/index.ts";
import { segmentTex } from "./tex/segments.ts";

type Text = ExplainAnswer["a"];

/** A stretch of a text; the strength of a marked word is 1 to 4, and 0 stands for all that is not marked. */
export interface Stretch {
  readonly text: string;
  readonly strength: number;
}

/** From which share of the strongest word on a word has each strength, 1 first. */
const STRENGTHS = [0.06, 0.15, 0.35, 0.65] as const;

/** The largest share of one word in both texts, by which the strengths of both are measured. */
export function strongestOf({ a, b }: Pick<ExplainAnswer, "a" | "b">): number {
  let strongest = 0;
  for (const { marks } of [a, b]) {
    for (const [, , share] of [...marks.title, ...marks.abstract]) strongest = Math.max(strongest, share);
  }
  return strongest;
}

/** A part of a field in stretches, its words marked by what they contribute; formulas stay whole and are not marked. In
 *  order, without gaps: their texts make up field[start … end). */
export function stretchesOf(
  text: Text,
  field: "title" | "abstract",
  [start, end]: readonly [number, number],
  strongest: number,
): Stretch[] {
  const source = text[field];
  const formulas = segmentTex(source).filter(({ kind }) => kind === "tex");
  const stretches: Stretch[] = [];
  let at = start;
  const upTo = (next: number, strength: number) => {
    if (next > at) stretches.push({ text: source.slice(at, next), strength });
    at = Math.max(at, next);
  };
  for (const [from, to, share] of text.marks[field]) {
    const strength = strengthOf(share, strongest);
    const isInFormula = formulas.some((formula) => formula.start < to && formula.end > from);
    if (strength === 0 || isInFormula || from < at || to > end) continue;
    upTo(from, 0);
    upTo(to, strength);
  }
  upTo(end, 0);
  return stretches;
}

function strengthOf(share: number, strongest: number): number {
  if (strongest <= 0) return 0;
  return STRENGTHS.filter((least) => share >= least * strongest).length;
}

import { row as vectorRow } from "../../core/index.ts";
import { ranksOfKnownItem } from "../../search/index.ts";
import { bootstrapMean, type Interval } from "./bootstrap.ts";
import type { Finding, Graded } from "./graded.ts";

const DEPTH = 10;
const GOOD = 0.6;
const LEAST = 0.3;
/** Hybrid search may rank surely worse than the better part by so much at most; so little is not worth a change of mode. */
const MOST_LOST = 0.05;
const LITTLE_LOST = 0.01;

export interface KnownItemFindings {
  readonly ranking: Finding;
  readonly hybrid: Finding;
}

/** Looks for papers by their titles while only their abstracts may answer, in each mode, and compares the modes. */
export async function gradeKnownItems({ model, parts, sample, rng }: Graded): Promise<KnownItemFindings> {
  const queries = await model.embed(
    sample.map(({ title }) => title),
    "query",
  );
  const rests = await model.embed(
    sample.map(({ abstract }) => abstract),
    "passage",
  );
  const ranks = sample.map((paper, i) =>
    ranksOfKnownItem(parts, { ...paper, query: vectorRow(queries, i), rest: vectorRow(rests, i) }),
  );
  const reciprocal = (rank: number) => (rank <= DEPTH ? 1 / rank : 0);
  const lexical = ranks.map((each) => reciprocal(each.lexical));
  const semantic = ranks.map((each) => reciprocal(each.semantic));
  const hybrid = ranks.map((each) => reciprocal(each.hybrid));
  const all = { lexical, semantic, hybrid };
  const [words, meaning, both] = Object.values(all).map((values) => bootstrapMean(values, rng)) as [
    Interval,
    Interval,
    Interval,
  ];
  const gain = (part: readonly number[]) =>
    bootstrapMean(
      hybrid.map((value, i) => value - (part[i] ?? 0)),
      rng,
    );
  return {
    ranking: rankingOf({ words, meaning, both }),
    hybrid: hybridOf(gain(lexical), gain(semantic)),
  };
}

function rankingOf({ words, meaning, both }: Record<"words" | "meaning" | "both", Interval>): Finding {
  const detail = `a title finds its own abstract with MRR@10 ${both.mean.toFixed(2)} (${both.low.toFixed(2)} to ${both.high.toFixed(2)}); by words ${words.mean.toFixed(2)}, by meaning ${meaning.mean.toFixed(2)}`;
  const numbers = { hybrid: both.mean, low: both.low, high: both.high, lexical: words.mean, semantic: meaning.mean };
  if (meaning.mean < LEAST || both.mean < LEAST) {
    const advice =
      "Meaning hardly finds the papers: the model may not suit their language or field, or its pooling or prefixes are wrong. Try another with orrery ingest <file> --re-embed --model <name>.";
    return { verdict: "failed", detail, advice, numbers };
  }
  if (both.mean >= GOOD) return { verdict: "ok", detail, numbers };
  const advice = `Expected ${GOOD} or more. Many papers may be alike, or abstracts say little; another model may help.`;
  return { verdict: "warning", detail, advice, numbers };
}

function hybridOf(overWords: Interval, overMeaning: Interval): Finding {
  const said = ({ mean, low, high }: Interval) => `${signed(mean)} (${signed(low)} to ${signed(high)})`;
  const detail = `hybrid search over words alone ${said(overWords)}, over meaning alone ${said(overMeaning)} MRR@10`;
  const numbers = { overLexical: overWords.mean, overSemantic: overMeaning.mean };
  const worst = Math.min(overWords.high, overMeaning.high);
  if (worst >= -LITTLE_LOST) return { verdict: "ok", detail, numbers };
  const advice =
    overWords.high === worst
      ? "Words alone rank better than both together: search with --mode lexical, or embed the papers anew."
      : "Meaning alone ranks better than both together: search with --mode semantic.";
  return { verdict: worst < -MOST_LOST ? "failed" : "warning", detail, advice, numbers };
}

function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;
}

import type { Hit } from "../../../src/wire/index.ts";

/** The best score of each part among the hits on show; the bars are shares of it. */
export interface ScoreScale {
  readonly lexical: number;
  readonly semantic: number;
}

export function scaleOf(hits: readonly Hit[]): ScoreScale {
  return {
    lexical: Math.max(0, ...hits.map((hit) => hit.scores.lexical ?? 0)),
    semantic: Math.max(0, ...hits.map((hit) => hit.scores.semantic ?? 0)),
  };
}

const PART_NAMES = { lexical: "words", semantic: "meaning" } as const;

/** Bars for the score of a hit and, where both play a role, for its two parts. What they say stands in the label as well. */
export function ScoreBars({ hit, scale }: { readonly hit: Hit; readonly scale: ScoreScale }) {
  const label = scoreLabel(hit);
  return (
    <div class="score" role="img" aria-label={label} title={label}>
      <Bar kind="whole" share={hit.relevance ?? hit.relative} />
      {scale.lexical > 0 && scale.semantic > 0 && (
        <>
          <Bar kind="part" share={share(hit.scores.lexical, scale.lexical)} />
          <Bar kind="part" share={share(hit.scores.semantic, scale.semantic)} />
        </>
      )}
    </div>
  );
}

/** Why the paper is there, in words: "Found by words and meaning: kernels, regression". */
export function reasonOf(hit: Hit): string {
  const parts = hit.foundBy.map((part) => PART_NAMES[part]);
  const words = hit.words.slice(0, 8).join(", ");
  if (parts.length === 0) return words === "" ? "" : `Contains ${words}`;
  return `Found by ${parts.join(" and ")}${words === "" ? "" : `: ${words}`}`;
}

/** Why a related paper is there, in words: "Both about: tensor networks, quantum circuits" and "similarity 0.78". */
export function reasonsOf({ scores, reasons, words }: Hit): string[] {
  if (scores.semantic === undefined) return [];
  return [aboutOf(reasons, words), `similarity ${scores.semantic.toFixed(2)}`];
}

function aboutOf(reasons: Hit["reasons"], words: Hit["words"]): string {
  const [first] = reasons ?? [];
  if (first?.near !== undefined) return `“${first.text}” is near “${first.near}”`;
  if (first !== undefined) return `Both about: ${reasons?.map(({ text }) => text).join(", ")}`;
  return words.length === 0 ? "" : `Both mention: ${words.slice(0, 3).join(", ")}`;
}

function scoreLabel(hit: Hit): string {
  const parts =
    hit.relevance === undefined
      ? [`${Math.round(hit.relative * 100)} % of the best score`]
      : [`About your query with a probability of ${Math.round(hit.relevance * 100)} %`];
  if (hit.scores.lexical !== undefined) parts.push(`words ${hit.scores.lexical.toFixed(1)}`);
  if (hit.scores.semantic !== undefined) parts.push(`meaning ${hit.scores.semantic.toFixed(2)}`);
  const reason = reasonOf(hit);
  return reason === "" ? `${parts.join(", ")}.` : `${parts.join(", ")}. ${reason}.`;
}

function Bar({ kind, share }: { readonly kind: "whole" | "part"; readonly share: number }) {
  const width = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <span class={`bar bar-${kind}`}>
      <span style={{ width: `${width}%` }} />
    </span>
  );
}

function share(value: number | undefined, best: number): number {
  return value === undefined || best <= 0 ? 0 : value / best;
}

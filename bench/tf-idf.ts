/** Papers as arxiv-sanity-lite sees them (https://github.com/karpathy/arxiv-sanity-lite, compute.py): words and pairs of
 *  words, 1 + ln of how often, times how rare, of unit length; the 20,000 most frequent ones that at least 5 papers have
 *  and at most a tenth. Its authors are left out: the sets have none. */
export interface SparseRow {
  readonly columns: Uint32Array;
  readonly values: Float32Array;
}

const MOST_TERMS = 20_000;
const LEAST_PAPERS = 5;
const MOST_SHARE = 0.1;
/** English words that say nothing; others that nearly all papers have fall to MOST_SHARE. */
const STOP = new Set(
  "a about above after again against all also am an and any are as at be because been before being below between both but by can cannot could did do does doing down during each few for from further had has have having he her here hers him his how however i if in into is it its itself just me more most must my no nor not now of off on once only or other our ours out over own per same she should so some such than that the their theirs them then there these they this those through thus to too under until up upon very was we were what when where whether which while who whom why will with within without would you your".split(
    " ",
  ),
);

export function tfIdfOf(texts: readonly string[]): SparseRow[] {
  const counted = texts.map(countsOf);
  const papers = new Map<string, number>();
  const times = new Map<string, number>();
  for (const counts of counted) {
    for (const [term, count] of counts) {
      papers.set(term, (papers.get(term) ?? 0) + 1);
      times.set(term, (times.get(term) ?? 0) + count);
    }
  }
  const kept = [...papers].filter(([, n]) => n >= LEAST_PAPERS && n <= MOST_SHARE * texts.length).map(([term]) => term);
  kept.sort((a, b) => times.get(b)! - times.get(a)!);
  const column = new Map(kept.slice(0, MOST_TERMS).map((term, i) => [term, i]));
  return counted.map((counts) => {
    const parts = [...counts].flatMap(([term, count]): [number, number][] => {
      const at = column.get(term);
      const rarity = Math.log((1 + texts.length) / (1 + papers.get(term)!)) + 1;
      return at === undefined ? [] : [[at, (1 + Math.log(count)) * rarity]];
    });
    const length = Math.hypot(...parts.map(([, value]) => value)) || 1;
    return {
      columns: Uint32Array.from(parts, ([at]) => at),
      values: Float32Array.from(parts, ([, value]) => value / length),
    };
  });
}

function countsOf(text: string): Map<string, number> {
  const plain = text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();
  const words = (plain.match(/\b[a-z_][a-z0-9_]+\b/g) ?? []).filter((word) => !STOP.has(word));
  const counts = new Map<string, number>();
  const count = (term: string) => counts.set(term, (counts.get(term) ?? 0) + 1);
  for (const [i, word] of words.entries()) {
    count(word);
    if (i > 0) count(`${words[i - 1]} ${word}`);
  }
  return counts;
}

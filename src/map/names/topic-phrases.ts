import type { PhraseCounts, PhraseIndex } from "./phrase-index.ts";
import { type Candidate, type Counted, leastPapers, type PhraseForm, shortlist } from "./pick-phrases.ts";
import { contrast, shareOf, TITLE_BONUS } from "./score.ts";

/** A set of papers with what it has of phrases. */
export interface CountedSet {
  readonly papers: Uint32Array;
  readonly counts: PhraseCounts;
}

/** The same of a set that topics are compared with: papers by phrase, titles included as far as they usually are. */
export interface PhraseSums {
  /** Number of papers. */
  readonly size: number;
  readonly papers: Float64Array;
}

/** A topic is compared with the rest of its parent and with the rest of the library; the parent counts for this much. */
const PARENT_SHARE = 0.5;
/** Shares elsewhere are drawn towards the library's by so many papers: what never occurs elsewhere may be chance. */
const PRIOR_PAPERS = 4;
/** So many papers of a topic have a phrase by chance: two papers are little evidence, twenty are much. */
const CHANCE_PAPERS = 0.8;
/** Papers of large topics that are looked at one by one. */
const MAX_SAMPLE = 3000;

/** Counts the phrases of a topic. */
export function countSet(index: PhraseIndex, papers: Uint32Array): CountedSet {
  return { papers, counts: index.countIn(papers) };
}

export function sumsOf(index: PhraseIndex, { papers: all, counts }: CountedSet): PhraseSums {
  const papers = new Float64Array(index.size);
  for (const [i, id] of counts.ids.entries()) papers[id] = counts.papers[i]! + (TITLE_BONUS / 3) * counts.titles[i]!;
  return { size: all.length, papers };
}

/** Phrases that tell a topic from the rest of its parent and of the library, best first; `presence` is of a sample of
 *  its papers. `library` and `parent` have the numbers of papers by phrase. */
export function topicCandidates(
  index: PhraseIndex,
  spell: (id: number) => PhraseForm,
  topic: CountedSet,
  library: PhraseSums,
  parent: PhraseSums | undefined,
): Candidate[] {
  const { ids, papers, titles } = topic.counts;
  const size = topic.papers.length;
  const counted: Counted[] = [];
  const least = leastPapers(size);
  for (const [i, id] of ids.entries()) {
    if (papers[i]! < least) continue;
    const share = shareOf(Math.max(0, papers[i]! - CHANCE_PAPERS), titles[i]!, size + 1);
    const rest = (whole: PhraseSums) =>
      restShare(
        whole.papers[id]!,
        whole.size,
        papers[i]! + (TITLE_BONUS / 3) * titles[i]!,
        size,
        library.papers[id]! / library.size,
      );
    let tells = contrast(share, rest(library));
    if (parent !== undefined) tells = (1 - PARENT_SHARE) * tells + PARENT_SHARE * contrast(share, rest(parent));
    counted.push({
      id,
      papers: papers[i]!,
      titles: titles[i]!,
      score: share * tells,
    });
  }
  const sample = sampleOf(topic.papers);
  return shortlist(counted, spell, (chosen) => index.presence(chosen, sample));
}

/** Share of the papers outside the topic that have the phrase. */
function restShare(all: number, size: number, inside: number, insideSize: number, prior: number): number {
  return (Math.max(0, all - inside) + PRIOR_PAPERS * prior) / (Math.max(0, size - insideSize) + PRIOR_PAPERS);
}

function sampleOf(papers: Uint32Array): Uint32Array {
  if (papers.length <= MAX_SAMPLE) return papers;
  return Uint32Array.from({ length: MAX_SAMPLE }, (_, i) => papers[Math.floor((i * papers.length) / MAX_SAMPLE)]!);
}

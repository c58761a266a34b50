import { assignNames, type NameOption } from "./assign-names.ts";
import { type PhraseWords, wordsOf } from "./likeness.ts";
import { nameOptions } from "./name-options.ts";
import type { PhraseIndex } from "./phrase-index.ts";
import { type Candidate, diversePhrases, type KeyPhrase } from "./pick-phrases.ts";
import { TITLE_BONUS } from "./score.ts";
import { type CountedSet, countSet, topicCandidates } from "./topic-phrases.ts";

/** All topics of all levels. */
export interface TopicTree {
  /** 0 is the top. */
  readonly level: Uint8Array;
  /** Index of the parent, which is of a higher level, or -1. */
  readonly parent: Int32Array;
  /** Papers of each topic; those of a child are among its parent's. */
  readonly members: readonly Uint32Array[];
}

export interface TopicNames {
  /** By topic; no two of a level are the same. */
  readonly names: string[];
  /** By topic, best first. */
  readonly phrases: KeyPhrase[][];
}

export interface NamingOptions {
  /** By paper of the library, 0 or more: how much it counts in its topics, 1 by default. */
  readonly weights?: Float32Array;
  /** Key phrases of a topic. */
  readonly limit?: number;
  /** By topic: what it was called before papers were added. It keeps that name while it is nearly as good as the best. */
  readonly previous?: readonly (string | undefined)[];
}

const KEY_PHRASES = 12;

/** Names topics by the phrases that tell each from its siblings and from the library, from the top level down. */
export function nameTopics(
  index: PhraseIndex,
  tree: TopicTree,
  { weights, limit = KEY_PHRASES, previous }: NamingOptions = {},
): TopicNames {
  const count = tree.members.length;
  const names: string[] = new Array(count).fill("");
  const phrases: KeyPhrase[][] = Array.from({ length: count }, () => []);
  const library = libraryCounts(index, weights);
  const levels = [...new Set(tree.level)].sort((a, b) => a - b);
  for (const level of levels) {
    const topics = [...tree.level.keys()].filter((topic) => tree.level[topic] === level);
    const candidates = candidatesOf(index, tree, topics, library, weights);
    for (const topic of topics) phrases[topic] = diversePhrases(candidates.get(topic) ?? [], limit);
    const ancestors = topics.map((topic) => ancestorWords(index, tree, names, topic));
    const options = topics.map((topic, i) =>
      nameOptions(candidates.get(topic) ?? [], ancestors[i]!, previous?.[topic]),
    );
    nameLevel(index, tree, topics, assignNames(options), options, names);
  }
  return { names, phrases };
}

interface Sums {
  readonly weight: number;
  readonly papers: Float64Array;
}

function libraryCounts(index: PhraseIndex, weights: Float32Array | undefined): Sums {
  const all = Uint32Array.from({ length: index.count }, (_, paper) => paper);
  return sumsOf(index, countSet(index, all, weights));
}

/** Weighted papers by phrase, titles included as far as they usually are. */
function sumsOf(index: PhraseIndex, { weight, counts }: CountedSet): Sums {
  const papers = new Float64Array(index.size);
  for (const [i, id] of counts.ids.entries()) papers[id] = counts.papers[i]! + (TITLE_BONUS / 3) * counts.titles[i]!;
  return { weight, papers };
}

/** Topics with one parent come together, so that the parent is counted once. */
function candidatesOf(
  index: PhraseIndex,
  tree: TopicTree,
  topics: readonly number[],
  library: Sums,
  weights: Float32Array | undefined,
): Map<number, Candidate[]> {
  const found = new Map<number, Candidate[]>();
  const families = new Map<number, number[]>();
  for (const topic of topics) {
    const parent = tree.parent[topic]!;
    families.set(parent, [...(families.get(parent) ?? []), topic]);
  }
  for (const [parent, children] of families) {
    const within = parent < 0 ? undefined : sumsOf(index, countSet(index, tree.members[parent]!, weights));
    for (const topic of children) {
      const papers = tree.members[topic]!;
      found.set(topic, topicCandidates(index, countSet(index, papers, weights), library, within));
    }
  }
  return found;
}

function ancestorWords(index: PhraseIndex, tree: TopicTree, names: readonly string[], topic: number): PhraseWords[] {
  const found: PhraseWords[] = [];
  for (let at = tree.parent[topic]!; at >= 0; at = tree.parent[at]!) {
    found.push(wordsOf(names[at]!.replace(" & ", " "), index.acronyms));
  }
  return found;
}

/** Writes the names of a level; topics that got none are named by a title, a number making the difference at last. */
function nameLevel(
  index: PhraseIndex,
  tree: TopicTree,
  topics: readonly number[],
  assigned: readonly (NameOption | undefined)[],
  options: readonly (readonly NameOption[])[],
  names: string[],
): void {
  const taken = new Set(assigned.flatMap((option) => option?.name.toLowerCase() ?? []));
  for (const [i, topic] of topics.entries()) {
    const name = assigned[i]?.name;
    if (name !== undefined) {
      names[topic] = name;
      continue;
    }
    const papers = tree.members[topic]!;
    const title = papers.length > 0 ? index.titleBeginning(papers[0]!) : "";
    const base = options[i]![0]?.name || title || "topic";
    let free = title !== "" && !taken.has(title.toLowerCase()) ? title : base;
    for (let n = base === "topic" ? 1 : 2; taken.has(free.toLowerCase()) || free === "topic"; n++)
      free = `${base} ${n}`;
    taken.add(free.toLowerCase());
    names[topic] = free;
  }
}

import { assignNames, type NameOption } from "./assign-names.ts";
import { type PhraseWords, wordsOf } from "./likeness.ts";
import { nameOptions } from "./name-options.ts";
import type { PhraseIndex } from "./phrase-index.ts";
import { diversePhrases, formOf, type KeyPhrase, type PhraseForm } from "./pick-phrases.ts";
import { countSet, sumsOf, topicCandidates } from "./topic-phrases.ts";

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
  /** Key phrases of a topic. */
  readonly limit?: number;
  /** By topic: what it was called before papers were added. It keeps that name while it is nearly as good as the best. */
  readonly previous?: readonly (string | undefined)[];
}

const KEY_PHRASES = 12;

/** Names topics by the phrases that tell each from its siblings and from the library, from the top level down. */
export function nameTopics(index: PhraseIndex, tree: TopicTree, options: NamingOptions = {}): TopicNames {
  const { limit = KEY_PHRASES, previous } = options;
  const names: string[] = new Array(tree.members.length).fill("");
  const phrases: KeyPhrase[][] = Array.from(tree.members, () => []);
  const everyone = Uint32Array.from({ length: index.count }, (_, paper) => paper);
  const library = sumsOf(index, countSet(index, everyone));
  const forms: PhraseForm[] = [];
  const spell = (id: number) => {
    forms[id] ??= formOf(index.phrase(id), index.papers[id]! / index.count, index.acronyms);
    return forms[id];
  };
  for (const level of [...new Set(tree.level)].sort((a, b) => a - b)) {
    const topics = [...tree.level.keys()].filter((topic) => tree.level[topic] === level);
    const optionsOf = new Map<number, NameOption[]>();
    for (const [parent, children] of families(tree, topics)) {
      const within = parent < 0 ? undefined : sumsOf(index, countSet(index, tree.members[parent]!));
      for (const topic of children) {
        const counted = countSet(index, tree.members[topic]!);
        const candidates = topicCandidates(index, spell, counted, library, within);
        phrases[topic] = diversePhrases(candidates, limit);
        optionsOf.set(topic, nameOptions(candidates, ancestorWords(index, tree, names, topic), previous?.[topic]));
      }
    }
    nameLevel(
      index,
      tree,
      topics,
      topics.map((topic) => optionsOf.get(topic) ?? []),
      names,
    );
  }
  return { names, phrases };
}

/** Topics by parent, so that each parent is counted once. */
function families(tree: TopicTree, topics: readonly number[]): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (const topic of topics) {
    const parent = tree.parent[topic]!;
    const family = found.get(parent);
    if (family === undefined) found.set(parent, [topic]);
    else family.push(topic);
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
  options: readonly (readonly NameOption[])[],
  names: string[],
): void {
  const assigned = assignNames(options);
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

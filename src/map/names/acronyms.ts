import { FIRST_WORD, type Spellings, type Tokens, WORD } from "./tokens.ts";

/** What acronyms of a library stand for: the fold of the acronym to the folds of the words, "gnn" to graph, neural, network. */
export type Acronyms = ReadonlyMap<string, readonly string[]>;

const MAX_EXPANSION = 6;
const ACRONYM = /^[\p{L}\d-]*\p{Lu}[\p{L}\d-]*\p{Lu}[\p{L}\d-]*$/u;

/** Whether a word as it is spelt looks like an acronym: two capitals or more, and short. */
export function isAcronym(word: string): boolean {
  return word.length >= 2 && word.length <= 7 && ACRONYM.test(word);
}

/** Whether the letters are beginnings of the words, one after another: "rl" of reinforcement learning, "nerf" of neural
 *  radiance field. Words are folds; hyphens part them. */
export function abbreviates(acronym: string, words: readonly string[]): boolean {
  const parts = words.flatMap((word) => word.split("-"));
  const letters = acronym.replaceAll("-", "");
  const matches = (at: number, part: number): boolean => {
    if (part === parts.length) return at === letters.length;
    const word = parts[part]!;
    for (
      let taken = 1;
      taken <= 3 && at + taken <= letters.length && word.startsWith(letters.slice(at, at + taken));
      taken++
    ) {
      if (matches(at + taken, part + 1)) return true;
    }
    return false;
  };
  return parts.length >= 2 && letters.length >= 2 && matches(0, 0);
}

/** Learns from "graph neural networks (GNNs)": an acronym after a break, its words right before. */
export function learnAcronyms({ stream, spellings }: Tokens): Acronyms {
  const candidates = acronymSpellings(spellings);
  const votes = new Map<string, Map<string, number>>();
  for (let i = 3; i < stream.length; i++) {
    const spelling = stream[i]! - FIRST_WORD;
    if (spelling < 0 || candidates[spelling] === 0 || stream[i - 1]! >= FIRST_WORD || stream[i - 2]! < FIRST_WORD)
      continue;
    const acronym = spellings.foldText(spellings.fold(spelling));
    const words: string[] = [];
    for (let k = i - 2; k >= 0 && stream[k]! >= FIRST_WORD && words.length < MAX_EXPANSION; k--) {
      words.unshift(spellings.foldText(spellings.fold(stream[k]! - FIRST_WORD)));
      if (!abbreviates(acronym, words)) continue;
      const expansions = votes.get(acronym) ?? new Map<string, number>();
      votes.set(acronym, expansions);
      const expansion = words.join(" ");
      expansions.set(expansion, (expansions.get(expansion) ?? 0) + 1);
      break;
    }
  }
  return winners(votes);
}

/** By spelling: 1 for what looks like an acronym. */
export function acronymSpellings(spellings: Spellings): Uint8Array {
  const found = new Uint8Array(spellings.size);
  for (let spelling = 0; spelling < found.length; spelling++) {
    if (spellings.kind(spelling) === WORD && isAcronym(spellings.text(spelling))) found[spelling] = 1;
  }
  return found;
}

function winners(votes: ReadonlyMap<string, ReadonlyMap<string, number>>): Acronyms {
  const found = new Map<string, string[]>();
  for (const [acronym, expansions] of votes) {
    let best = "";
    let most = 0;
    let all = 0;
    for (const [expansion, count] of expansions) {
      all += count;
      if (count > most) [best, most] = [expansion, count];
    }
    if (most >= 2 && most * 2 > all) found.set(acronym, best.split(" "));
  }
  return found;
}

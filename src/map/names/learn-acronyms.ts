import { abbreviates } from "./acronyms.ts";
import { ACRONYM, WORD } from "./spellings.ts";
import { FIRST_WORD, type Tokens } from "./tokens.ts";

/** What acronyms of a library stand for: the fold of the acronym to the folds of the words, "gnn" to graph, neural, network. */
export type Acronyms = ReadonlyMap<string, readonly string[]>;

const MAX_EXPANSION = 6;

/** Learns from "graph neural networks (GNNs)": an acronym after a break, its words right before. */
export function learnAcronyms({ stream, spellings }: Tokens): Acronyms {
  const votes = new Map<string, Map<string, number>>();
  for (let i = 3; i < stream.length; i++) {
    const spelling = stream[i]! - FIRST_WORD;
    if (spelling < 0 || stream[i - 1]! >= FIRST_WORD || stream[i - 2]! < FIRST_WORD) continue;
    if (!spellings.has(spelling, ACRONYM) || spellings.kind(spelling) !== WORD) continue;
    const acronym = spellings.foldText(spellings.fold(spelling));
    const words: string[] = [];
    for (let k = i - 2; k >= 0 && stream[k]! >= FIRST_WORD && words.length < MAX_EXPANSION; k--) {
      words.unshift(spellings.foldText(spellings.fold(stream[k]! - FIRST_WORD)));
      if (words[0]?.[0] !== acronym[0] || !abbreviates(acronym, words)) continue;
      const expansions = votes.get(acronym) ?? new Map<string, number>();
      votes.set(acronym, expansions);
      const expansion = words.join(" ");
      expansions.set(expansion, (expansions.get(expansion) ?? 0) + 1);
      break;
    }
  }
  return winners(votes);
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

import { ANNOUNCES_VERB, FOLLOWS_VERB, PLURAL } from "./spellings.ts";
import { FIRST_WORD, SENTENCE_SIGN, type Tokens } from "./tokens.ts";

/** How words are used in running text, where capitals and endings mean something. */
export interface Usage {
  /** By spelling: times in abstracts, not at the beginning of a sentence. */
  readonly running: Uint32Array;
  /** By fold: times right after a word that a verb follows ("we", "to", "can"), or right before an article. */
  readonly asVerb: Uint32Array;
  /** By fold: times with the ending -s that the fold has not. */
  readonly plural: Uint32Array;
}

export function readUsage({ stream, starts, titleEnds, spellings }: Tokens): Usage {
  const running = new Uint32Array(spellings.size);
  const asVerb = new Uint32Array(spellings.foldCount);
  const plural = new Uint32Array(spellings.foldCount);
  for (let d = 0; d + 1 < starts.length; d++) {
    const titleEnd = titleEnds[d]!;
    for (let i = starts[d]!; i < starts[d + 1]!; i++) {
      const spelling = stream[i]! - FIRST_WORD;
      if (spelling < 0) continue;
      const before = stream[i - 1]!; // there is one: a text begins with a sign
      if (i >= titleEnd && before !== SENTENCE_SIGN) running[spelling]!++;
      const fold = spellings.fold(spelling);
      if (spellings.has(spelling, PLURAL)) plural[fold]!++;
      const after = stream[i + 1] ?? 0; // the next text begins with a sign
      const isVerb =
        (before >= FIRST_WORD && spellings.has(before - FIRST_WORD, ANNOUNCES_VERB)) ||
        (after >= FIRST_WORD && spellings.has(after - FIRST_WORD, FOLLOWS_VERB));
      if (isVerb) asVerb[fold]!++;
    }
  }
  return { running, asVerb, plural };
}

import { FIRST_WORD, SENTENCE_SIGN, type Tokens, WORD } from "./tokens.ts";

/** How words are used in running text, where capitals and endings mean something. */
export interface Usage {
  /** By spelling: times in abstracts, not at the beginning of a sentence. */
  readonly running: Uint32Array;
  /** By fold: times right after a word that a verb follows ("we", "to", "can"), or right before an article. */
  readonly asVerb: Uint32Array;
  /** By fold: times with the ending -s that the fold has not. */
  readonly plural: Uint32Array;
}

const BEFORE = 1;
const AFTER = 2;
const BEFORE_VERBS = new Set(
  "to we can could may might will would should must not cannot they which who also helps let".split(" "),
);

/** Nouns have a preposition or a verb before the next article; verbs and gerunds have it at once. */
const AFTER_VERBS = new Set("the a an its their our this these those each any all".split(" "));

export function readUsage({ stream, starts, titleEnds, spellings }: Tokens): Usage {
  const announces = new Uint8Array(spellings.size);
  const isPlural = new Uint8Array(spellings.size);
  for (let spelling = 0; spelling < spellings.size; spelling++) {
    const text = spellings.text(spelling);
    if (spellings.kind(spelling) !== WORD) {
      const lower = text.toLowerCase();
      announces[spelling] = BEFORE_VERBS.has(lower) ? BEFORE : AFTER_VERBS.has(lower) ? AFTER : 0;
    } else if (text.endsWith("s") && !spellings.foldText(spellings.fold(spelling)).endsWith("s"))
      isPlural[spelling] = 1;
  }
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
      if (isPlural[spelling] === 1) plural[fold]!++;
      const after = stream[i + 1] ?? 0; // the next text begins with a sign
      const isVerb =
        (before >= FIRST_WORD && announces[before - FIRST_WORD] === BEFORE) ||
        (after >= FIRST_WORD && announces[after - FIRST_WORD] === AFTER);
      if (isVerb) asVerb[fold]!++;
    }
  }
  return { running, asVerb, plural };
}

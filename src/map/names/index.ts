/** Names and key phrases of topics, learnt from the words of their papers. */
export { nameTopics, type TopicTree } from "./name-topics.ts";
export { PhraseIndex } from "./phrase-index.ts";
export { keyPhrasesOf, type PhraseTable } from "./phrase-table.ts";
export type { KeyPhrase } from "./pick-phrases.ts";
export type { NamedText } from "./plain-text.ts";
export { phraseFinder, type SharedPhrase } from "./shared-phrases.ts";
export { isTellingWord } from "./word-stream.ts";

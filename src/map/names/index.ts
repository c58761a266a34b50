/** Names and key phrases of topics, learnt from the words of their papers. */
export { type NamingOptions, nameTopics, type TopicNames, type TopicTree } from "./name-topics.ts";
export { type BuildOptions, PhraseIndex } from "./phrase-index.ts";
export { keyPhrasesOf, type PhraseTable } from "./phrase-table.ts";
export type { KeyPhrase } from "./pick-phrases.ts";
export type { NamedText } from "./plain-text.ts";

/** The topic map of a library: layout, topics, names, trust. */
export { type FitOptions, fitMap, type MapInput, NEIGHBORS } from "./fit.ts";
export { type KeyPhrase, keyPhrasesOf, type NamedText } from "./names/index.ts";
export { driftOf, type MapTopic, NO_TOPIC, pathOf, type TopicMap } from "./topic-map.ts";

/** The topic map of a library: layout, topics, names, trust. */

export { loadMap, type MapOrigin, saveMap } from "./files.ts";
export { type FitOptions, fitMap, layOutGraph, type MapInput, NEIGHBORS } from "./fit.ts";
export { growMap, trustOfPlaced } from "./grow.ts";
export { principalPlane } from "./layout/principal.ts";
export { isTellingWord, keyPhrasesOf, type NamedText, phraseFinder, type SharedPhrase } from "./names/index.ts";
export { driftOf, membersOf, NO_TOPIC, pathOf, type TopicMap } from "./topic-map.ts";
export { meanOf } from "./trust.ts";

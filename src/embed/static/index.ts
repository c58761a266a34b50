/** Static sentence models: a vector for each token, their mean for a text. Runs anywhere, browsers included. */
export { createStaticEncoder, type StaticEncoder, vocabularyOf } from "./encoder.ts";
export { createLexicon, type Lexicon } from "./lexicon.ts";
export type { LocatedWord } from "./located-words.ts";
export { parseJson, type ReadModelFile, readStaticModel, type StaticModel } from "./model.ts";
export { isRecord, parseStaticSettings, type StaticSettings } from "./settings.ts";

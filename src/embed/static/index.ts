/** Static sentence models: a vector for each token, their mean for a text. Runs anywhere, browsers included. */
export { createStaticEncoder, type StaticEncoder, type StaticEncoderOptions } from "./encoder.ts";
export {
  parseJson,
  type ReadModelFile,
  type ReadStaticModelOptions,
  readStaticModel,
  type StaticModel,
  type WeightMemory,
} from "./model.ts";
export type { KernelKind } from "./pooling.ts";
export { isRecord, parseStaticSettings, type StaticSettings } from "./settings.ts";

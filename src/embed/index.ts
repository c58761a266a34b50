/** Text to unit vectors: the bundled static model on our own fast path, any other through transformers.js. */
export {
  type Explainable,
  type ExplainedText,
  type Explanation,
  explainSimilarity,
  type Mark,
  type Seed,
  seedOf,
} from "./explain/index.ts";
export { loadModel, loadWithTransformers } from "./load.ts";
export type { EmbeddingModel, LoadModelOptions } from "./model.ts";

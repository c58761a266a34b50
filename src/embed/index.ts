/** Text to unit vectors: the bundled static model on our own fast path, any other through transformers.js. */
export { loadModel, loadWithTransformers } from "./load.ts";
export type { EmbeddingModel, LoadModelOptions } from "./model.ts";

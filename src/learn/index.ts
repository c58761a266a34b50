/** Learning what someone likes from examples, and choosing among what they may like. */
export { type Example, type LinearModel, trainClassifier } from "./classifier.ts";
export { diversify } from "./diversify.ts";
export { type Neighbor, smoothed } from "./smooth.ts";

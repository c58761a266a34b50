/** The drawing of the topic map. Import it lazily: it is a chunk of its own. */
export { decodePoints } from "./decode.ts";
export { categoryColors, scaleColors, topicColors } from "./palette.ts";
export { createStage } from "./stage.ts";

import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "../..");
export const MODELS = join(ROOT, "models");
/** The 573 papers that the product ships. */
export const CORPUS = join(ROOT, "corpus");
/** The five saved pages; not on every machine. */
export const SEEDS = join(ROOT, "../shared/seeds");
export const HAS_SEEDS = existsSync(SEEDS);

import { AppError } from "../../core/index.ts";

/** What the `orrery` key of a static model's config.json says. */
export interface StaticSettings {
  /** Columns of the token table. */
  readonly dimension: number;
  /** Lengths of vector that can be asked for: each is made of the first columns, scaled to unit length again. */
  readonly dimensions: readonly number[];
  /** Rows of the token table. */
  readonly vocabulary: number;
  /** Tokens of a text beyond these are not read. */
  readonly maxTokens: number;
  /** How far the vector of a paper is best drawn towards that of its title alone; 0 not at all. */
  readonly titleShare: number;
  readonly weights: {
    /** Path within the model's folder. */
    readonly file: string;
    /** Byte at which the int8 table begins, row-major. */
    readonly tableOffset: number;
    /** Byte at which the little-endian float32 factors begin, one for each row. */
    readonly scalesOffset: number;
  };
}

/** Reads the settings from a parsed config.json; undefined when it is not that of a static model.
 *  Throws AppError("damaged-file") when the `orrery` key is there and cannot be used. */
export function parseStaticSettings(config: unknown): StaticSettings | undefined {
  if (!isRecord(config) || config["orrery"] === undefined) return undefined;
  const orrery = recordAt(config, "orrery");
  if (orrery["type"] !== "static") throw unusable("orrery.type", '"static"', orrery["type"]);
  const weights = recordAt(orrery, "weights");
  const dimension = wholeAt(orrery, "dimension", 1);
  const settings: StaticSettings = {
    dimension,
    dimensions: dimensionsAt(orrery, dimension),
    vocabulary: wholeAt(orrery, "vocabulary", 1),
    maxTokens: wholeAt(orrery, "maxTokens", 1),
    titleShare: shareAt(orrery, "titleShare"),
    weights: {
      file: fileAt(weights),
      tableOffset: wholeAt(weights, "tableOffset", 0),
      scalesOffset: wholeAt(weights, "scalesOffset", 0),
    },
  };
  if (settings.weights.scalesOffset % 4 !== 0) {
    throw unusable("orrery.weights.scalesOffset", "a multiple of 4", settings.weights.scalesOffset);
  }
  return settings;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function recordAt(parent: Record<string, unknown>, key: string): Record<string, unknown> {
  const value = parent[key];
  if (!isRecord(value)) throw unusable(key, "an object", value);
  return value;
}

function wholeAt(parent: Record<string, unknown>, key: string, least: number): number {
  const value = parent[key];
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= least) return value;
  throw unusable(key, `a whole number from ${least} on`, value);
}

function shareAt(parent: Record<string, unknown>, key: string): number {
  const value = parent[key] ?? 0;
  if (typeof value === "number" && value >= 0 && value <= 1) return value;
  throw unusable(key, "a number from 0 to 1", value);
}

function dimensionsAt(parent: Record<string, unknown>, dimension: number): readonly number[] {
  const value = parent["dimensions"];
  const whole = (each: unknown): each is number => Number.isSafeInteger(each) && Number(each) >= 1;
  if (Array.isArray(value) && value.every(whole) && value.every((each) => each <= dimension)) return value;
  throw unusable("orrery.dimensions", `a list of whole numbers up to ${dimension}`, value);
}

function fileAt(weights: Record<string, unknown>): string {
  const file = weights["file"];
  if (typeof file === "string" && file !== "" && !file.split(/[\\/]/).includes("..")) return file;
  throw unusable("orrery.weights.file", "a path within the model's folder", file);
}

function unusable(key: string, expected: string, got: unknown): AppError {
  return new AppError("damaged-file", `Expected ${key} of config.json to be ${expected}, got ${JSON.stringify(got)}.`);
}

import { AppError } from "../core/index.ts";
import type { Expected } from "./knn-index.ts";

/** What both kinds of index say of themselves in their header. */
export interface SavedMeta {
  readonly model: string;
  readonly dimension: number;
  readonly count: number;
  readonly revision: number;
}

/** Parses a header; what else it holds is kept. Throws AppError("damaged-file") when a field is missing. */
export function parseMeta(meta: unknown, path: string): SavedMeta & Record<string, unknown> {
  const fields: Record<string, unknown> = { ...(typeof meta === "object" ? meta : undefined) };
  const model = fields["model"];
  if (typeof model !== "string") throw new AppError("damaged-file", `Expected the name of a model in ${path}.`);
  return {
    ...fields,
    model,
    dimension: wholeNumber(fields, "dimension", path),
    count: wholeNumber(fields, "count", path),
    revision: wholeNumber(fields, "revision", path),
  };
}

/** Parses a header and throws AppError("model-mismatch"), with both values, when the index was made from vectors of
 *  another model or dimension. */
export function readMeta(meta: unknown, path: string, expected: Expected): SavedMeta & Record<string, unknown> {
  const saved = parseMeta(meta, path);
  if (saved.model === expected.model && saved.dimension === expected.dimension) return saved;
  throw new AppError(
    "model-mismatch",
    `Expected ${path} to hold vectors of ${expected.model} with ${expected.dimension} dimensions, got ${saved.model} with ${saved.dimension}.`,
  );
}

/** A whole number from 0 on. Throws AppError("damaged-file"). */
export function wholeNumber(fields: Readonly<Record<string, unknown>>, name: string, path: string): number {
  const value = fields[name];
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw new AppError("damaged-file", `Expected ${name} in ${path} to be a whole number, got ${JSON.stringify(value)}.`);
}

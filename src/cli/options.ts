import { InvalidArgumentError } from "commander";
import type { z } from "zod";
import { AppError, clip } from "../core/index.ts";
import { type Columns, FIELD_NAMES, type ModelChoice } from "../library/index.ts";

/** Options that every command takes. */
export interface CommonOptions {
  readonly library: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export interface ModelOptions {
  readonly model?: string;
  readonly dimension?: number;
  readonly pooling?: "mean" | "cls" | "last_token";
  readonly queryPrefix?: string;
  readonly passagePrefix?: string;
  readonly allowDownload?: boolean;
}

export const MODEL_POOLINGS = ["mean", "cls", "last_token"];

/** A parser for whole numbers in a range, for commander. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^[+-]?\d+(e\d+)?$/i.test(text.trim()) && Number.isSafeInteger(value) && value >= least && value <= most)
      return value;
    throw new InvalidArgumentError(
      `Expected a whole number from ${least.toLocaleString("en-US")} to ${most.toLocaleString("en-US")}, got ${text}.`,
    );
  };
}

/** Collects an option that may be given several times. */
export function collect(value: string, all: readonly string[] = []): string[] {
  return [...all, value];
}

/** Collects `field=column` options; of a field that is named twice the last column counts. */
export function columnOf(text: string, all: Columns = {}): Columns {
  const [name, ...rest] = text.split("=");
  const field = FIELD_NAMES.find((known) => known.toLowerCase() === name?.trim().toLowerCase());
  const column = rest.join("=").trim();
  if (field !== undefined && column !== "") return { ...all, [field]: column };
  throw new InvalidArgumentError(
    `Expected field=column with a field of ${FIELD_NAMES.join(", ")}, got ${JSON.stringify(text)}.`,
  );
}

export function listingDay(text: string): string {
  if (/^(\d{4}|-)-\d{2}-\d{2}$/.test(text)) return text;
  throw new InvalidArgumentError(`Expected YYYY-MM-DD, or --MM-DD for pages without a year, got ${text}.`);
}

/** The value as the schema takes it. Throws AppError("bad-request"), which says what was expected. */
export function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const [issue] = error.issues;
  const [field = ""] = issue?.path ?? [];
  const came = (value as Record<PropertyKey, unknown>)[field];
  throw new AppError("bad-request", `${String(field)}: ${issue?.message} (got ${clip(JSON.stringify(came), 60)}).`);
}

export function modelChoice({ model, dimension, pooling, queryPrefix, passagePrefix }: ModelOptions): ModelChoice {
  return {
    ...(model === undefined ? {} : { model }),
    ...(dimension === undefined ? {} : { dimension }),
    ...(pooling === undefined ? {} : { pooling }),
    ...(queryPrefix === undefined ? {} : { queryPrefix }),
    ...(passagePrefix === undefined ? {} : { passagePrefix }),
  };
}

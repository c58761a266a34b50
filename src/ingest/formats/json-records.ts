import { AppError, messageOf } from "../../core/index.ts";
import { cleanField } from "../clean.ts";
import { type IngestEvent, rejection } from "../event.ts";
import { parseJson } from "../record/json.ts";
import { parseRecord } from "../record/parse.ts";
import type { Origin } from "./format.ts";

const MAX_REASON = 300;

/** The paper in a JSON text, or why there is none. */
export function recordEvent(text: string, line: number, origin: Origin, source: string): IngestEvent {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    return rejection(origin.input, line, cleanField(`Expected JSON: ${messageOf(error)}`, MAX_REASON), text);
  }
  try {
    return { kind: "paper", record: parseRecord(value), input: origin.input, line, source };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return rejection(origin.input, line, error.message, text);
  }
}

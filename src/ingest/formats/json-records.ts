import { AppError, messageOf } from "../../core/index.ts";
import { cleanField } from "../clean.ts";
import { type IngestEvent, rejection } from "../event.ts";
import { parseJson } from "../record/json.ts";
import { parseRecord } from "../record/parse.ts";
import { recordsIn } from "./envelope.ts";
import type { Origin } from "./format.ts";
import { webPageReason } from "./web-page.ts";

const MAX_REASON = 300;

/** The papers in a JSON text, which may be one or an answer with many, and why others cannot be used. */
export function recordEvents(text: string, line: number, origin: Origin, source: string): IngestEvent[] {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    const reason = webPageReason(text) ?? cleanField(`Expected JSON: ${messageOf(error)}`, MAX_REASON);
    return [rejection(origin.input, line, reason, text)];
  }
  const records = recordsIn(value);
  return records.map((record) => recordEvent(record, line, origin, source, records.length === 1 ? text : undefined));
}

/** The paper that a value describes, or why it describes none. */
export function recordEvent(
  value: unknown,
  line: number,
  { input, columns }: Origin,
  source: string,
  text?: string,
): IngestEvent {
  try {
    return { kind: "paper", record: parseRecord(value, columns), input, line, source };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return rejection(input, line, error.message, text ?? JSON.stringify(value));
  }
}

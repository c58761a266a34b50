import { type Line, MAX_RECORD_BYTES, readLines } from "../bytes/lines.ts";
import { type IngestEvent, rejection } from "../event.ts";
import { decode, isObject, parseJson } from "../record/json.ts";
import { listStart } from "./envelope.ts";
import type { Format, Head, Origin } from "./format.ts";
import { recordEvents } from "./json-records.ts";
import { fileSource, tooLong } from "./source.ts";

const BLANK = /^\s*$/;
const ARRAY_OF_OBJECTS = /^\s*\[\s*\{/;
const EXCERPT_BYTES = 1000;

/** One JSON object on each line. */
export const jsonLines: Format = {
  name: "JSON Lines",
  recognizes,
  async *read(content, origin) {
    const source = fileSource(origin);
    for await (const lines of readLines(content)) {
      const events: IngestEvent[] = [];
      for (const line of lines) {
        events.push(...readLine(line, origin, source));
      }
      yield events;
    }
  },
};

function readLine(line: Line, origin: Origin, source: string): IngestEvent[] {
  if (line.size > MAX_RECORD_BYTES) {
    const excerpt = decode(line.bytes.subarray(0, EXCERPT_BYTES));
    return [rejection(origin.input, line.number, tooLong("line", line.size), excerpt)];
  }
  const text = decode(line.bytes);
  return BLANK.test(text) ? [] : recordEvents(text, line.number, origin, source);
}

/** An object that is spread over several lines has a first line that is not whole; with several lines that begin as
 *  objects these are the lines to read, even when none of them can be parsed. */
function recognizes({ text, whole }: Head): boolean {
  if (ARRAY_OF_OBJECTS.test(text)) return false; // the last object of its lines has no comma, and would pass for a record
  const lines = text.split("\n").filter((line) => !BLANK.test(line));
  const complete = whole ? lines : lines.slice(0, -1);
  const begun = complete.filter((line) => line.startsWith("{") && line.trim() !== "{");
  if (!(lines[0] ?? "").trimStart().startsWith("{")) {
    return begun.length * 2 >= complete.length && begun.some(isObjectText);
  }
  if (begun.length < 2 && listStart(text) !== undefined) return false; // one answer is read record by record
  return lines.length === 1 || begun.length > 1 || begun.some(isObjectText);
}

function isObjectText(line: string): boolean {
  try {
    return isObject(parseJson(line));
  } catch {
    return false;
  }
}

import { type IngestEvent, rejection } from "../event.ts";
import { decode } from "../record/json.ts";
import { type Element, ElementSplitter } from "./elements.ts";
import type { Format, Origin } from "./format.ts";
import { recordEvent } from "./json-records.ts";
import { fileSource } from "./source.ts";

const EXCERPT_BYTES = 1000;

/** One array of objects, or objects one after the other, each spread over any number of lines. */
export const jsonDocument: Format = {
  name: "JSON",
  recognizes: ({ text }) => /^\s*(?:\{|\[\s*[[{\]"])/.test(text),
  async *read(content, origin) {
    const source = fileSource(origin);
    const splitter = new ElementSplitter();
    for await (const chunk of content) yield toEvents(splitter.push(chunk), origin, source);
    yield toEvents(splitter.end(), origin, source);
  },
};

function toEvents(elements: readonly Element[], origin: Origin, source: string): IngestEvent[] {
  return elements.map(({ line, bytes, fault }) =>
    fault === undefined
      ? recordEvent(decode(bytes), line, origin, source)
      : rejection(origin.input, line, fault, decode(bytes.subarray(0, EXCERPT_BYTES))),
  );
}

import { peek } from "../bytes/peek.ts";
import { type IngestEvent, rejection } from "../event.ts";
import { decode } from "../record/json.ts";
import { AFTER_ARRAY, type Element, ElementSplitter } from "./elements.ts";
import { listStart } from "./envelope.ts";
import type { Format, Origin } from "./format.ts";
import { recordEvents } from "./json-records.ts";
import { countLineEnds } from "./restart.ts";
import { fileSource } from "./source.ts";

const EXCERPT_BYTES = 1000;
const HEAD_BYTES = 1 << 16;

/** One array of objects, also as the list of a service's answer, or objects one after the other, each spread over any
 *  number of lines. */
export const jsonDocument: Format = {
  name: "JSON",
  recognizes: ({ text }) => /^\s*(?:\{|\[\s*(?:[[{\]"]|null))/.test(text),
  async *read(content, origin) {
    const source = fileSource(origin);
    for await (const elements of readElements(content)) yield toEvents(elements, origin, source);
  },
};

/** The elements of the array or of the list in an answer. What surrounds the list is left out. */
export async function* readElements(content: AsyncIterable<Buffer>): AsyncGenerator<Element[]> {
  const splitter = new ElementSplitter();
  const { head, content: all } = await peek(content, HEAD_BYTES);
  const start = listStart(head.toString("latin1"));
  let skipped = start ?? 0;
  const elementsOf = (elements: Element[]) =>
    start === undefined ? elements : elements.filter(({ fault }) => fault !== AFTER_ARRAY);
  for await (const chunk of all) {
    const before = Math.min(skipped, chunk.length);
    skipped -= before;
    // Only line ends are left of what comes before the list, so that lines count as they are in the file.
    if (before > 0) splitter.push(Buffer.alloc(countLineEnds(chunk.subarray(0, before)), "\n"));
    yield elementsOf(splitter.push(chunk.subarray(before)));
  }
  yield elementsOf(splitter.end());
}

function toEvents(elements: readonly Element[], origin: Origin, source: string): IngestEvent[] {
  return elements.flatMap((element) =>
    element.fault === undefined
      ? recordEvents(decode(element.bytes), element.line, origin, source)
      : [faultEvent(element, origin)],
  );
}

/** Why a damaged stretch gives no paper. */
export function faultEvent({ line, bytes, fault }: Element, origin: Origin): IngestEvent {
  return rejection(origin.input, line, fault ?? "", decode(bytes.subarray(0, EXCERPT_BYTES)));
}

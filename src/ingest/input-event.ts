import type { IngestEvent } from "./event.ts";
import type { Origin } from "./formats/format.ts";
import type { Columns } from "./record/columns.ts";
import type { Source } from "./sources.ts";

/** The event with which a text of a known format begins. */
export function inputEvent({ input, bytes }: Source, format: string): IngestEvent {
  return { kind: "input", input, format, ...(bytes === undefined ? {} : { bytes }) };
}

/** What readers of formats need to know of a source. */
export function originOf(
  { input, name }: Source,
  { source, columns }: { readonly source?: string; readonly columns?: Columns },
): Origin {
  return { input, name, source, ...(columns === undefined ? {} : { columns }) };
}

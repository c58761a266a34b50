import { AppError } from "../../core/index.ts";
import { MAX_RECORD_BYTES, readLines } from "../bytes/lines.ts";
import { type IngestEvent, rejection } from "../event.ts";
import { decode } from "../record/json.ts";
import { parseRecord } from "../record/parse.ts";
import { EntrySplitter, type RawEntry } from "./bibtex/entry-splitter.ts";
import { type Macros, parseEntry } from "./bibtex/parse-entry.ts";
import { toRecord } from "./bibtex/to-record.ts";
import type { Format, Origin } from "./format.ts";
import { fileSource, tooLong } from "./source.ts";

const ENTRY = /^[^\S\n]*@\s*[a-z]+\s*[{(]\s*(?:[^\s,{}()="#%]+\s*,|[a-z][\w-]*\s*=|jabref)/im;
/** Entries that describe no paper. */
const NO_PAPERS = new Set(["comment", "preamble"]);
const MAX_MACROS = 100_000;
/** Longer than any name of a journal, so that macros made of macros do not fill the memory. */
const MAX_MACRO = 10_000;

/** BibTeX and BibLaTeX. */
export const bibtex: Format = {
  name: "BibTeX",
  recognizes: ({ text }) => ENTRY.test(text),
  async *read(content, origin) {
    const splitter = new EntrySplitter();
    const macros: Macros = new Map();
    const source = fileSource(origin);
    const toEvents = (entries: readonly RawEntry[]) => {
      return entries.map((entry) => toEvent(entry, macros, origin, source)).filter((event) => event !== undefined);
    };
    for await (const lines of readLines(content)) {
      const events: IngestEvent[] = [];
      for (const { number, bytes, size } of lines) {
        if (size > MAX_RECORD_BYTES) events.push(rejection(origin.input, number, tooLong("line", size)));
        else events.push(...toEvents(splitter.push(decode(bytes), number)));
      }
      yield events;
    }
    yield toEvents(splitter.end());
  },
};

/** The paper of an entry, or why there is none. An entry that is for BibTeX only gives nothing. */
function toEvent(raw: RawEntry, macros: Macros, origin: Origin, source: string): IngestEvent | undefined {
  const { line, text } = raw;
  const entry = raw.fault ?? parseEntry(text, macros);
  if (typeof entry === "string") {
    const isIgnored = raw.fault === undefined && /^@\s*(?:comment|preamble)/i.test(text);
    return isIgnored ? undefined : rejection(origin.input, line, entry, text);
  }
  if (NO_PAPERS.has(entry.type)) return undefined;
  if (entry.type === "string") {
    for (const [name, value] of entry.fields) if (macros.size < MAX_MACROS) macros.set(name, value.slice(0, MAX_MACRO));
    return undefined;
  }
  try {
    return { kind: "paper", record: parseRecord(toRecord(entry)), input: origin.input, line, source };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return rejection(origin.input, line, error.message, text);
  }
}

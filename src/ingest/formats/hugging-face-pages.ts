import type { Listing } from "../../core/index.ts";
import { readLines } from "../bytes/lines.ts";
import { type IngestEvent, rejection } from "../event.ts";
import { decode } from "../record/json.ts";
import { parseRecord } from "../record/parse.ts";
import type { Format, Head, Origin } from "./format.ts";
import { findEntries } from "./page-entries.ts";
import { isPageMark, type PageLine, readPage } from "./page-lines.ts";

const SOURCE = "huggingface-papers";
const MAX_PAGE_BYTES = 1 << 24;
/** Without the site's own lines, this many titles with long abstracts in strict turn make a page; fewer may be any
 *  text with headings. */
const MIN_PAIRS = 3;
const MIN_ABSTRACT = 300;
const MAX_TITLE = 250;

/** A page of Hugging Face Papers saved as text: titles, each followed by its abstract, between the lines of the site.
 *  One page is one listing. */
export const huggingFacePages: Format = {
  name: "saved Hugging Face Papers pages",
  recognizes,
  async *read(content, origin) {
    const lines: PageLine[] = [];
    let size = 0;
    let failure: { readonly thrown: unknown } | undefined;
    try {
      for await (const batch of readLines(content)) {
        for (const line of batch) lines.push({ number: line.number, text: decode(line.bytes) });
        size = batch.reduce((sum, line) => sum + line.size, size);
        if (size > MAX_PAGE_BYTES) {
          const reason = `Expected a page of at most ${MAX_PAGE_BYTES >> 20} MiB, this one is longer.`;
          return yield [rejection(origin.input, 0, reason)];
        }
      }
    } catch (thrown) {
      failure = { thrown }; // the papers that came before it count
    }
    yield pageEvents(lines, origin);
    if (failure !== undefined) throw failure.thrown;
  },
};

function pageEvents(lines: readonly PageLine[], origin: Origin): IngestEvent[] {
  const { input, name } = origin;
  const source = origin.source ?? SOURCE;
  const { body, date } = readPage(lines);
  const listing: Listing = { source, name, ...(date === undefined ? {} : { date }) };
  const events: IngestEvent[] = [{ kind: "listing", listing, input }];
  let rank = 0;
  for (const { title, abstract } of findEntries(body)) {
    if (title === undefined) {
      const reason = "Expected a title before this abstract, found none.";
      events.push(rejection(input, abstract[0]?.number ?? 0, reason, abstract[0]?.text));
    } else {
      rank += 1;
      const record = parseRecord({ title: title.text, abstract: abstract.map(({ text }) => text) });
      events.push({ kind: "paper", record, input, line: title.number, source, listing: { name, rank } });
    }
  }
  return rank === 0 ? [rejection(input, 0, "Expected papers on this page, found none."), ...events.slice(1)] : events;
}

function recognizes({ text, whole }: Head): boolean {
  const lines = text.split("\n").map((line, i) => ({ number: i + 1, text: line }));
  if (lines.some((line) => isPageMark(line.text))) return true;
  const entries = findEntries(readPage(lines).body);
  const pairs = whole ? entries : entries.slice(0, -1);
  return pairs.length >= MIN_PAIRS && pairs.every(isPlainPair);
}

function isPlainPair({
  title,
  abstract,
}: {
  readonly title?: PageLine;
  readonly abstract: readonly PageLine[];
}): boolean {
  if (title === undefined || abstract.length !== 1) return false;
  return (
    title.text.length <= MAX_TITLE &&
    /^[\p{L}\p{N}]/u.test(title.text) &&
    (abstract[0]?.text.length ?? 0) >= MIN_ABSTRACT
  );
}

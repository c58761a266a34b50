import { AppError } from "../../core/index.ts";
import { type Line, MAX_RECORD_BYTES, readLines } from "../bytes/lines.ts";
import { cleanField } from "../clean.ts";
import { type IngestEvent, rejection } from "../event.ts";
import { decode, type JsonObject } from "../record/json.ts";
import { parseRecord } from "../record/parse.ts";
import type { Format, Origin } from "./format.ts";
import { fileSource, tooLong } from "./source.ts";
import { childrenOf, type XmlElement } from "./xml.ts";

const FEED = /<feed\b[^>]*>/i;
const ENTRY = /<(\/?)entry\b[^>]*>/gi;
const CUT_OFF = "The entry is cut off: its end is missing.";
const MAX_REASON = 300;

/** Answers of the arXiv API: an Atom feed with one entry for each paper. */
export const arxivAtom: Format = {
  name: "arXiv Atom",
  recognizes: ({ text }) =>
    FEED.test(text) && text.includes("http://www.w3.org/2005/Atom") && text.includes("arxiv.org"),
  async *read(content, origin) {
    const reader = new EntryReader(origin);
    for await (const lines of readLines(content)) yield lines.flatMap((line) => reader.push(line));
    yield reader.end();
  },
};

/** Cuts the feed into entries; keeps one at a time. */
class EntryReader {
  readonly #origin: Origin;
  readonly #source: string;
  /** Lines of the open entry; undefined between entries. */
  #lines: string[] | undefined;
  #line = 0;
  #size = 0;

  constructor(origin: Origin) {
    this.#origin = origin;
    this.#source = fileSource(origin);
  }

  push({ number, bytes, size }: Line): IngestEvent[] {
    const events: IngestEvent[] = [];
    if (size > MAX_RECORD_BYTES) return [rejection(this.#origin.input, number, tooLong("line", size))];
    const text = decode(bytes);
    let from = 0;
    ENTRY.lastIndex = 0;
    for (let tag = ENTRY.exec(text); tag !== null; tag = ENTRY.exec(text)) {
      if (tag[1] === "/") {
        this.#lines?.push(text.slice(from, tag.index));
        events.push(...this.#close());
      } else {
        if (this.#lines !== undefined) events.push(this.#reject(CUT_OFF));
        this.#lines = [];
        this.#line = number;
        this.#size = 0;
      }
      from = ENTRY.lastIndex;
    }
    this.#lines?.push(text.slice(from));
    this.#size += text.length - from;
    if (this.#lines !== undefined && this.#size > MAX_RECORD_BYTES)
      events.push(this.#reject(tooLong("entry", this.#size)));
    return events;
  }

  end(): IngestEvent[] {
    return this.#lines === undefined ? [] : [this.#reject(CUT_OFF)];
  }

  #close(): IngestEvent[] {
    if (this.#lines === undefined) return [];
    const { input } = this.#origin;
    const children = childrenOf(this.#lines.join("\n"));
    if (textOf(children, "id").includes("arxiv.org/api/errors")) {
      return [this.#reject(cleanField(`arXiv says: ${textOf(children, "summary")}`, MAX_REASON))];
    }
    try {
      const record = parseRecord(toRecord(children));
      this.#lines = undefined;
      return [{ kind: "paper", record, input, line: this.#line, source: this.#source }];
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return [this.#reject(error.message)];
    }
  }

  #reject(reason: string): IngestEvent {
    const text = (this.#lines ?? []).join(" ");
    this.#lines = undefined;
    return rejection(this.#origin.input, this.#line, reason, text);
  }
}

function toRecord(children: readonly XmlElement[]): JsonObject {
  const named = (name: string) => children.filter((child) => child.name === name);
  const primary = named("arxiv:primary_category").map((category) => category.attributes.get("term") ?? "");
  const categories = named("category").map((category) => category.attributes.get("term") ?? "");
  const id = textOf(children, "id");
  return {
    title: textOf(children, "title"),
    abstract: textOf(children, "summary"),
    authors: named("author").map((author) => textOf(childrenOf(author.content), "name")),
    published: textOf(children, "published"),
    venue: textOf(children, "arxiv:journal_ref"),
    categories: [...primary, ...categories],
    arxivId: id,
    doi: textOf(children, "arxiv:doi"),
    url: id,
  };
}

function textOf(children: readonly XmlElement[], name: string): string {
  return children.find((child) => child.name === name)?.text ?? "";
}

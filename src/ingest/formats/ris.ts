import { AppError } from "../../core/index.ts";
import { type Line, MAX_RECORD_BYTES, readLines } from "../bytes/lines.ts";
import { type IngestEvent, rejection } from "../event.ts";
import { labelledArxivId } from "../record/arxiv-label.ts";
import { decode, type JsonObject } from "../record/json.ts";
import { withoutHeading, withoutMarkup } from "../record/markup.ts";
import { parseRecord } from "../record/parse.ts";
import { pageSpan } from "../record/printed.ts";
import type { Format, Origin } from "./format.ts";
import { fileSource, tooLong } from "./source.ts";

const TAG = /^\s?([A-Z][A-Z0-9]) {0,2}- ?(.*)$/;
/** A record begins: RIS files may have lines about their origin before. */
const BEGINNING = /^\s?TY {0,2}- ?[A-Z]/m;
const CUT_OFF = "The record is cut off: expected a line ER  - at its end.";
const TITLES = ["TI", "T1", "CT", "BT"];
const VENUES = ["T2", "JO", "JF", "JA", "J2", "BT"];
/** Where reference managers put an arXiv id when the format has no field for it. */
const NOTES = ["M1", "N1", "AN", "JO", "T2", "C1", "IS", "U1"];

/** RIS, as reference managers and publishers write it. */
export const ris: Format = {
  name: "RIS",
  recognizes: ({ text }) => BEGINNING.test(text),
  async *read(content, origin) {
    const reader = new RisReader(origin);
    for await (const lines of readLines(content)) yield lines.flatMap((line) => reader.push(line));
    yield reader.end();
  },
};

interface RisRecord {
  readonly line: number;
  /** Values by tag, in the order in which they came. */
  readonly values: Map<string, string[]>;
  size: number;
}

class RisReader {
  readonly #origin: Origin;
  readonly #source: string;
  #open: RisRecord | undefined;
  #lastTag = "";

  constructor(origin: Origin) {
    this.#origin = origin;
    this.#source = fileSource(origin);
  }

  push({ number, bytes, size }: Line): IngestEvent[] {
    if (size > MAX_RECORD_BYTES) return [rejection(this.#origin.input, number, tooLong("line", size))];
    const text = decode(bytes).replace(/\r$/, "");
    const found = TAG.exec(text);
    if (found === null) return this.#continue(text);
    const [, tag = "", value = ""] = found;
    if (tag === "TY") {
      const ended = this.#finish(); // some programs leave out ER between records
      this.#open = { line: number, values: new Map([["TY", [value]]]), size };
      this.#lastTag = tag;
      return ended;
    }
    if (tag === "ER") return this.#finish();
    this.#lastTag = tag;
    this.#keep(value, false);
    return this.#tooLong();
  }

  end(): IngestEvent[] {
    const open = this.#open;
    return open === undefined ? [] : [rejection(this.#origin.input, open.line, CUT_OFF, titleOf(open))];
  }

  /** A line without a tag goes on with the value of the line before. */
  #continue(text: string): IngestEvent[] {
    if (text.trim() !== "" && this.#lastTag !== "") this.#keep(text, true);
    return this.#tooLong();
  }

  #keep(value: string, goesOn: boolean): void {
    const open = this.#open;
    if (open === undefined) return;
    const values = open.values.get(this.#lastTag) ?? [];
    open.size += value.length;
    if (goesOn && values.length > 0) values[values.length - 1] += ` ${value}`;
    else values.push(value);
    open.values.set(this.#lastTag, values);
  }

  #tooLong(): IngestEvent[] {
    const open = this.#open;
    if (open === undefined || open.size <= MAX_RECORD_BYTES) return [];
    this.#open = undefined;
    return [rejection(this.#origin.input, open.line, tooLong("record", open.size), titleOf(open))];
  }

  #finish(): IngestEvent[] {
    const open = this.#open;
    this.#open = undefined;
    this.#lastTag = "";
    if (open === undefined) return [];
    const { input } = this.#origin;
    try {
      return [{ kind: "paper", record: parseRecord(toRecord(open)), input, line: open.line, source: this.#source }];
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const said = [...open.values.values()].flat().join(" ");
      return [rejection(input, open.line, error.message, said)];
    }
  }
}

/** The record in our own fields. Ids of RIS records number them within their file only. */
function toRecord(record: RisRecord): JsonObject {
  const first = (tags: readonly string[]) => tags.map((tag) => record.values.get(tag)?.[0]?.trim()).find(isSaid);
  const all = (...tags: readonly string[]) => tags.flatMap((tag) => record.values.get(tag) ?? []);
  const links = all("UR", "L2", "LK", "L1").map((link) => link.trim());
  const notes = [...NOTES.flatMap((tag) => all(tag)), ...links];
  const title = titleOf(record);
  return {
    title: withoutMarkup(title) || undefined,
    abstract: withoutHeading(withoutMarkup(all("AB").join(" ") || all("N2").join(" "))),
    authors: all("AU", "A1").map(firstNameFirst),
    year: first(["PY", "Y1", "DA"]),
    venue: VENUES.map((tag) => first([tag])).find(
      (found) => found !== undefined && found !== title && !labelledArxivId(found),
    ),
    published: first(["DA"]),
    kind: first(["TY"]),
    volume: first(["VL"]),
    issue: first(["IS"]),
    pages: pageSpan(first(["SP"]) ?? "", first(["EP"]) ?? ""),
    publisher: first(["PB"]),
    note: all("N1").find((note) => /^retracted/i.test(note)),
    keywords: all("KW").flatMap((words) => words.split(";")),
    links: all("L1").map((url) => ({ kind: "pdf", url })),
    arxivId: notes.map(labelledArxivId).find((found) => found !== undefined),
    doi: first(["DO", "M3"].filter((tag) => /10\.\d{4}/.test(first([tag]) ?? ""))),
    url: links.find((link) => /^https?:/i.test(link)),
  };
}

function titleOf({ values }: RisRecord): string {
  return TITLES.map((tag) => values.get(tag)?.[0]?.trim()).find(isSaid) ?? "";
}

/** `Last, First, Suffix`. */
function firstNameFirst(name: string): string {
  const [last = "", first = "", ...more] = name.split(",").map((part) => part.trim());
  return [first, last, ...more].filter((part) => part !== "").join(" ");
}

function isSaid(text: string | undefined): text is string {
  return text !== undefined && text !== "";
}

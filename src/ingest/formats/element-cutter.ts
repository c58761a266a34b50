import { AppError } from "../../core/index.ts";
import { decode } from "../record/json.ts";

/** The inside of one element, from its tag to the tag that closes it. */
export interface CutElement {
  /** Line of its tag, from 1. */
  readonly line: number;
  readonly content: string;
  /** Why it cannot be used, where it cannot; the content is then as far as it goes. */
  readonly fault?: string;
}

/** Longer ones are no records of papers. */
const MAX_ELEMENT = 1 << 23;
/** As long as the beginning of a tag may be that lies across two chunks. */
const MAX_TAG = 64;
const CUT_OFF = "The record is cut off: its end is missing.";
const TOO_LONG = `Expected records of at most ${MAX_ELEMENT >> 20} MiB, this one is longer.`;
const OWN_ENTITIES =
  "Refused: the XML defines entities of its own, which may grow without end. Nothing behind them was read.";

/** Cuts XML into the elements of one name, however its lines are laid out; keeps one at a time. No entity is ever
 *  expanded, and no document type is fetched. */
export class ElementCutter {
  readonly #tags: RegExp;
  /** What has come and is still of use, a character for each byte. */
  #waiting = "";
  /** Where to look on for tags. */
  #at = 0;
  /** A place in the waiting text, and its line: lines are counted on from there. */
  #counted = { at: 0, line: 1 };
  #open: { readonly from: number; readonly line: number } | undefined;
  #found: CutElement[] = [];

  constructor(name: string) {
    this.#tags = new RegExp(`<(/?)${name}(?=[\\s/>])|<!ENTITY\\s`, "gi");
  }

  /** The elements that end in this chunk. Throws AppError("bad-input") before anything is read where entities are
   *  defined. */
  push(chunk: Buffer): CutElement[] {
    this.#waiting += chunk.toString("latin1");
    this.#scan();
    this.#forget();
    return this.#take();
  }

  /** What is left at the end. */
  end(): CutElement[] {
    if (this.#open !== undefined) this.#close(this.#waiting.length, CUT_OFF);
    return this.#take();
  }

  #scan(): void {
    this.#tags.lastIndex = this.#at;
    for (let tag = this.#tags.exec(this.#waiting); tag !== null; tag = this.#tags.exec(this.#waiting)) {
      this.#at = tag.index;
      if (tag[1] === undefined) {
        if (this.#open === undefined) throw new AppError("bad-input", OWN_ENTITIES);
        continue;
      }
      const end = this.#waiting.indexOf(">", this.#tags.lastIndex);
      if (end === -1) return; // the tag goes on in the next chunk
      if (tag[1] === "/") this.#close(tag.index);
      else if (this.#waiting[end - 1] !== "/") {
        this.#close(tag.index, CUT_OFF);
        this.#open = { from: end + 1, line: this.#lineAt(tag.index) };
      }
      this.#at = end + 1;
      this.#tags.lastIndex = this.#at;
    }
    this.#at = Math.max(this.#at, this.#waiting.length - MAX_TAG);
  }

  #close(end: number, fault?: string): void {
    if (this.#open === undefined) return;
    const { from, line } = this.#open;
    this.#open = undefined;
    const content = decode(Buffer.from(this.#waiting.slice(from, end), "latin1"));
    this.#found.push(fault === undefined ? { line, content } : { line, content, fault });
  }

  /** Lets go of what is read, and of an element that does not end. */
  #forget(): void {
    if (this.#open !== undefined && this.#waiting.length - this.#open.from > MAX_ELEMENT) {
      this.#close(this.#waiting.length, TOO_LONG);
    }
    const keep = Math.min(this.#at, this.#open?.from ?? this.#at);
    this.#counted = { at: 0, line: this.#lineAt(keep) };
    this.#waiting = this.#waiting.slice(keep);
    this.#at -= keep;
    if (this.#open !== undefined) this.#open = { ...this.#open, from: this.#open.from - keep };
  }

  /** Places must not go back. */
  #lineAt(place: number): number {
    let { at, line } = this.#counted;
    for (at = this.#waiting.indexOf("\n", at); at !== -1 && at < place; at = this.#waiting.indexOf("\n", at + 1))
      line += 1;
    this.#counted = { at: place, line };
    return line;
  }

  #take(): CutElement[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }
}

import { MAX_RECORD_BYTES } from "../../bytes/lines.ts";

/** The text of one entry, from its @ to the bracket that closes it. */
export interface RawEntry {
  /** Line of the @, from 1. */
  readonly line: number;
  readonly text: string;
  /** Why it cannot be used, where it cannot; `text` is then as far as it goes. */
  readonly fault?: string;
}

/** An entry at the beginning of a line: within another one it shows that the other was never closed. */
const ENTRY_LINE = /^\s*@[a-z]+\s*[{(]\s*[^\s,{}()="#%]+\s*(?:,|$|=)/i;
const OPENING = /@\s*([a-z]+)\s*([{(])/gi;
const BEGUN = /@[a-z]{1,50}\s*$/i;
const BRACKETS = /["{}()]/g;
/** What a field looks like that a brace too many has put outside. */
const STRAY_FIELD = /^\s*,?\s*[a-z][\w-]*\s*=\s*["{\d]/i;

const NEVER_CLOSED = "Expected a closing brace before the next entry, found none.";
const CUT_OFF = "The entry is cut off: its closing brace is missing.";
const TOO_LONG = `Expected an entry of at most ${MAX_RECORD_BYTES >> 20} MiB, this one is longer.`;
const STRAY = "Expected an entry, found a field outside of any: perhaps there is a brace too many before it.";

/** Cuts BibTeX into entries, line by line. Text between entries is a comment. Keeps one entry at a time. */
export class EntrySplitter {
  #found: RawEntry[] = [];
  /** Lines of the open entry; undefined between entries. */
  #lines: string[] | undefined;
  #line = 0;
  #size = 0;
  #depth = 0;
  #inQuotes = false;
  #isComment = false;
  #closer = "}";
  /** The end of a line whose entry may open its brace on the next one. */
  #begun = "";
  /** True from the end of an entry until something else has been said of what follows. */
  #justEnded = false;

  /** The entries that end in this line. Lines come without their ends; numbers from 1. */
  push(line: string, lineNumber: number): RawEntry[] {
    const text = this.#begun === "" ? line : `${this.#begun} ${line}`;
    const number = this.#begun === "" ? lineNumber : lineNumber - 1;
    this.#begun = "";
    let from = 0;
    if (this.#lines !== undefined && !this.#isComment && ENTRY_LINE.test(text)) this.#fail(NEVER_CLOSED);
    while (from < text.length)
      from = this.#lines === undefined ? this.#seek(text, from, number) : this.#scan(text, from);
    if (this.#lines !== undefined && this.#size > MAX_RECORD_BYTES) this.#fail(TOO_LONG);
    return this.#take();
  }

  /** What is left when the file ends. A comment that was never closed is read again: it has hidden entries. */
  end(): RawEntry[] {
    const hidden = this.#isComment ? this.#lines : undefined;
    const line = this.#line;
    if (this.#lines !== undefined) this.#fail(CUT_OFF);
    if (hidden === undefined) return this.#take();
    const entries = this.#take();
    for (const [i, text] of hidden.entries()) {
      if (i > 0) entries.push(...this.#pushWithoutComments(text, line + i));
    }
    if (this.#lines !== undefined) this.#fail(CUT_OFF);
    return [...entries, ...this.#take()];
  }

  /** Looks for the beginning of an entry; returns where to go on. */
  #seek(text: string, from: number, number: number): number {
    OPENING.lastIndex = from;
    const found = OPENING.exec(text);
    if (found === null) {
      if (this.#justEnded && STRAY_FIELD.test(text.slice(from))) {
        this.#found.push({ line: number, text: text.slice(from), fault: STRAY });
      }
      if (!/^[\s,]*$/.test(text.slice(from))) this.#justEnded = false;
      this.#begun = BEGUN.exec(text.slice(from))?.[0] ?? "";
      return text.length;
    }
    const [, kind = "", bracket] = found;
    this.#lines = [];
    this.#line = number;
    this.#size = 0;
    this.#depth = 1;
    this.#inQuotes = false;
    this.#isComment = kind.toLowerCase() === "comment";
    this.#closer = bracket === "(" ? ")" : "}";
    return this.#scan(text, OPENING.lastIndex, found.index);
  }

  /** Reads on in the open entry, whose part of this line begins at `start`; returns where to go on. */
  #scan(text: string, from: number, start = from): number {
    BRACKETS.lastIndex = from;
    for (let found = BRACKETS.exec(text); found !== null; found = BRACKETS.exec(text)) {
      const [sign] = found;
      if (sign === '"') {
        // Only a quote among the fields opens or closes a text: inside braces it is a character.
        if (this.#depth === 1 && !this.#isComment) this.#inQuotes = !this.#inQuotes;
      } else if (sign === "{") this.#depth += 1;
      else if (this.#depth === 1 && sign === this.#closer && !(sign === ")" && this.#inQuotes)) {
        this.#keep(text.slice(start, found.index + 1));
        this.#found.push({ line: this.#line, text: (this.#lines ?? []).join("\n") });
        this.#lines = undefined;
        this.#justEnded = true;
        return found.index + 1;
      } else if (sign === "}" && this.#depth > 1) this.#depth -= 1;
    }
    this.#keep(text.slice(start));
    return text.length;
  }

  #keep(part: string): void {
    this.#lines?.push(part);
    this.#size += part.length + 1;
  }

  #fail(fault: string): void {
    this.#found.push({ line: this.#line, text: (this.#lines ?? []).join("\n"), fault });
    this.#lines = undefined;
    this.#isComment = false;
    this.#justEnded = false;
  }

  #pushWithoutComments(text: string, number: number): RawEntry[] {
    const entries = this.push(text, number);
    if (this.#lines !== undefined) this.#isComment = false;
    return entries;
  }

  #take(): RawEntry[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }
}

import { MAX_RECORD_BYTES } from "../bytes/lines.ts";
import { countLineEnds, findRestart, firstKey } from "./restart.ts";

/** One element of an array, still as text, or a damaged stretch and what is wrong with it. */
export interface Element {
  /** Line on which it begins, from 1. */
  readonly line: number;
  readonly bytes: Buffer;
  readonly fault?: string;
}

/** The fault of what stands behind a whole array. */
export const AFTER_ARRAY = "Expected nothing after the end of the array.";

/** What a character outside strings means for the element around it; undefined when it goes on. */
type Verdict = { readonly ends: "before" | "here" } | { readonly fault: string } | undefined;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const COMMA = 0x2c;
const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACE = 0x7d;
const CLOSE_BRACKET = 0x5d;

const ENDS_BEFORE: Verdict = { ends: "before" };
const ENDS_HERE: Verdict = { ends: "here" };
const MISMATCH: Verdict = { fault: "Brackets do not match." };
const NEVER_OPENED: Verdict = { fault: "A bracket is closed that was never opened." };
const STRAY_BRACKET = { fault: "A bracket too many: records lie in an array inside the array." };
const AFTER_END: Verdict = { fault: AFTER_ARRAY };
const OPEN_TEXT: Verdict = { fault: "A quote is missing: text runs over a line end." };
const CUT_OFF_RECORD = "The file ends inside this record: a quote or a bracket is missing, or it is cut off.";
const CUT_OFF_ARRAY = "The file ends before its array is closed: it is cut off.";
const TOO_LONG = `Expected records of at most ${MAX_RECORD_BYTES >> 20} MiB, this one is longer.`;

/** Damaged stretches may be scanned again, in all this many times as much as has come: work stays linear. */
const MAX_RESCANS = 4;
/** Enough of a skipped stretch to see a brace and a key that lie across two chunks. */
const OVERLAP_BYTES = 2000;
const NOTHING = Buffer.alloc(0);

/** Cuts JSON into the elements of its top-level array, or into its top-level values where it is not an array, holding
 *  no more than one element. It follows strings and counts brackets; parsing is left to others. After damage it goes
 *  on at the next object that begins as the first one did. */
export class ElementSplitter {
  /** What is still to be scanned, the next piece last. */
  private readonly waiting: Buffer[] = [];
  private found: Element[] = [];
  /** Depth at which elements stand: 1 in an array, 0 outside; undefined before the first character. */
  private base: 0 | 1 | undefined;
  private state: "elements" | "closed" | "seeking" = "elements";
  private depth = 0;
  private inString = false;
  private escaped = false;
  private line = 1;
  /** First byte of the element being read; undefined between elements. */
  private opener: number | undefined;
  private openerLine = 1;
  /** The element so far, as far as it lies in earlier pieces. */
  private parts: Buffer[] = [];
  private size = 0;
  /** How the first element began. */
  private key: Buffer | undefined;
  private scanned = 0;
  private rescanned = 0;

  /** The elements that end in this chunk. */
  push(chunk: Buffer): Element[] {
    this.scanned += chunk.length;
    this.waiting.push(chunk);
    return this.drain();
  }

  /** What is left at the end of the input: an element or an array that was never closed is a fault. */
  end(): Element[] {
    const elements: Element[] = [];
    let cutOff = false;
    while (this.opener !== undefined) {
      if (this.base === 0 && this.depth === 0 && !this.inString) this.finish(NOTHING);
      else {
        this.fail(NOTHING, CUT_OFF_RECORD);
        cutOff = true;
      }
      elements.push(...this.drain());
    }
    if (!cutOff && this.base === 1 && this.state === "elements") {
      elements.push({ line: this.line, bytes: NOTHING, fault: CUT_OFF_ARRAY });
    }
    return elements;
  }

  private drain(): Element[] {
    for (let piece = this.waiting.pop(); piece !== undefined; piece = this.waiting.pop()) {
      if (this.state === "seeking") this.seek(piece);
      else this.scan(piece);
    }
    const elements = this.found;
    this.found = [];
    return elements;
  }

  /** Scans one piece. Where it meets a fault, what follows goes back to the waiting pieces. */
  private scan(piece: Buffer): void {
    let start = 0; // where the open element begins in this piece
    for (let i = 0; i < piece.length; i++) {
      if (this.inString) i = this.endOfString(piece, i);
      const byte = piece[i];
      if (byte === undefined) break;
      if (byte === NEWLINE) this.line += 1;
      if (!this.inString && (byte === 0x20 || byte === NEWLINE || byte === 0x09 || byte === 0x0d)) continue;
      const wasOpen = this.opener !== undefined;
      const judged = this.inString ? OPEN_TEXT : this.judge(byte);
      if (!wasOpen) start = i;
      if (judged === undefined) continue;
      const verdict = judged === ENDS_HERE && this.holdsRecords(piece.subarray(start, i + 1)) ? STRAY_BRACKET : judged;
      if ("fault" in verdict) {
        const end = verdict === AFTER_END ? i : i + 1; // what comes after the array may begin an element
        this.waiting.push(piece.subarray(end));
        this.fail(piece.subarray(start, end), verdict.fault);
        return;
      }
      this.finish(piece.subarray(start, verdict.ends === "before" ? i : i + 1));
    }
    if (this.opener === undefined) return;
    this.parts.push(piece.subarray(start));
    this.size += piece.length - start;
    if (this.size > MAX_RECORD_BYTES) this.fail(NOTHING, TOO_LONG);
  }

  /** True for an array in the place of a record that has records inside it. */
  private holdsRecords(last: Buffer): boolean {
    if (this.opener !== OPEN_BRACKET || this.key === undefined) return false;
    return findRestart(Buffer.concat([...this.parts, last]), 1, this.key) !== -1;
  }

  /** Position just after the closing quote, or of a line end (then still in the string), or the piece's length. */
  private endOfString(piece: Buffer, from: number): number {
    for (let i = from; i < piece.length; i++) {
      const byte = piece[i];
      if (byte === NEWLINE) return i;
      if (this.escaped) this.escaped = false;
      else if (byte === BACKSLASH) this.escaped = true;
      else if (byte === QUOTE) {
        this.inString = false;
        return i + 1;
      }
    }
    return piece.length;
  }

  /** Takes in one character that is neither in a string nor white space. */
  private judge(byte: number): Verdict {
    if (this.base === undefined) {
      this.base = byte === OPEN_BRACKET ? 1 : 0;
      this.depth = this.base;
      if (this.base === 1) return undefined;
    }
    if (this.depth === this.base) {
      const closesArray = byte === CLOSE_BRACKET && this.base === 1 && this.state === "elements";
      if (closesArray) this.state = "closed";
      if (closesArray || byte === COMMA) return this.opener === undefined ? undefined : ENDS_BEFORE;
    }
    const closes = byte === CLOSE_BRACE || byte === CLOSE_BRACKET;
    if (this.opener === undefined) {
      this.opener = byte;
      this.openerLine = this.line;
      if (this.state === "closed") return AFTER_END;
    }
    if (byte === QUOTE) this.inString = true;
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) this.depth += 1;
    else if (closes) {
      if (this.depth === this.base) return NEVER_OPENED;
      this.depth -= 1;
      if (this.depth === this.base) return this.opener + 2 === byte ? ENDS_HERE : MISMATCH; // in ASCII, "{" + 2 is "}"
    }
    return undefined;
  }

  private finish(last: Buffer): void {
    this.found.push({ line: this.openerLine, bytes: this.close(last) });
  }

  /** Reports the element so far as damaged, and goes back to the first place inside it where another may begin. */
  private fail(last: Buffer, fault: string): void {
    const bytes = this.close(last);
    const restart = findRestart(bytes, 1, this.key);
    const again = restart === -1 ? 0 : bytes.length - restart;
    this.rescanned += again;
    this.inString = false;
    this.escaped = false;
    this.depth = this.base ?? 0;
    if (again === 0 || this.rescanned > MAX_RESCANS * this.scanned) {
      this.state = "seeking";
      this.found.push({ line: this.openerLine, bytes, fault });
    } else {
      this.state = "elements";
      this.line = this.openerLine + countLineEnds(bytes.subarray(0, restart));
      this.waiting.push(bytes.subarray(restart));
      this.found.push({ line: this.openerLine, bytes: bytes.subarray(0, restart), fault });
    }
  }

  /** The bytes of the open element, which is open no longer. */
  private close(last: Buffer): Buffer {
    const bytes = this.parts.length === 0 ? last : Buffer.concat([...this.parts, last]);
    if (this.opener === OPEN_BRACE) this.key ??= firstKey(bytes);
    this.parts = [];
    this.size = 0;
    this.opener = undefined;
    return bytes;
  }

  /** Skips to the next object that begins as the first one did. */
  private seek(piece: Buffer): void {
    const bytes = this.parts.length === 0 ? piece : Buffer.concat([...this.parts, piece]);
    const restart = findRestart(bytes, 0, this.key);
    const skipped = restart === -1 ? Math.max(0, bytes.length - OVERLAP_BYTES) : restart;
    this.line += countLineEnds(bytes.subarray(0, skipped));
    const rest = bytes.subarray(skipped);
    this.parts = restart === -1 ? [rest] : [];
    if (restart === -1) return;
    this.state = "elements";
    this.waiting.push(rest);
  }
}

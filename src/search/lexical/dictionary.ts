/** A sorted list of terms in one block of UTF-8: 4 bytes a term beside its letters, loaded without parsing, looked up
 *  by binary search; terms with one beginning stand side by side. Terms are ordered by their bytes. */
export class Dictionary {
  /** Letters of all terms, one after another. */
  readonly bytes: Uint8Array;
  /** Term i is bytes[starts[i] … starts[i + 1]). */
  readonly starts: Uint32Array;
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true }); // a term may begin with U+FEFF

  constructor(bytes: Uint8Array, starts: Uint32Array) {
    this.bytes = bytes;
    this.starts = starts;
  }

  /** A dictionary of the terms, which must be sorted by `compareTerms` and all different. */
  static of(sorted: readonly string[]): Dictionary {
    const encoder = new TextEncoder();
    const starts = new Uint32Array(sorted.length + 1);
    let length = 0;
    for (const term of sorted) length += term.length * 3;
    const bytes = new Uint8Array(length);
    let at = 0;
    for (const [i, term] of sorted.entries()) {
      starts[i] = at;
      at += encoder.encodeInto(term, bytes.subarray(at)).written;
    }
    starts[sorted.length] = at;
    return new Dictionary(bytes.slice(0, at), starts);
  }

  get size(): number {
    return this.starts.length - 1;
  }

  term(i: number): string {
    return this.#decoder.decode(this.bytes.subarray(this.starts[i]!, this.starts[i + 1]!));
  }

  /** Number of the term, or -1. */
  find(term: string): number {
    const bytes = this.#encoder.encode(term);
    const i = this.#lowerBound(bytes);
    return i < this.size && this.#compare(i, bytes) === 0 ? i : -1;
  }

  /** Numbers [from, to) of the terms that begin with the prefix. */
  withPrefix(prefix: string): [from: number, to: number] {
    const bytes = this.#encoder.encode(prefix);
    const after = Uint8Array.from([...bytes, 0xff]); // 0xff is above every byte of UTF-8
    return [this.#lowerBound(bytes), this.#lowerBound(after)];
  }

  #lowerBound(target: Uint8Array): number {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#compare(middle, target) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #compare(i: number, target: Uint8Array): number {
    const start = this.starts[i]!;
    const length = this.starts[i + 1]! - start;
    const shared = Math.min(length, target.length);
    for (let j = 0; j < shared; j++) {
      const difference = this.bytes[start + j]! - target[j]!;
      if (difference !== 0) return difference;
    }
    return length - target.length;
  }
}

/** The order of terms: by code point, which is the order of their UTF-8 bytes. */
export function compareTerms(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    // Surrogates stand for code points above all others.
    const bothPlain = (x & 0xf800) !== 0xd800 && (y & 0xf800) !== 0xd800;
    if (bothPlain) return x - y;
    return (x & 0xf800) === 0xd800 && (y & 0xf800) === 0xd800 ? x - y : (x & 0xf800) === 0xd800 ? 1 : -1;
  }
  return a.length - b.length;
}

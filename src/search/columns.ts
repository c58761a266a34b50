export interface ValueCount {
  readonly value: string;
  readonly count: number;
}

/** A column of text values by row, dictionary-encoded: equal values share one number. Value 0 is the empty text. */
export class TextColumn {
  #numbers: Uint32Array;
  readonly #values: string[];
  readonly #numberOf: Map<string, number>;

  constructor(numbers: Uint32Array = new Uint32Array(0), values: readonly string[] = [""]) {
    this.#numbers = numbers;
    this.#values = [...values];
    this.#numberOf = new Map(this.#values.map((value, number) => [value, number]));
  }

  get numbers(): Uint32Array {
    return this.#numbers;
  }

  /** All different values that rows have or had, by number. */
  get values(): readonly string[] {
    return this.#values;
  }

  set(row: number, value: string): void {
    let number = this.#numberOf.get(value);
    if (number === undefined) {
      number = this.#values.length;
      this.#values.push(value);
      this.#numberOf.set(value, number);
    }
    this.#numbers[row] = number;
  }

  grow(length: number): void {
    this.#numbers = grown(this.#numbers, length);
  }

  /** How many of the rows marked 1 in `alive` have each part of their value; most frequent first, then by value. */
  counts(alive: Uint8Array, partsOf: (value: string) => readonly string[]): ValueCount[] {
    const byNumber = new Uint32Array(this.#values.length);
    for (let row = 0; row < alive.length; row++) {
      const number = this.#numbers[row] ?? 0;
      if (alive[row] === 1) byNumber[number] = (byNumber[number] ?? 0) + 1;
    }
    const byPart = new Map<string, number>();
    for (const [number, value] of this.#values.entries()) {
      const count = byNumber[number] ?? 0;
      if (value === "" || count === 0) continue;
      for (const part of partsOf(value)) byPart.set(part, (byPart.get(part) ?? 0) + count);
    }
    const counts = [...byPart].map(([value, count]) => ({ value, count }));
    return counts.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  }

  /** For each value number, 1 where `accept` says so: one call a value, not one a row. */
  accepted(accept: (value: string) => boolean): Uint8Array {
    return Uint8Array.from(this.#values, (value) => (accept(value) ? 1 : 0));
  }
}

/** The same numbers in an array of at least `length`, with room to grow. */
export function grown<T extends Uint8Array | Int16Array | Uint32Array>(array: T, length: number): T {
  if (array.length >= length) return array;
  const larger = new (array.constructor as new (length: number) => T)(Math.max(length, Math.ceil(array.length * 1.5)));
  larger.set(array);
  return larger;
}

export interface ValueCount {
  readonly value: string;
  readonly count: number;
}

/** A column of text values by row, dictionary-encoded: equal values share one number. Value 0 is the empty text. A value
 *  is a list of parts, the categories of a paper for example; questions are asked once for each different part, since a
 *  large library has tens of thousands of lists made of few parts. */
export class TextColumn {
  #numbers: Uint32Array;
  readonly #partsIn: (value: string) => readonly string[];
  readonly #values: string[] = [];
  readonly #numberOf = new Map<string, number>();
  readonly #parts: string[] = [];
  readonly #partNumberOf = new Map<string, number>();
  /** The numbers of the parts of each value, by its number. */
  readonly #partsOf: number[][] = [];

  constructor(
    partsIn: (value: string) => readonly string[],
    numbers: Uint32Array = new Uint32Array(0),
    values: readonly string[] = [""],
  ) {
    this.#partsIn = partsIn;
    this.#numbers = numbers;
    for (const value of values) this.#number(value);
  }

  get numbers(): Uint32Array {
    return this.#numbers;
  }

  /** All different values that rows have or had, by number. */
  get values(): readonly string[] {
    return this.#values;
  }

  set(row: number, value: string): void {
    this.#numbers[row] = this.#numberOf.get(value) ?? this.#number(value);
  }

  grow(length: number): void {
    this.#numbers = grown(this.#numbers, length);
  }

  /** How many of the rows marked 1 in `alive` have each part in their value; most frequent first, then by part. */
  counts(alive: Uint8Array): ValueCount[] {
    const byNumber = new Uint32Array(this.#values.length);
    for (let row = 0; row < alive.length; row++) {
      const number = this.#numbers[row] ?? 0;
      byNumber[number] = (byNumber[number] ?? 0) + (alive[row] ?? 0);
    }
    const byPart = new Float64Array(this.#parts.length);
    for (let number = 1; number < byNumber.length; number++) {
      const rows = byNumber[number] ?? 0;
      if (rows === 0) continue;
      for (const part of this.#partsOf[number] ?? []) byPart[part] = (byPart[part] ?? 0) + rows;
    }
    const counts: ValueCount[] = [];
    for (const [part, count] of byPart.entries()) if (count > 0) counts.push({ value: this.#parts[part] ?? "", count });
    return counts.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  }

  /** For each value number, 1 where `accept` says so of one of its parts. */
  accepted(accept: (part: string) => boolean): Uint8Array {
    const accepts = this.#parts.map(accept);
    const accepted = new Uint8Array(this.#values.length);
    for (const [number, parts] of this.#partsOf.entries()) {
      for (const part of parts) if (accepts[part] === true) accepted[number] = 1;
    }
    return accepted;
  }

  /** The number of a value that has none yet. */
  #number(value: string): number {
    const number = this.#values.push(value) - 1;
    this.#numberOf.set(value, number);
    this.#partsOf.push(
      this.#partsIn(value).map((part) => {
        const known = this.#partNumberOf.get(part) ?? this.#parts.push(part) - 1;
        this.#partNumberOf.set(part, known);
        return known;
      }),
    );
    return number;
  }
}

/** The same numbers in an array of at least `length`, with room to grow. */
export function grown<T extends Uint8Array | Int16Array | Uint32Array>(array: T, length: number): T {
  if (array.length >= length) return array;
  const larger = new (array.constructor as new (length: number) => T)(Math.max(length, Math.ceil(array.length * 1.5)));
  larger.set(array);
  return larger;
}

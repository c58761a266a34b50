/** Numbers pairs of whole numbers from 0 in the order they come. Open addressing, linear probing, at most half full. */
export class PairTable {
  #slots: Int32Array;
  #first: Uint32Array;
  #second: Uint32Array;
  #size = 0;

  constructor(capacity = 1 << 12) {
    let slots = 1 << 13;
    while (slots < capacity * 2) slots *= 2;
    this.#slots = new Int32Array(slots);
    this.#first = new Uint32Array(slots / 2);
    this.#second = new Uint32Array(slots / 2);
  }

  get size(): number {
    return this.#size;
  }

  first(number: number): number {
    return this.#first[number]!;
  }

  second(number: number): number {
    return this.#second[number]!;
  }

  /** Number of the pair, or -1 when it never came. */
  find(a: number, b: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hashPair(a, b) & mask; ; slot = (slot + 1) & mask) {
      const candidate = this.#slots[slot]! - 1;
      if (candidate < 0 || (this.#first[candidate] === a && this.#second[candidate] === b)) return candidate;
    }
  }

  /** Number of the pair; a new one is added. */
  numberOf(a: number, b: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hashPair(a, b) & mask; ; slot = (slot + 1) & mask) {
      const candidate = this.#slots[slot]! - 1;
      if (candidate < 0) return this.#add(a, b, slot);
      if (this.#first[candidate] === a && this.#second[candidate] === b) return candidate;
    }
  }

  #add(a: number, b: number, slot: number): number {
    const number = this.#size++;
    this.#slots[slot] = number + 1;
    this.#first[number] = a;
    this.#second[number] = b;
    if (this.#size === this.#first.length) this.#grow();
    return number;
  }

  #grow(): void {
    this.#first = doubled(this.#first);
    this.#second = doubled(this.#second);
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let number = 0; number < this.#size; number++) {
      let slot = hashPair(this.#first[number]!, this.#second[number]!) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
    this.#slots = slots;
  }
}

/** 32 well mixed bits of a pair. The multipliers are those of xxHash (Collet). */
export function hashPair(a: number, b: number): number {
  let mixed = Math.imul(a, 0x9e3779b1) ^ Math.imul(b + 0x7f4a7c15, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35);
  return mixed ^ (mixed >>> 13);
}

/** A copy of twice the length. */
export function doubled(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}

const FIRST_SLOTS = 1 << 14;

/** Numbers the different words of texts, found by their characters where they stand, so that no string is made for a
 *  word that was met before. An open hash table with linear probing, at most half full. */
export class WordTable {
  /** 1 + the word's number; 0 is free. */
  #slots = new Int32Array(FIRST_SLOTS);
  #hashes = new Int32Array(FIRST_SLOTS);
  /** The characters of word w lie from #ends[w] to #ends[w + 1]. */
  #ends = new Uint32Array(FIRST_SLOTS + 1);
  #characters = new Uint16Array(FIRST_SLOTS * 8);
  #size = 0;

  /** How many different words there are: the number that the next new one gets. */
  get size(): number {
    return this.#size;
  }

  /** Number of the word text[start … end), whose hash comes from `nextHash`; a new one is added. */
  numberOf(text: string, start: number, end: number, unfolded: number): number {
    const hash = unfolded ^ (unfolded >>> 15); // FNV leaves its best bits on top
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const candidate = this.#slots[slot]! - 1;
      if (candidate < 0) return this.#add(text, start, end, hash, slot);
      if (this.#hashes[candidate] === hash && this.#equals(candidate, text, start, end)) return candidate;
    }
  }

  /** The word of a number, as it stood in the text. */
  word(number: number): string {
    return String.fromCharCode(...this.#characters.subarray(this.#ends[number]!, this.#ends[number + 1]!));
  }

  #equals(candidate: number, text: string, start: number, end: number): boolean {
    let at = this.#ends[candidate]!;
    if (this.#ends[candidate + 1]! - at !== end - start) return false;
    for (let i = start; i < end; i++) if (this.#characters[at++] !== text.charCodeAt(i)) return false;
    return true;
  }

  #add(text: string, start: number, end: number, hash: number, slot: number): number {
    const number = this.#size++;
    this.#slots[slot] = number + 1;
    this.#reserve(end - start);
    this.#hashes[number] = hash;
    let at = this.#ends[number]!;
    for (let i = start; i < end; i++) this.#characters[at++] = text.charCodeAt(i);
    this.#ends[number + 1] = at;
    if (this.#size * 2 > this.#slots.length) this.#rehash();
    return number;
  }

  #reserve(characters: number): void {
    if (this.#size + 1 >= this.#hashes.length) {
      const hashes = new Int32Array(this.#hashes.length * 2);
      hashes.set(this.#hashes);
      this.#hashes = hashes;
      const ends = new Uint32Array(hashes.length + 1);
      ends.set(this.#ends);
      this.#ends = ends;
    }
    const needed = this.#ends[this.#size - 1]! + characters;
    if (needed > this.#characters.length) {
      const larger = new Uint16Array(Math.max(needed, this.#characters.length * 2));
      larger.set(this.#characters);
      this.#characters = larger;
    }
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let number = 0; number < this.#size; number++) {
      let slot = this.#hashes[number]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
    this.#slots = slots;
  }
}

/** FNV-1a over UTF-16 units: the hash of nothing, and with one unit more. Fowler, Noll and Vo; draft-eastlake-fnv. */
export const FIRST_HASH = 0x811c9dc5;

export function nextHash(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

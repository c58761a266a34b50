const SLOTS = 1 << 17;
const MAX_WORDS = SLOTS >> 1; // half of the slots stay free, so that probing stays short
const MAX_CHARACTERS = 1 << 20;
const MAX_IDS = 1 << 18;

/** A word of more characters is spelled again each time it is met. */
export const LONGEST_CACHED_WORD = 64;

/** Token ids of ASCII words seen before, found by the bytes of a word, so that no string is made for it. An open hash
 *  table with linear probing; it empties itself when full (4 MB), and common words are soon back. */
export class WordCache {
  /** 1 + the word's number; 0 is free. */
  readonly #slots = new Int32Array(SLOTS);
  readonly #hashes = new Int32Array(MAX_WORDS);
  /** The bytes of word w lie from #ends[w] to #ends[w + 1]; its ids likewise. */
  readonly #characterEnds = new Int32Array(MAX_WORDS + 1);
  readonly #idEnds = new Int32Array(MAX_WORDS + 1);
  readonly #characters = new Uint8Array(MAX_CHARACTERS);
  readonly #ids = new Int32Array(MAX_IDS);
  #words = 0;

  /** Copies the ids of the word to `target` from `count` on, as far as it reaches; returns the new count, or -1 when
   *  the word is not here. */
  copy(word: Uint8Array, length: number, hash: number, target: Int32Array, count: number): number {
    const found = this.#find(word, length, hash);
    if (found < 0) return -1;
    const end = this.#idEnds[found + 1]!;
    let at = this.#idEnds[found]!;
    let filled = count;
    while (at < end && filled < target.length) target[filled++] = this.#ids[at++]!;
    return filled;
  }

  /** Remembers a word that is not here, of LONGEST_CACHED_WORD bytes at most. */
  add(word: Uint8Array, length: number, hash: number, ids: readonly number[]): void {
    const fullOfCharacters = this.#characterEnds[this.#words]! + length > MAX_CHARACTERS;
    const fullOfIds = this.#idEnds[this.#words]! + ids.length > MAX_IDS;
    if (this.#words === MAX_WORDS || fullOfCharacters || fullOfIds) this.#clear();
    const added = this.#words++;
    this.#hashes[added] = hash;
    const characterStart = this.#characterEnds[added]!;
    for (let i = 0; i < length; i++) this.#characters[characterStart + i] = word[i]!;
    this.#characterEnds[added + 1] = characterStart + length;
    this.#ids.set(ids, this.#idEnds[added]!);
    this.#idEnds[added + 1] = this.#idEnds[added]! + ids.length;
    let slot = slotOf(hash);
    while (this.#slots[slot] !== 0) slot = (slot + 1) & (SLOTS - 1);
    this.#slots[slot] = added + 1;
  }

  #find(word: Uint8Array, length: number, hash: number): number {
    for (let slot = slotOf(hash); ; slot = (slot + 1) & (SLOTS - 1)) {
      const candidate = this.#slots[slot]! - 1;
      if (candidate < 0) return -1;
      if (this.#hashes[candidate] === hash && this.#equals(candidate, word, length)) return candidate;
    }
  }

  #equals(candidate: number, word: Uint8Array, length: number): boolean {
    const start = this.#characterEnds[candidate]!;
    if (this.#characterEnds[candidate + 1]! - start !== length) return false;
    for (let i = 0; i < length; i++) if (this.#characters[start + i] !== word[i]) return false;
    return true;
  }

  #clear(): void {
    this.#slots.fill(0);
    this.#words = 0;
  }
}

/** FNV-1a leaves its best bits on top: fold them down. */
function slotOf(hash: number): number {
  return (hash ^ (hash >>> 15)) & (SLOTS - 1);
}

const OPEN_BRACE = 0x7b;
const ANY_KEY = Buffer.from('"');
const FIRST_KEY = /^\{\s*("(?:[^"\\]|\\.)*")\s*:/s;
const KEY_BYTES = 1000;

/** The first key of an object with its quotes, or just a quote where the bytes do not begin like an object. Objects of
 *  one file are written by one program, so the next one begins with the same key, and the objects inside it do not. */
export function firstKey(object: Buffer): Buffer {
  const found = FIRST_KEY.exec(object.toString("latin1", 0, KEY_BYTES))?.[1];
  return found === undefined ? ANY_KEY : Buffer.from(found, "latin1");
}

/** Where, from `from` on, a brace opens an object that begins with this key; -1 where none does. Inside a string the
 *  quote of the key would be escaped, so text is not mistaken for an object. */
export function findRestart(bytes: Buffer, from: number, key: Buffer = ANY_KEY): number {
  for (let at = bytes.indexOf(key, from); at !== -1; at = bytes.indexOf(key, at + 1)) {
    let before = at - 1;
    while (before >= from && isSpace(bytes[before])) before -= 1;
    if (before >= from && bytes[before] === OPEN_BRACE) return before;
  }
  return -1;
}

/** How many lines end in the bytes. */
export function countLineEnds(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) count += 1;
  return count;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

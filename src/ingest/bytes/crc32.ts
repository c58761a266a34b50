/** The remainder of each byte, for the polynomial of ZIP and gzip in its reversed form. */
const TABLE = new Uint32Array(256);
for (let byte = 0; byte < TABLE.length; byte++) {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  TABLE[byte] = rest;
}

/** The CRC-32 of bytes that follow on others whose CRC-32 is `before`; 0 for none. An unsigned 32-bit number. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let rest = ~before;
  for (let i = 0; i < bytes.length; i++) rest = (rest >>> 8) ^ (TABLE[(rest ^ (bytes[i] ?? 0)) & 0xff] ?? 0);
  return ~rest >>> 0;
}

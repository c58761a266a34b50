import type { Points } from "./stage-types.ts";

const MAGIC = "ORRM";
const VERSION = 1;
const HEADER_BYTES = 32;
const POINT_BYTES = 12;

/** The columns of a map in the binary format of the API, as views of `buffer`: nothing is copied. Throws an Error
 *  with a plain sentence when it is not such a map. */
export function decodePoints(buffer: ArrayBuffer): Points {
  if (buffer.byteLength < HEADER_BYTES) {
    throw new Error(`Expected a map of at least ${HEADER_BYTES} bytes, got ${buffer.byteLength}.`);
  }
  const header = new DataView(buffer);
  const magic = String.fromCharCode(...new Uint8Array(buffer, 0, 4));
  if (magic !== MAGIC) throw new Error(`Expected a map that begins with ${MAGIC}, got ${JSON.stringify(magic)}.`);
  const version = header.getUint32(4, true);
  if (version !== VERSION) throw new Error(`Expected a map of format version ${VERSION}, got version ${version}.`);
  const count = header.getUint32(8, true);
  const size = HEADER_BYTES + POINT_BYTES * count;
  if (buffer.byteLength !== size) {
    throw new Error(`Expected ${size} bytes for a map of ${count} points, got ${buffer.byteLength}.`);
  }
  const column = (bytesBefore: number) => HEADER_BYTES + bytesBefore * count;
  return {
    count,
    rows: new Uint32Array(buffer, column(0), count),
    x: new Uint16Array(buffer, column(4), count),
    y: new Uint16Array(buffer, column(6), count),
    topic: new Uint16Array(buffer, column(8), count),
    year: new Uint8Array(buffer, column(10), count),
    trust: new Uint8Array(buffer, column(11), count),
    baseYear: header.getUint32(12, true),
  };
}

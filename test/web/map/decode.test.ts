import { describe, expect, it } from "vitest";
import { decodePoints } from "../../../web/src/map/decode.ts";

function mapOf(count: number, version = 1, magic = "ORRM"): ArrayBuffer {
  const buffer = new ArrayBuffer(32 + 12 * count);
  const view = new DataView(buffer);
  [...magic].forEach((letter, i) => {
    view.setUint8(i, letter.charCodeAt(0));
  });
  view.setUint32(4, version, true);
  view.setUint32(8, count, true);
  view.setUint32(12, 1990, true);
  for (let i = 0; i < count; i++) {
    view.setUint32(32 + 4 * i, 10 + i, true);
    view.setUint16(32 + 4 * count + 2 * i, 100 + i, true);
    view.setUint16(32 + 6 * count + 2 * i, 200 + i, true);
    view.setUint16(32 + 8 * count + 2 * i, 300 + i, true);
    view.setUint8(32 + 10 * count + i, 40 + i);
    view.setUint8(32 + 11 * count + i, 50 + i);
  }
  return buffer;
}

describe("the map as the server sends it", () => {
  it("comes back column by column, without a copy", () => {
    const buffer = mapOf(3);
    const points = decodePoints(buffer);
    expect(points.count).toBe(3);
    expect(points.baseYear).toBe(1990);
    expect([...points.rows]).toEqual([10, 11, 12]);
    expect([...points.x]).toEqual([100, 101, 102]);
    expect([...points.y]).toEqual([200, 201, 202]);
    expect([...points.topic]).toEqual([300, 301, 302]);
    expect([...points.year]).toEqual([40, 41, 42]);
    expect([...points.trust]).toEqual([50, 51, 52]);
    expect(points.x.buffer).toBe(buffer);
  });

  it("may have no points", () => {
    expect(decodePoints(mapOf(0)).count).toBe(0);
  });

  it("is refused with a plain sentence when it is something else, of another version, or cut off", () => {
    expect(() => decodePoints(new ArrayBuffer(5))).toThrow("Expected a map of at least 32 bytes, got 5.");
    expect(() => decodePoints(mapOf(1, 1, "<!DO"))).toThrow('Expected a map that begins with ORRM, got "<!DO".');
    expect(() => decodePoints(mapOf(1, 7))).toThrow("Expected a map of format version 1, got version 7.");
    expect(() => decodePoints(mapOf(3).slice(0, 60))).toThrow("Expected 68 bytes for a map of 3 points, got 60.");
  });
});

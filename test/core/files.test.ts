import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checksumOfFile, readSavedFile, replaceFile, writeSavedFile } from "../../src/core/files.ts";
import { AppError } from "../../src/core/index.ts";

const KIND = "test";
const PARTS = { words: new Uint32Array([1, 2, 3]), none: new Uint8Array(0), bytes: new Uint8Array([9, 8, 7, 6, 5]) };
const META = { revision: 7, names: ["α", "b"] };

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "orrery-files-"));
  path = join(folder, "saved.bin");
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("a saved file", () => {
  it("is read back as it was written, whatever its sections hold", () => {
    const sections = fc.dictionary(fc.string({ minLength: 1 }), fc.uint8Array({ maxLength: 200 }), {
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(sections, fc.jsonValue(), (parts, meta) => {
        writeSavedFile(path, KIND, meta, parts);
        const file = readSavedFile(path, KIND);
        expect(JSON.stringify(file.meta)).toBe(JSON.stringify(meta));
        for (const [name, bytes] of Object.entries(parts)) expect(new Uint8Array(file.section(name))).toEqual(bytes);
      }),
      { numRuns: 50 },
    );
  });

  it("gives typed arrays back from views on larger buffers", () => {
    const view = new Float32Array([0, 1.5, -2.5, 0]).subarray(1, 3);
    writeSavedFile(path, KIND, null, { view });
    expect([...new Float32Array(readSavedFile(path, KIND).section("view"))]).toEqual([1.5, -2.5]);
  });

  it.each([
    ["first", { none: new Uint8Array(0), some: new Uint8Array([1]) }],
    ["in the middle", { some: new Uint8Array([1]), none: new Uint8Array(0), more: new Uint8Array([2]) }],
    ["last, after one that fills its place", { some: new Uint8Array(64), none: new Uint8Array(0) }],
    ["last, after one that does not", { some: new Uint8Array([1]), none: new Uint8Array(0) }],
    ["alone", { none: new Uint8Array(0) }],
  ])("may have an empty section %s", (_, parts: Record<string, Uint8Array>) => {
    writeSavedFile(path, KIND, null, parts);
    const file = readSavedFile(path, KIND);
    for (const [name, bytes] of Object.entries(parts)) expect(file.section(name).byteLength).toBe(bytes.byteLength);
  });

  it("may carry a description of more than 16 MiB", () => {
    const names = Array.from({ length: 400_000 }, (_, i) => `Journal of Long Titles ${i}, pages 1 to 100`);
    writeSavedFile(path, KIND, { names }, PARTS);
    const { meta } = readSavedFile(path, KIND);
    expect((meta as { names: string[] }).names.at(-1)).toBe(names.at(-1));
  });

  it("says which section it does not have", () => {
    writeSavedFile(path, KIND, META, PARTS);
    expectError(() => readSavedFile(path, KIND).section("vectors"), "damaged-file", /section vectors/);
  });

  it("of another kind is refused with both kinds", () => {
    writeSavedFile(path, "catalog", META, PARTS);
    expectError(() => readSavedFile(path, KIND), "wrong-version", /"test".*"catalog"/);
  });

  it("of another format version is refused with both versions", () => {
    expectError(
      () =>
        readSavedFile(
          savedWith((bytes) => bytes.writeUInt32LE(2, 8)),
          KIND,
        ),
      "wrong-version",
      /1.*got 2/,
    );
  });

  it("that begins otherwise is refused, also one sent in text mode", () => {
    const sent = Buffer.from(saved().toString("latin1").replaceAll("\r\n", "\n"), "latin1");
    for (const bytes of [sent, Buffer.from("%PDF-1.7 and so on and so on"), Buffer.alloc(0), Buffer.alloc(500)]) {
      writeFileSync(path, bytes);
      expectError(() => readSavedFile(path, KIND), "damaged-file", /begin/);
    }
  });

  it("that is not there, or is a folder, gives a clear error", () => {
    expectError(() => readSavedFile(join(folder, "none"), KIND), "not-found", /none/);
    expectError(() => readSavedFile(folder, KIND), "not-found", /orrery-files/);
    expectError(() => checksumOfFile(join(folder, "none")), "not-found", /none/);
  });

  it("with one changed byte is refused or reads the same, never differently", () => {
    const whole = saved();
    for (let position = 0; position < whole.byteLength; position++) {
      for (const change of [0x01, 0x80, 0xff]) {
        const bytes = Buffer.from(whole);
        bytes[position]! ^= change;
        writeFileSync(path, bytes);
        expectRefusedOrSame(`byte ${position}`);
      }
    }
  });

  it("with any changed byte of header or content is refused as damaged", () => {
    const whole = saved();
    const content = [
      ...positionsOf(whole, Buffer.from(PARTS.words.buffer)),
      ...positionsOf(whole, Buffer.from(PARTS.bytes)),
    ];
    const header = Array.from({ length: whole.readUInt32LE(12) + 8 }, (_, i) => 12 + i);
    expect(content).toHaveLength(17);
    for (const position of [...header, ...content]) {
      const bytes = Buffer.from(whole);
      bytes[position]! ^= 0x10;
      writeFileSync(path, bytes);
      expectError(() => readSavedFile(path, KIND), "damaged-file", /./);
    }
  });

  it("cut off at any point is refused as damaged", () => {
    const whole = saved();
    const end = positionsOf(whole, Buffer.from(PARTS.bytes)).at(-1)!;
    for (let length = 0; length <= end; length++) {
      writeFileSync(path, whole.subarray(0, length));
      expectError(() => readSavedFile(path, KIND), "damaged-file", /./);
    }
  });

  it("of random bytes after a true beginning is refused", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
        writeFileSync(path, Buffer.concat([saved().subarray(0, 12), noise]));
        expectError(() => readSavedFile(path, KIND), "damaged-file", /./);
      }),
      { numRuns: 100 },
    );
  });
});

describe("replacing a file", () => {
  it("leaves nothing beside it", () => {
    writeSavedFile(path, KIND, 1, PARTS);
    writeSavedFile(path, KIND, 2, PARTS);
    expect(readSavedFile(path, KIND).meta).toBe(2);
    expect(readdirSync(folder)).toEqual(["saved.bin"]);
  });

  it("keeps the old one when the writing fails half-way", () => {
    writeFileSync(path, "old");
    const fail = () =>
      replaceFile(path, (file) => {
        writeSync(file, "half of the new");
        throw new Error("the disk is full");
      });
    expectError(fail, "storage-failed", /saved\.bin: the disk is full/);
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(readdirSync(folder)).toEqual(["saved.bin"]);
  });

  it("overwrites what a killed writer left behind", () => {
    writeFileSync(`${path}.tmp`, "x".repeat(10_000));
    writeSavedFile(path, KIND, META, PARTS);
    expect(readSavedFile(path, KIND).meta).toEqual(META);
    expect(existsSync(`${path}.tmp`)).toBe(false);
  });

  it("says so when there is no place to write", () => {
    expectError(() => writeSavedFile(join(folder, "no", "file"), KIND, META, PARTS), "storage-failed", /no\/file/);
    mkdirSync(path);
    expectError(() => writeSavedFile(path, KIND, META, PARTS), "storage-failed", /saved\.bin/);
    expect(readdirSync(folder)).toEqual(["saved.bin"]);
    mkdirSync(`${path}.tmp`);
    expectError(() => writeSavedFile(path, KIND, META, PARTS), "storage-failed", /saved\.bin/);
    expect(existsSync(`${path}.tmp`)).toBe(true);
  });
});

it("the checksum of a file is that of its content", () => {
  writeFileSync(path, "123456789");
  expect(checksumOfFile(path)).toBe(0xcbf43926); // the check value of CRC-32
  writeFileSync(path, "");
  expect(checksumOfFile(path)).toBe(0);
});

function saved(): Buffer {
  writeSavedFile(path, KIND, META, PARTS);
  return readFileSync(path);
}

function savedWith(change: (bytes: Buffer) => void): string {
  const bytes = saved();
  change(bytes);
  writeFileSync(path, bytes);
  return path;
}

function positionsOf(whole: Buffer, part: Buffer): number[] {
  const start = whole.lastIndexOf(part);
  return Array.from({ length: part.byteLength }, (_, i) => start + i);
}

function expectRefusedOrSame(label: string): void {
  try {
    const file = readSavedFile(path, KIND);
    expect(file.meta, label).toEqual(META);
    for (const [name, view] of Object.entries(PARTS)) {
      expect(new Uint8Array(file.section(name)), label).toEqual(new Uint8Array(view.buffer));
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect(["damaged-file", "wrong-version"], label).toContain(error.code);
  }
}

function expectError(act: () => unknown, code: AppError["code"], message: RegExp): void {
  expect(act).toThrow(expect.objectContaining({ name: "AppError", code, message: expect.stringMatching(message) }));
}

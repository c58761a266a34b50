import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeSavedFile } from "../../src/core/files.ts";
import { createExact, createHnsw, type KnnIndex, loadExact, loadHnsw, savedHnsw } from "../../src/knn/index.ts";
import { expectError } from "./expect-error.ts";
import { labelled, uniformVectors } from "./oracle.ts";

const DIMENSION = 16;
const EXPECTED = { model: "first-model", dimension: DIMENSION };
const papers = labelled(uniformVectors(1, 100, DIMENSION));

let folder = "";
let path = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "orrery-knn-files-"));
  path = join(folder, "index.knn");
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe.each([
  ["HNSW", createHnsw, loadHnsw],
  ["exact", createExact, loadExact],
] as const)("a saved %s index", (_name, create, load) => {
  beforeEach(() => {
    filled(create({ dimension: DIMENSION }), 100).save(path, { model: "first-model", revision: 1 });
  });

  it("is refused where another model or dimension is expected, naming both", () => {
    const act = (model: string, dimension: number) => () => load(path, { model, dimension });
    expectError(act("other-model", DIMENSION), "model-mismatch", /other-model with 16 .*first-model with 16/);
    expectError(act("first-model", 32), "model-mismatch", /first-model with 32 .*first-model with 16/);
  });

  it("is refused when it is of another version or kind", () => {
    const bytes = readFileSync(path);
    bytes.writeUInt32LE(99, 8);
    writeFileSync(path, bytes);
    expectError(() => load(path, EXPECTED), "wrong-version", /got 99/);
    writeSavedFile(path, "something-else", {}, { end: Uint8Array.of(1) });
    expectError(() => load(path, EXPECTED), "wrong-version", /something-else/);
  });

  it("is refused when it is cut off, wherever that is", () => {
    const { length } = readFileSync(path);
    for (const size of [length - 1, length - 100, 300, 100, 10, 0]) {
      truncateSync(path, size);
      expectError(() => load(path, EXPECTED), "damaged-file", /index\.knn/);
    }
  });

  it("is refused when a byte differs, wherever that is", () => {
    const whole = readFileSync(path);
    for (const at of [0, 20, 60, whole.length - 130, whole.length - 1]) {
      const bytes = Buffer.from(whole);
      bytes[at]! ^= 0x10;
      writeFileSync(path, bytes);
      expectError(() => load(path, EXPECTED), "damaged-file", /index\.knn/);
    }
  });

  it("is refused when its header misses a field", () => {
    for (const meta of [null, {}, { model: "first-model" }, { ...EXPECTED, count: -1, revision: 1 }]) {
      const kind = _name === "HNSW" ? "hnsw-index-1" : "exact-index-1";
      writeSavedFile(path, kind, meta, { end: Uint8Array.of(1) });
      expectError(() => load(path, EXPECTED), "damaged-file", /Expected/);
    }
  });

  it("is not found where it is not", () => {
    expectError(() => load(join(folder, "none"), EXPECTED), "not-found", /none/);
  });

  it("stays as it was when a save fails", () => {
    const index = filled(create({ dimension: DIMENSION }), 5);
    expectError(() => index.save(join(folder, "none", "index"), { model: "m", revision: 1 }), "storage-failed", /none/);
    expect(load(path, EXPECTED).index.count).toBe(100);
  });

  it.skipIf(!existsSync("/bin/bash"))("stays as it was when the disk is full", () => {
    const script = `
      import { create${_name === "HNSW" ? "Hnsw" : "Exact"} as create } from ${JSON.stringify(join(import.meta.dirname, "../../src/knn/index.ts"))};
      const index = create({ dimension: 16 });
      for (let label = 1; label <= 3000; label++) {
        const angle = label / 3000;
        index.upsert(label, Float32Array.of(Math.cos(angle), Math.sin(angle), ...new Array(14).fill(0)));
      }
      try { index.save(${JSON.stringify(path)}, { model: "m", revision: 2 }); } catch (error) { console.log(error.code, error.message); }`;
    const scriptPath = join(folder, "save.ts");
    writeFileSync(scriptPath, script);
    const tsx = join(import.meta.dirname, "../../node_modules/tsx/dist/cli.mjs");
    // A file may grow to 128 kB: what a full disk does to a larger one
    const command = `ulimit -f 128; exec "${process.execPath}" "${tsx}" "${scriptPath}"`;
    expect(execFileSync("/bin/bash", ["-c", command], { encoding: "utf8" })).toMatch(/^storage-failed Could not/);
    rmSync(scriptPath);
    expect(load(path, EXPECTED).index.count).toBe(100);
    expect(readdirSync(folder).length).toBe(_name === "HNSW" ? 2 : 1);
  });
});

describe("the two files of an HNSW index", () => {
  const save = (count: number, revision: number): void => {
    filled(createHnsw({ dimension: DIMENSION }), count).save(path, { model: "first-model", revision });
  };

  it("tell what they hold without the body being read", () => {
    expect(savedHnsw(path)).toBeUndefined();
    save(30, 4);
    rmSync(join(folder, "index.knn.1.bin"));
    expect(savedHnsw(path)).toMatchObject({ model: "first-model", dimension: DIMENSION, count: 30, revision: 4 });
    truncateSync(path, 100);
    expect(savedHnsw(path)).toBeUndefined();
  });

  it("keep no older body", () => {
    for (const revision of [1, 2, 3]) save(10 * revision, revision);
    expect(readdirSync(folder).sort()).toEqual(["index.knn", "index.knn.3.bin"]);
    expect(loadHnsw(path, EXPECTED).index.count).toBe(30);
  });

  it("are the old pair after a kill between body and header", () => {
    save(10, 1);
    copyFileSync(path, join(folder, "old-header"));
    copyFileSync(join(folder, "index.knn.1.bin"), join(folder, "old-body"));
    save(20, 2);
    copyFileSync(join(folder, "old-header"), path); // as if the header had not been renamed into place
    copyFileSync(join(folder, "old-body"), join(folder, "index.knn.1.bin"));
    const { index, revision } = loadHnsw(path, EXPECTED);
    expect([index.count, revision]).toEqual([10, 1]);
    index.save(path, { model: "first-model", revision: 3 });
    expect(loadHnsw(path, EXPECTED).revision).toBe(3);
    expect(readdirSync(folder).filter((name) => name.startsWith("index.knn."))).toEqual(["index.knn.3.bin"]);
  });

  it("are the old pair after a kill in the middle of the body", () => {
    save(10, 1);
    writeFileSync(join(folder, "index.knn.2.bin"), "half a body");
    expect(loadHnsw(path, EXPECTED).index.count).toBe(10);
    save(20, 2);
    expect(loadHnsw(path, EXPECTED).index.count).toBe(20);
    expect(readdirSync(folder).sort()).toEqual(["index.knn", "index.knn.3.bin"]);
  });

  it("are refused when the body is missing, cut off or differs in a byte", () => {
    save(50, 1);
    const body = join(folder, "index.knn.1.bin");
    const whole = readFileSync(body);
    for (const at of [0, 40, 200, whole.length - 1]) {
      const bytes = Buffer.from(whole);
      bytes[at]! ^= 1;
      writeFileSync(body, bytes);
      expectError(() => loadHnsw(path, EXPECTED), "damaged-file", /index\.knn\.1\.bin fails its checksum/);
    }
    writeFileSync(body, whole.subarray(0, 1000));
    expectError(() => loadHnsw(path, EXPECTED), "damaged-file", /got 1000/);
    rmSync(body);
    expectError(() => loadHnsw(path, EXPECTED), "damaged-file", /got no such file/);
  });
});

function filled(index: KnnIndex, count: number): KnnIndex {
  for (const { label, vector } of papers.slice(0, count)) index.upsert(label, vector);
  return index;
}

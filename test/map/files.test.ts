import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readSavedFile, writeSavedFile } from "../../src/core/files.ts";
import { growMap, loadMap, saveMap, type TopicMap } from "../../src/map/index.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";
import { inputOf, mapOf, plantedPapers } from "./inputs.ts";

const ORIGIN = { model: "orrery-static@32#0", dimension: 32, revision: 41 };
const SECTIONS = "rows x y topic trust typicality placed neighbors similarities phrasePapers words".split(" ");

let folder: TemporaryFolder;
let map: TopicMap;
let path: string;

beforeAll(async () => {
  folder = temporaryFolder();
  map = await mapOf(inputOf(plantedPapers(1, 10)));
  path = folder.at("map.bin");
  saveMap(path, map, ORIGIN);
});
afterAll(() => folder.remove());

describe("A saved map", () => {
  it("is read as it was, with what it was made from", () => {
    const loaded = loadMap(path);
    expect(loaded).toEqual({ map, origin: ORIGIN });
  });

  it("is the same file for the same map", () => {
    const again = folder.at("again.bin");
    saveMap(again, loadMap(path).map, ORIGIN);
    expect(readFileSync(again)).toEqual(readFileSync(path));
  });

  it("may be of no papers, or have grown", async () => {
    const grown = await growMap(map, inputOf(plantedPapers(1, 12)), { threads: 1, changed: new Set() });
    for (const each of [grown, await mapOf(inputOf(plantedPapers(1, 10), []))]) {
      saveMap(folder.at("other.bin"), each, ORIGIN);
      expect(loadMap(folder.at("other.bin")).map).toEqual(each);
    }
  });

  it("that is not there, or is something else, is refused", () => {
    expect(() => loadMap(folder.at("none"))).toThrow(expect.objectContaining({ code: "not-found" }));
    writeSavedFile(folder.at("catalog.bin"), "catalog", {}, {});
    expect(() => loadMap(folder.at("catalog.bin"))).toThrow(expect.objectContaining({ code: "wrong-version" }));
  });

  it("of another version is refused as that, whatever it holds", () => {
    for (const meta of [{ version: 0 }, { version: 99, count: 3 }, {}, null, 7, "map", []]) {
      writeSavedFile(folder.at("version.bin"), "map", meta, {});
      expect(() => loadMap(folder.at("version.bin")), JSON.stringify(meta)).toThrow(
        expect.objectContaining({ name: "AppError", code: "wrong-version" }),
      );
    }
  });

  it("cut off at any section, or with a byte changed in any, is refused as damaged", () => {
    const whole = readFileSync(path);
    const header = JSON.parse(whole.subarray(20, 20 + whole.readUInt32LE(12)).toString("utf8")) as {
      sections: { name: string; offset: number; bytes: number }[];
    };
    expect(header.sections.map(({ name }) => name)).toEqual(SECTIONS);
    const body = Math.ceil((20 + whole.readUInt32LE(12)) / 64) * 64;
    const damaged = (bytes: Uint8Array, what: string) => {
      const at = folder.write("damaged.bin", bytes);
      expect(() => loadMap(at), what).toThrow(expect.objectContaining({ name: "AppError", code: "damaged-file" }));
    };
    for (const { name, offset, bytes } of header.sections) {
      for (const length of [body + offset, body + offset + 1, body + offset + bytes - 1]) {
        damaged(whole.subarray(0, length), `cut off in ${name}`);
      }
      const changed = Buffer.from(whole);
      changed[body + offset + (bytes >> 1)]! ^= 0x20;
      damaged(changed, `a byte changed in ${name}`);
    }
    for (const length of [0, 7, 19, 20, 100, body - 1]) damaged(whole.subarray(0, length), `cut off at ${length}`);
  });

  it("without one of its sections, or with one of another length, is refused as damaged", () => {
    const file = readSavedFile(path, "map");
    const parts = Object.fromEntries(SECTIONS.map((name) => [name, new Uint8Array(file.section(name))]));
    const written = (sections: Record<string, Uint8Array>, meta: unknown = file.meta) => {
      writeSavedFile(folder.at("parts.bin"), "map", meta, sections);
      return () => loadMap(folder.at("parts.bin"));
    };
    const damaged = expect.objectContaining({ name: "AppError", code: "damaged-file" });
    expect(written(parts)().map).toEqual(map);
    for (const name of SECTIONS) {
      const { [name]: bytes, ...rest } = parts;
      expect(written(rest), name).toThrow(damaged);
      for (const length of [0, bytes!.length - 4, bytes!.length - 1]) {
        expect(written({ ...rest, [name]: bytes!.subarray(0, length) }), `${name}, ${length} bytes`).toThrow(damaged);
      }
    }
    expect(written({ ...parts, words: Buffer.from('{"facts":') })).toThrow(damaged);
    expect(written({ ...parts, words: Buffer.from("null") })).toThrow(damaged);
    expect(written({ ...parts, words: Buffer.from("{}") })).toThrow(damaged);
    for (const missing of ["model", "dimension", "revision", "count", "k"]) {
      expect(written(parts, { ...(file.meta as object), [missing]: undefined }), missing).toThrow(damaged);
    }
  });
});

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { papers, readAll, readBytes, rejects, temporaryFolder, titles } from "./reading.ts";
import { type Packed, zipOf } from "./zipping.ts";

const folder = temporaryFolder();
const line = (title: string) => `${JSON.stringify({ title, abstract: "We study it." })}\n`;

function archive(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

const readZip = async (files: readonly Packed[]) => await readBytes(zipOf(files));

describe("ZIP archives", () => {
  it("are read file by file in their order, hidden files and folders left out, each file by its own format", async () => {
    const path = archive(
      "papers.zip",
      zipOf([
        { name: "b/", content: "" },
        { name: "b/two.jsonl", content: line("two") },
        { name: "__MACOSX/b/._two.jsonl", content: "x" },
        { name: "b/.DS_Store", content: "x" },
        { name: "a.bib", content: "@article{x, title = {One}}", method: 0 },
        { name: "c.jsonl.gz", content: gzipSync(line("three")) },
      ]),
    );
    const events = await readAll([path]);
    expect(papers(events).map(({ record, input, source }) => [record.title, input, source])).toEqual([
      ["two", `${path}/b/two.jsonl`, "two"],
      ["One", `${path}/a.bib`, "a"],
      ["three", `${path}/c.jsonl.gz`, "c"],
    ]);
    expect(rejects(events)).toEqual([]);
  });

  it("may come through a pipe, have a comment, fields of 64 bits, or nothing in them", async () => {
    expect(
      titles(await readBytes(zipOf([{ name: "a.jsonl", content: line("a") }], "PK\u0005\u0006 not the end"))),
    ).toEqual(["a"]);
    expect(titles(await readZip([{ name: "a.jsonl", content: line("a"), long: true }]))).toEqual(["a"]);
    expect(rejects(await readZip([]))).toMatchObject([{ line: 0, reason: "The ZIP archive holds no files." }]);
  });

  it.each<[string, Packed, RegExp]>([
    ["a name that leads up", { name: "../../evil.jsonl", content: line("x") }, /leads out/],
    ["a name that leads up within", { name: "a/../../evil.jsonl", content: line("x") }, /leads out/],
    ["an absolute name", { name: "/etc/evil.jsonl", content: line("x") }, /leads out/],
    ["a name of another system", { name: "C:\\evil.jsonl", content: line("x") }, /leads out/],
    ["backslashes that lead up", { name: "a\\..\\..\\evil.jsonl", content: line("x") }, /leads out/],
    ["a password", { name: "a.jsonl", content: line("x"), flags: 1 }, /encrypted/],
    ["another compression", { name: "a.jsonl", content: line("x"), method: 14 }, /got method 14/],
    ["bytes of another file", { name: "a.jsonl", content: line("x"), offset: 0 }, /overlaps/],
    ["another archive in it", { name: "a.zip", content: zipOf([]) }, /got .*ZIP archive inside|binary data/],
    ["a wrong place", { name: "a.jsonl", content: line("x"), offset: 4_000_000 }, /damaged/],
  ])("with %s lose that file only, and say why", async (_, bad, reason) => {
    const events = await readZip([
      { name: "one.jsonl", content: line("one") },
      bad,
      { name: "two.jsonl", content: line("two") },
    ]);
    expect(titles(events)).toEqual(["one", "two"]);
    expect(rejects(events)).toMatchObject([{ input: `-/${bad.name}`, line: 0 }]);
    expect(rejects(events)[0]?.reason).toMatch(reason);
  });

  it("whose files are not what the directory says keep the papers, and say so", async () => {
    const bad = await readZip([
      { name: "sum.jsonl", content: line("one"), crc32: 7 },
      { name: "long.jsonl", content: line("two"), size: 5 },
      { name: "short.jsonl", content: line("three"), size: 5000 },
    ]);
    expect(titles(bad)).toEqual(["one", "three"]);
    expect(rejects(bad).map(({ input, reason }) => [input, reason.slice(0, 24)])).toEqual([
      ["-/sum.jsonl", "The ZIP data is damaged:"],
      ["-/long.jsonl", "The ZIP data is damaged:"],
      ["-/short.jsonl", "The ZIP data is damaged:"],
    ]);
  });

  it("that grow beyond all measure are not read to their end, nor is such gzip", async () => {
    const zeros = Buffer.alloc(70 << 20, " ");
    const reason = /grows to more than 64 MiB and 200 times its size/;
    const zip = await readZip([
      { name: "bomb.jsonl", content: Buffer.concat([Buffer.from(line("first")), zeros]) },
      { name: "good.jsonl", content: line("good") },
    ]);
    expect(titles(zip)).toEqual(["first", "good"]);
    expect(rejects(zip).map((reject) => reject.reason)).toEqual([expect.stringMatching(reason)]);
    const gzip = await readBytes(gzipSync(Buffer.concat([Buffer.from(line("first")), zeros])));
    expect(titles(gzip)).toEqual(["first"]);
    expect(rejects(gzip)[0]?.reason).toMatch(reason);
  });

  it("with too many files, or of an office program, are refused as a whole", async () => {
    const many = Array.from({ length: 10_001 }, (_, i) => ({ name: `${i}.jsonl`, content: "x", method: 0 }));
    expect(rejects(await readZip(many))).toMatchObject([
      { line: 0, reason: "Expected a ZIP archive of at most 10000 files, got one of 10001." },
    ]);
    const table = [
      { name: "[Content_Types].xml", content: "<x/>" },
      { name: "xl/workbook.xml", content: "<x/>" },
    ];
    expect(rejects(await readZip(table))[0]?.reason).toMatch(/office program: save its table as CSV/);
  });

  it("that are cut off or damaged anywhere never fail, and never invent papers", async () => {
    const files = ["a", "b", "c"].map((name) => ({ name: `${name}.jsonl`, content: line(name).repeat(20) }));
    const whole = zipOf(files);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.option(fc.nat(255)), async (at, byte) => {
        const damaged = byte === null ? whole.subarray(0, at) : Buffer.from(whole);
        if (byte !== null) damaged[at] = byte;
        const events = await readBytes(damaged);
        expect(titles(events).length).toBeLessThanOrEqual(60);
        expect(new Set(titles(events)).size).toBeLessThanOrEqual(4);
        if (byte === null) expect(rejects(events).length).toBeGreaterThan(0);
      }),
      { numRuns: 150 },
    );
  });
});

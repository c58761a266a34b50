import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readInputs } from "../../src/ingest/index.ts";
import { liveBytes } from "../helpers/memory.ts";
import { papers, readAll, readBytes, rejects, temporaryFolder, titles } from "./reading.ts";

const folder = temporaryFolder();
const line = (title: string) => `${JSON.stringify({ title, abstract: "We study it." })}\n`;

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, content);
  return path;
}

describe("inputs", () => {
  it("are folders read in the order of names, hidden files skipped, unknown files rejected", async () => {
    file("tree/b.jsonl", line("b"));
    file("tree/a/z.jsonl.gz", gzipSync(line("a/z")));
    file("tree/a/.hidden.jsonl", line("hidden"));
    file("tree/.git/c.jsonl", line("hidden"));
    file("tree/c.txt", "A letter to nobody.\nWith no papers in it.\n");
    const events = await readAll([join(folder, "tree")]);
    expect(papers(events).map(({ record, input, source }) => [record.title, input, source])).toEqual([
      ["a/z", join(folder, "tree/a/z.jsonl.gz"), "z"],
      ["b", join(folder, "tree/b.jsonl"), "b"],
    ]);
    expect(rejects(events)).toMatchObject([{ input: join(folder, "tree/c.txt"), line: 0 }]);
    expect(rejects(events)[0]?.reason).toMatch(
      /^Expected one of JSON Lines, JSON, .*BibTeX, RIS, .*; this is none of them\.$/,
    );
  });

  it("name format and size as a file begins", async () => {
    const path = file("named.json", '[{"title":"x"}]');
    expect((await readAll([path]))[0]).toEqual({ kind: "input", input: path, format: "JSON", bytes: 15 });
  });

  it("may link in circles", async () => {
    file("loop/inner/a.jsonl", line("once"));
    symlinkSync(join(folder, "loop"), join(folder, "loop/inner/back"));
    symlinkSync(join(folder, "nowhere"), join(folder, "loop/lost"));
    const events = await readAll([join(folder, "loop")]);
    expect(titles(events)).toEqual(["once"]);
    expect(rejects(events).map(({ reason }) => reason)).toEqual(["There is no such file or folder."]);
  });

  it.each([
    ["empty", "", "The file is empty."],
    ["blank", " \n\t\n", "The file holds nothing but white space."],
    ["zeros", new Uint8Array(5000), "Expected text, got binary data."],
    ["pdf", "%PDF-1.7 and so on", "Expected text, got a PDF document."],
    ["empty.gz", gzipSync(""), "The file is empty."],
    ["stub.gz", gzipSync("x".repeat(100)).subarray(0, 8), "The gzip data is cut off: its end is missing."],
    ["fake.gz", new Uint8Array([0x1f, 0x8b, 9, 9, 9, 9]), "The gzip data is damaged: unknown compression method."],
  ])(
    "that are unusable as a whole (%s) are rejected with the reason, and the next go on",
    async (name, content, reason) => {
      const bad = file(`bad/${name}`, content);
      const events = await readAll([bad, file("good.jsonl", line("good"))]);
      expect(rejects(events)).toMatchObject([{ input: bad, line: 0, reason }]);
      expect(titles(events)).toEqual(["good"]);
    },
  );

  it("that do not exist, or a standard input that is not there, are rejected", async () => {
    const events = await readAll([join(folder, "missing"), "-"]);
    expect(rejects(events).map(({ reason }) => reason)).toEqual([
      "There is no such file or folder.",
      "There is no standard input to read.",
    ]);
  });

  it("may be gzipped on standard input, whatever the pieces", async () => {
    const text = Array.from({ length: 50 }, (_, i) => line(`paper ${i}`)).join("");
    const members = Buffer.concat([gzipSync(text.slice(0, 700)), gzipSync(text.slice(700))]);
    for (const step of [1, 100, 100_000]) {
      const events = await readBytes(members, { step });
      expect(papers(events)).toHaveLength(50);
      expect(papers(events)[0]).toMatchObject({ source: "stdin", input: "-" });
    }
  });

  it("that are cut-off gzip keep every whole line before the cut, and say where it is", async () => {
    const text = Array.from({ length: 3000 }, (_, i) => line(`paper ${i} ${((i * 7919) % 1000) / 7}`)).join("");
    const whole = gzipSync(text);
    for (const share of [0.5, 0.9, 0.999]) {
      const events = await readBytes(whole.subarray(0, Math.floor(whole.length * share)));
      const found = papers(events).length;
      expect(found).toBeGreaterThan(3000 * share * 0.8);
      expect(rejects(events)).toMatchObject([{ line: found, reason: "The gzip data is cut off: its end is missing." }]);
    }
    const damaged = gzipSync(text.repeat(20), { level: 1 });
    damaged.fill(0xff, damaged.length - 5000, damaged.length - 4000);
    const events = await readBytes(damaged);
    expect(papers(events).length).toBeGreaterThan(40_000);
    expect(rejects(events).at(-1)?.reason).toMatch(/^The gzip data is damaged/);
  });

  it.each([
    ["UTF-8 with a mark", (text: string) => Buffer.from(`\ufeff${text}`)],
    ["UTF-16 LE", (text: string) => Buffer.from(`\ufeff${text}`, "utf16le")],
    ["UTF-16 BE", (text: string) => Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
    ["gzipped UTF-16", (text: string) => gzipSync(Buffer.from(`\ufeff${text}`, "utf16le"))],
  ])("may be %s", async (_, encode) => {
    const events = await readBytes(encode(`${line("Grüße 😀")}${line("二")}`), { step: 3 });
    expect(titles(events)).toEqual(["Grüße 😀", "二"]);
    expect(rejects(events)).toEqual([]);
  });

  it("that claim UTF-8 but hold Windows-1252 bytes on some lines are read line by line", async () => {
    const old = Buffer.from('{"title":"Schr\u00f6dinger \u0093cat\u0094"}\n', "latin1"); // 0x93, 0x94: quotes there
    expect(titles(await readBytes(Buffer.concat([Buffer.from(line("Gödel")), old])))).toEqual([
      "Gödel",
      "Schrödinger “cat”",
    ]);
  });

  it("come in batches of at most 512 events, and stop when the caller does or cancels", async () => {
    const path = file("many.jsonl", line("x").repeat(20_000));
    for await (const batch of readInputs([path])) expect(batch.length).toBeLessThanOrEqual(512);
    for await (const batch of readInputs([path, path])) if (batch.length > 1) break;
    const cancel = new AbortController();
    const reading = (async () => {
      for await (const batch of readInputs([path], { signal: cancel.signal })) if (batch.length > 1) cancel.abort();
    })();
    await expect(reading).rejects.toMatchObject({ code: "cancelled" });
  });

  it("that never send anything can be cancelled", async () => {
    const cancel = new AbortController();
    const reading = readAll(["-"], { stdin: new Readable({ read() {} }), signal: cancel.signal });
    setTimeout(() => cancel.abort(), 20);
    await expect(reading).rejects.toMatchObject({ code: "cancelled" });
  });

  it("that fail halfway keep what came before", async () => {
    const stdin = Readable.from(
      (async function* () {
        yield Buffer.from(line("one"));
        throw Object.assign(new Error("EIO: i/o error, read"), { code: "EIO" });
      })(),
    );
    const events = await readAll(["-"], { stdin });
    expect(titles(events)).toEqual(["one"]);
    expect(rejects(events)).toMatchObject([{ line: 1, reason: "It cannot be read: EIO: i/o error, read." }]);
  });

  it.each(["lines", "array"])("of 100 MB (%s) do not fill the memory", async (layout) => {
    const record = JSON.stringify({ title: "A title", abstract: "word ".repeat(2000) });
    const joint = layout === "array" ? "," : "\n";
    const chunk = Array.from({ length: 50 }, () => record).join(joint) + joint;
    const stdin = Readable.from(
      (function* () {
        if (layout === "array") yield Buffer.from("[");
        for (let sent = 0; sent < 100_000_000; sent += chunk.length) yield Buffer.from(chunk);
        if (layout === "array") yield Buffer.from("]");
      })(),
    );
    const before = await liveBytes();
    let count = 0;
    let most = 0;
    for await (const batch of readInputs(["-"], { stdin })) {
      const isTime = Math.floor(count / 4_000) < Math.floor((count + batch.length) / 4_000);
      count += batch.length;
      if (isTime) most = Math.max(most, (await liveBytes()) - before);
    }
    expect(count).toBeGreaterThan(9900);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(30_000_000);
  });
});

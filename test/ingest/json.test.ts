import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { papers, readBytes, rejects, titles } from "./reading.ts";

const MEBIBYTE = 1 << 20;

describe("JSON Lines", () => {
  it("reject a broken line with its number and go on", async () => {
    const events = await readBytes('{"title":"one"}\n{"title": oops}\n\n[1]\n{"title":"two"}');
    expect(papers(events).map(({ record, line }) => [record.title, line])).toEqual([
      ["one", 1],
      ["two", 5],
    ]);
    expect(rejects(events).map(({ line, excerpt }) => [line, excerpt])).toEqual([
      [2, '{"title": oops}'],
      [4, "[1]"],
    ]);
    expect(rejects(events)[0]?.reason).toMatch(/^Expected JSON: /);
  });

  it("are known by content even when the first or every line is broken", async () => {
    expect(titles(await readBytes('{"title": broken\n{"title":"two"}\n'))).toEqual(["two"]);
    expect(titles(await readBytes('oops\n{"title":"two"}\n'))).toEqual(["two"]);
    expect(rejects(await readBytes("{bad one\n{bad two\n")).map(({ line }) => line)).toEqual([1, 2]);
  });

  it("give excerpts of at most 200 characters without control characters", async () => {
    const events = await readBytes(`{"title":"one"}\n{"x\u0000\u001b[31m": ${"y".repeat(1000)}`);
    const excerpt = rejects(events)[0]?.excerpt ?? "";
    expect(excerpt).toHaveLength(200);
    expect(excerpt.startsWith('{"x[31m"')).toBe(true);
  });

  it("may end with a carriage return or nothing, hold raw control characters and NaN", async () => {
    const events = await readBytes('{"title":"a\tb","year":NaN}\r\n{"title":"c","year":-Infinity,"x":[NaN]}');
    expect(titles(events)).toEqual(["a b", "c"]);
  });

  it("of 50 MB are read, those over 64 MiB are rejected with their size, and the next go on", async () => {
    const long = (size: number) => `{"title":"long","abstract":"${"word ".repeat(size / 5)}"}\n`;
    const events = await readBytes(`${long(50_000_000)}${long(70 * MEBIBYTE)}{"title":"next"}`);
    expect(papers(events).map(({ record, line }) => [record.title, line])).toEqual([
      ["long", 1],
      ["next", 3],
    ]);
    expect(rejects(events)).toMatchObject([
      { line: 2, reason: "Expected a line of at most 64 MiB, got one of 70.0 MiB." },
    ]);
  });
});

const paper = fc.record(
  {
    title: fc.string({ unit: "binary", minLength: 1 }).map((text) => `t${text}`),
    abstract: fc.string({ unit: fc.constantFrom(...'{}[],:"\\\n aé😀') }),
    authors: fc.array(fc.record({ name: fc.string() })),
    nested: fc.json(),
  },
  { requiredKeys: ["title"] },
);

describe("a JSON array", () => {
  it("gives the same papers as JSON Lines however it is laid out and cut into pieces", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(paper, { minLength: 1 }),
        fc.integer({ min: 1, max: 60 }),
        fc.nat(3),
        async (list, step, indent) => {
          const expected = papers(await readBytes(list.map((one) => JSON.stringify(one)).join("\n")));
          const events = await readBytes(JSON.stringify(list, undefined, indent), { step });
          expect(rejects(events)).toEqual([]);
          expect(papers(events).map(({ record }) => record)).toEqual(expected.map(({ record }) => record));
        },
      ),
      { numRuns: 150 },
    );
  });

  it("is no JSON Lines when each object has a line, and the brackets theirs", async () => {
    const events = await readBytes('[\n{"title":"one"},\n{"title":"two"},\n{"title":"three"}\n]\n');
    expect(titles(events)).toEqual(["one", "two", "three"]);
    expect(rejects(events)).toEqual([]);
  });

  it("says on which line each paper begins", async () => {
    const events = await readBytes('[\n  {\n    "title": "one"\n  },\n\n  {"title": "two"}, {"title": "three"}\n]\n');
    expect(papers(events).map(({ line }) => line)).toEqual([2, 6, 6]);
  });

  it("may be empty", async () => {
    expect((await readBytes(" [ ] ")).map(({ kind }) => kind)).toEqual(["input"]);
  });

  it.each([
    ["no comma between fields", '[{"title":"a"},\n{"title":"b" "year":1},\n{"title":"c"}]', ["a", "c"], [2]],
    ["a missing closing quote", '[{"title":"a"},\n{"title":"b},\n{"title":"c"}]', ["a", "c"], [2]],
    [
      "a missing closing quote, all on one line",
      '[{"title":"a"},{"title":"b},{"title":"c"},{"title":"d"}]',
      ["a", "c", "d"],
      [1],
    ],
    ["a missing brace", '[{"title":"a"},\n{"title":"b",\n{"title":"c"},{"title":"d"}]', ["a", "c", "d"], [2]],
    ["a missing brace at the very first", '[{"title":"b",\n{"title":"c"},{"title":"d"}]', ["c", "d"], [1]],
    ["a brace too many", '[{"title":"a"}},\n{"title":"b"}]', ["a", "b"], [1]],
    ["a wrong bracket", '[{"title":"a"],\n{"title":"b"}]', ["b"], [1]],
    ["a bracket for a comma", '[{"title":"a"}[{"title":"b"},\n{"title":"c"}]', ["a", "b", "c"], [1]],
    ["a comma too many", '[{"title":"a"},,{"title":"b"},]', ["a", "b"], []],
    ["scalars among the objects", '[{"title":"a"}, 5, "x", null,\n{"title":"b"}]', ["a", "b"], [1, 1, 1]],
    ["an end that is missing", '[{"title":"a"},\n{"title":"b"},\n', ["a", "b"], [3]],
    ["a record that is cut off", '[{"title":"a"},\n{"title":"b', ["a"], [2]],
    ["a second array behind it", '[{"title":"a"}]\n[{"title":"b"}]', ["a", "b"], [2]],
  ])("with %s loses no other paper", async (_, text, expected, lines) => {
    for (const step of [1, 7, 1000]) {
      const events = await readBytes(text, { step });
      expect(titles(events)).toEqual(expected);
      expect(rejects(events).map(({ line }) => line)).toEqual(lines);
    }
  });

  it("of any damage never hangs and never invents papers", async () => {
    const list = Array.from({ length: 30 }, (_, i) => ({
      title: `paper ${i}`,
      tags: [{ name: "x" }],
      abstract: "a {[",
    }));
    const text = JSON.stringify(list, undefined, 1);
    const known = new Set(list.map(({ title }) => title));
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 5, max: text.length - 1 }),
        fc.constantFrom("", '"', "{", "}", "[", "]", "\\", "\n"),
        async (at, noise) => {
          const events = await readBytes(text.slice(0, at) + noise + text.slice(at + 1));
          const intact = titles(events).filter((title) => known.has(title));
          expect(intact.length).toBeGreaterThanOrEqual(28);
          expect(titles(events).length).toBeLessThanOrEqual(30);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("with a record over 64 MiB goes on behind it", async () => {
    const long = `{"title":"long","abstract":"${"word ".repeat(14 * MEBIBYTE)}"}`;
    const events = await readBytes(`[{"title":"a"},\n${long},\n{"title":"b"}]`);
    expect(titles(events)).toEqual(["a", "b"]);
    expect(rejects(events)).toMatchObject([
      { line: 2, reason: "Expected records of at most 64 MiB, this one is longer." },
    ]);
  });

  it("of hostile nesting takes linear time", async () => {
    const events = await readBytes(`[{"a":1,${'{"a":'.repeat(400_000)}`);
    expect(titles(events)).toEqual([]);
    expect(rejects(events).length).toBeLessThan(10);
    const deep = await readBytes(`{"title":"deep","a":${"[".repeat(20 * MEBIBYTE)}\n{"title":"next"}`);
    expect(titles(deep)).toEqual(["next"]);
    expect(rejects(deep)[0]?.reason).toBe("Expected JSON: brackets are nested more than 10000 deep");
  });
});

describe("a single JSON object", () => {
  it("may be spread over many lines, and others may follow", async () => {
    const one = JSON.stringify({ title: "one", authors: [{ name: "x" }] }, undefined, 2);
    expect(titles(await readBytes(one))).toEqual(["one"]);
    expect(titles(await readBytes(`${one}\n{\n "title": "two"}\n`))).toEqual(["one", "two"]);
  });
});

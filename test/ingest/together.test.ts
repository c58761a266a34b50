import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { papers, readAll, readBytes, rejects, temporaryFolder, titles } from "./reading.ts";
import { zipOf } from "./zipping.ts";

const folder = temporaryFolder();
const paper = (id: number, more = {}) =>
  `${JSON.stringify({ corpusid: id, externalids: { ArXiv: null }, url: "", title: `Paper ${id}`, authors: [{ name: "A B" }], venue: "", year: 2020, ...more })}\n`;
const abstract = (id: number) =>
  `${JSON.stringify({ corpusid: id, openaccessinfo: { externalids: {} }, abstract: `Abstract of ${id}.` })}\n`;

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe("data sets of Semantic Scholar", () => {
  it("have papers and abstracts in files of their own, which are joined whatever their order and packing", async () => {
    const both = [
      file("abstracts.jsonl.gz", gzipSync([3, 1].map(abstract).join(""))),
      file("other.jsonl", '{"title":"Other"}\n'),
      file("papers.jsonl", [1, 2].map((id) => paper(id)).join("")),
      file("more.zip", zipOf([{ name: "papers-2.jsonl", content: paper(3) + paper(4, { abstract: "Own." }) }])),
    ];
    const expected = [
      ["Other", "", "other", 1],
      ["Paper 1", "Abstract of 1.", "papers", 1],
      ["Paper 2", "", "papers", 2],
      ["Paper 3", "Abstract of 3.", "papers-2", 1],
      ["Paper 4", "Own.", "papers-2", 2],
    ];
    for (const waitingBytes of [1, 100_000]) {
      const events = await readAll(both, { waitingBytes });
      expect(papers(events).map(({ record, source, line }) => [record.title, record.abstract, source, line])).toEqual(
        expected,
      );
      expect(rejects(events)).toEqual([]);
      expect(events.filter(({ kind }) => kind === "input")).toHaveLength(4);
    }
  });

  it("give every paper its abstract once, however many wait at a time", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 3000 }),
        async (ids, told, waitingBytes) => {
          const inputs = [
            file("p.jsonl", ids.map((id) => paper(id)).join("")),
            file("a.jsonl", told.map(abstract).join("")),
          ];
          const events = await readAll(inputs, { waitingBytes });
          expect(papers(events).map(({ record }) => [record.id, record.abstract])).toEqual(
            ids.map((id) => [`CorpusId:${id}`, told.includes(id) ? `Abstract of ${id}.` : ""]),
          );
          const lost = told.filter((id) => !ids.includes(id)).length;
          expect(rejects(events).map(({ reason }) => Number(/for ([\d,]+) abstract/.exec(reason)?.[1]))).toEqual(
            lost === 0 ? [] : [lost],
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it("with damaged lines lose these only, told once", async () => {
    const inputs = [
      file("p.jsonl", `${paper(1)}{"corpusid":2,"title":oops}\n\n${paper(3)}${paper(4)}`),
      file("a.jsonl", `${abstract(1)}oops\n{"corpusid":3,"abstract":7}\n${abstract(4).slice(0, -9)}`),
    ];
    for (const waitingBytes of [1, 100_000]) {
      const events = await readAll(inputs, { waitingBytes });
      expect(papers(events).map(({ record }) => [record.title, record.abstract])).toEqual([
        ["Paper 1", "Abstract of 1."],
        ["Paper 3", ""],
        ["Paper 4", ""],
      ]);
      const told = rejects(events).map(({ input, line }) => `${input.slice(-7)}:${line}`);
      expect(told.sort()).toEqual(["a.jsonl:2", "a.jsonl:3", "a.jsonl:4", "a.jsonl:4", "p.jsonl:2"]);
    }
  });

  it("of one kind alone are papers without abstracts, or rejected with what is missing", async () => {
    expect(titles(await readAll([file("p.jsonl", paper(1))]))).toEqual(["Paper 1"]);
    const alone = await readAll([file("a.jsonl", abstract(1) + abstract(2))]);
    expect(rejects(alone)).toMatchObject([
      { line: 0, reason: expect.stringMatching(/^Expected the data set's papers/) },
    ]);
    expect(titles(await readBytes(paper(1)))).toEqual(["Paper 1"]);
  });
});

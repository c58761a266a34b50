import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readInputs } from "../../src/ingest/index.ts";
import { papers, readAll, rejects } from "./reading.ts";

const ARXIV_20K = "../shared/corpora/arxiv-20k.jsonl.gz";

describe("the corpora", () => {
  it("that are shipped give 573 papers with abstracts and no rejects", async () => {
    const events = await readAll(["corpus/sample-papers.jsonl"]);
    expect(papers(events)).toHaveLength(573);
    expect(rejects(events)).toEqual([]);
    expect(papers(events).every(({ record, source }) => record.abstract !== "" && source === "sample-papers")).toBe(
      true,
    );
  });

  it.skipIf(!existsSync(ARXIV_20K))("of arXiv give 20,000 papers with ids, years and clean categories", async () => {
    let count = 0;
    for await (const batch of readInputs([ARXIV_20K])) {
      for (const event of batch) {
        if (event.kind !== "paper") continue;
        count += 1;
        if (event.record.arxivId === undefined || event.record.year === undefined) expect(event).toBeUndefined();
        for (const category of event.record.categories) {
          if (!/^[a-z-]+(\.[A-Za-z-]+)?$/.test(category)) expect(category).toBeUndefined();
        }
      }
      expect(batch.some(({ kind }) => kind === "reject")).toBe(false);
    }
    expect(count).toBe(20_000);
  });
});

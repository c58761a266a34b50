import { describe, expect, it } from "vitest";
import { CITE_FORMATS } from "../../src/cite/index.ts";
import { EXPORT_FORMATS, exportCounts, exportPath } from "../../web/src/export.ts";
import { EMPTY_SEARCH } from "../../web/src/location.ts";

describe("The formats that the page offers", () => {
  it("are all that there are, by the same names and endings", () => {
    const known = Object.entries(CITE_FORMATS).map(([format, { label, extension }]) => ({
      format,
      name: label,
      extension,
    }));
    const byFormat = (a: { format: string }, b: { format: string }) => a.format.localeCompare(b.format);
    expect([...EXPORT_FORMATS].sort(byFormat)).toEqual(known.sort(byFormat));
  });
});

describe("The address of a file", () => {
  it("names papers, or a search with its filters", () => {
    expect(exportPath({ ids: ["a/b c", "d"] }, "ris", { inline: true })).toBe(
      "/api/export?format=ris&id=a%2Fb+c&id=d&inline=1",
    );
    const search = { ...EMPTY_SEARCH, q: "graph", mode: "lexical", sort: "date", yearFrom: 2020, pages: 3 } as const;
    expect(exportPath({ search }, "csv", { k: 20 })).toBe(
      "/api/export?format=csv&q=graph&mode=lexical&sort=date&yearFrom=2020&k=20",
    );
    const inside = { ...EMPTY_SEARCH, q: " ", mode: "lexical", topics: ["t1"], lists: ["l2"] } as const;
    expect(exportPath({ search: inside }, "jsonl")).toBe("/api/export?format=jsonl&topic=t1&list=l2");
  });
});

describe("The counts that a reader may choose from", () => {
  it("end with all, or with as many as a file can have", () => {
    expect(exportCounts(7)).toEqual([7]);
    expect(exportCounts(100)).toEqual([20, 100]);
    expect(exportCounts(573)).toEqual([20, 100, 573]);
    expect(exportCounts(260_000)).toEqual([20, 100, 1000, 10_000]);
  });
});

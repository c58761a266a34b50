import { describe, expect, it } from "vitest";
import type { PaperRecord } from "../../src/core/index.ts";
import { sameWork } from "../../src/store/index.ts";
import { record } from "./fixtures.ts";

const AUTHORS = ["Ada Lovelace", "Grace Hopper", "Emmy Noether"];
const verdict = (a: string, b: string, one: Partial<PaperRecord> = {}, other: Partial<PaperRecord> = {}) =>
  sameWork(
    record({ authors: AUTHORS, year: 2020, ...one, title: a }),
    record({ authors: AUTHORS, year: 2020, ...other, title: b }),
  ).verdict;

describe("records of the same authors and year", () => {
  it.each([
    ["Deep learning for graphs", "DEEP LEARNING FOR GRAPHS."],
    ["Pre-training of multi-modal networks", "Pretraining of Multimodal Networks"],
    ["Spin–orbit coupling in Schrödinger’s equation", "Spin-orbit coupling in Schrodinger's equation"],
    ["On $L^p$ estimates for $\\alpha$-stable processes", "On Lp Estimates for α-Stable Processes"],
    ["Estimates in $\\mathbb{R}^n$ for $\\varepsilon \\to 0$", "Estimates in ℝⁿ for ϵ to 0"],
    ["Search & rescue with robots", "Search and Rescue with Robots"],
    ["The theory of graphs", "Theory of Graphs"],
    ["GPT-4 and COVID-19", "GPT4 and COVID 19"],
    ["BERT: pre-training of deep networks", "BERT — Pre-training of deep networks"],
  ])("are one work where their titles are the same but for the spelling: %s", (a, b) => {
    expect(verdict(a, b)).toBe("same");
  });

  it.each([
    ["On elliptic operators. Part I", "On elliptic operators. Part II"],
    ["On elliptic operators I", "On elliptic operators II"],
    ["On elliptic operators", "On elliptic operators. II"],
    ["Overview of the Shared Task 2021", "Overview of the Shared Task 2022"],
    ["Sinhala corpus version 1", "Sinhala corpus version 2"],
    ["LongVie: long videos", "LongVie 2: long videos"],
    ["Remarks on weakly pseudoconvex boundaries", "Remarks on weakly pseudoconvex boundaries: Erratum"],
    ["Gravity and entropy", "Comment on “Gravity and entropy”"],
    ["Gravity and entropy", "Reply to Comment on Gravity and entropy"],
    ["Corrigendum to Gravity and entropy", "Gravity and entropy"],
    ["Learning C", "Learning C++"],
    ["The case p = 2 of a conjecture", "The case p > 2 of a conjecture"],
    ["Consensus in asynchrony", "Consensus in asynchrony: strictly formal"],
    ["Editorial", "Editorial"],
    ["???", "???"],
  ])("are never one work by title where it differs in more: %s / %s", (a, b) => {
    expect(verdict(a, b)).toBe("different");
  });
});

describe("records of one title", () => {
  const T = "On the stability of graphs";
  it.each<[string, string, Partial<PaperRecord>, Partial<PaperRecord>]>([
    ["with names spelled otherwise", "same", {}, { authors: ["Lovelace, A.", "Hopper, G."] }],
    ["with names as PubMed writes them", "same", {}, { authors: ["Lovelace A", "Hopper GM"] }],
    ["of other authors", "suspect", {}, { authors: ["Alan Turing"] }],
    ["that have one author of many in common", "suspect", {}, { authors: ["Ada Lovelace", "B. Bell", "C. Cole"] }],
    ["without authors on one side", "same", {}, { authors: [] }],
    ["with another arXiv id", "suspect", { arxivId: "2401.00001" }, { arxivId: "2401.00002" }],
    ["with another DOI", "suspect", { doi: "10.1/a" }, { doi: "10.1/b" }],
    ["a preprint and a journal, a year later", "same", { arxivId: "2401.00001" }, { year: 2021, venue: "Nature" }],
    ["a preprint and a journal, four years later", "same", { arxivId: "2401.00001" }, { year: 2024, doi: "10.1/a" }],
    ["a preprint and a journal, nine years later", "suspect", { arxivId: "2401.00001" }, { year: 2029, doi: "10.1/a" }],
    ["printed in two years", "suspect", { venue: "Annual Review" }, { year: 2021, venue: "Annual Review" }],
    [
      "printed in one volume",
      "same",
      { venue: "A", printed: { volume: "3" } },
      { year: 2021, venue: "A", printed: { volume: "3" } },
    ],
  ])("%s: %s", (_, expected, one, other) => {
    expect(verdict(T, T, one, other)).toBe(expected);
    expect(verdict(T, T, other, one)).toBe(expected);
  });

  it("of few words and without authors need like abstracts, or the same year", () => {
    const [trees, ships] = ["Trees grow slowly in forests.", "Ships sail quickly on oceans."];
    const told = (a: string, b: string) =>
      verdict("On Graphs", "On Graphs", { authors: [], abstract: a }, { authors: [], abstract: b });
    expect([told(trees, ships), told(trees, `${trees} They do.`)]).toEqual(["suspect", "same"]);
    expect(verdict("On Graphs", "On Graphs", { authors: [] }, { authors: [], year: 2021 })).toBe("suspect");
    expect(verdict("On Graphs", "On Graphs", { authors: [] }, { authors: [] })).toBe("same");
  });

  it("of one identifier are one work whatever they say", () => {
    const { verdict, reasons } = sameWork(record({ title: "A", doi: "10.1/a" }), record({ title: "B", doi: "10.1/a" }));
    expect([verdict, reasons]).toEqual(["same", ["same DOI 10.1/a"]]);
  });
});

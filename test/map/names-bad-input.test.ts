import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keyPhrasesOf, type NamedText, nameTopics, PhraseIndex, type TopicTree } from "../../src/map/names/index.ts";

const range = (from: number, to: number) => Uint32Array.from({ length: to - from }, (_, i) => from + i);
const oneTopicOf = (members: readonly Uint32Array[]): TopicTree => ({
  level: new Uint8Array(members.length),
  parent: new Int32Array(members.length).fill(-1),
  members,
});
const named = (texts: readonly NamedText[], members: readonly Uint32Array[]) =>
  nameTopics(PhraseIndex.build(texts, texts.length), oneTopicOf(members));

describe("naming", () => {
  it("has nothing to say of no papers and no topics", () => {
    expect(named([], [])).toEqual({ names: [], phrases: [] });
    expect(keyPhrasesOf(PhraseIndex.build([], 0).table(), [], 5)).toEqual([]);
  });

  it("calls a topic of one paper by the beginning of its title", () => {
    const texts = [{ title: "Seventeen camels of the <b>old</b> merchant", abstract: "" }];
    expect(named(texts, [range(0, 1)]).names).toEqual(["Seventeen camels"]);
  });

  it("numbers topics that have no words at all", () => {
    const empty = Array.from({ length: 6 }, () => ({ title: "", abstract: "?!" }));
    const names = named(empty, [range(0, 3), range(3, 6), new Uint32Array(0)]).names;
    expect(names).toEqual(["topic 1", "topic 2", "topic 3"]);
  });

  it("tells topics of identical texts apart", () => {
    const same = Array.from({ length: 12 }, () => ({
      title: "Tensor networks",
      abstract: "We look at tensor networks and at spin glasses.",
    }));
    const { names, phrases } = named(same, [range(0, 4), range(4, 8), range(8, 12)]);
    expect(new Set(names).size).toBe(3);
    expect(names.some((name) => name.includes("tensor networks"))).toBe(true);
    expect(phrases.flat().length).toBeGreaterThan(0);
  });

  it("takes no markup, script or link into names", () => {
    const texts = Array.from({ length: 10 }, (_, i) => ({
      title: `<script>alert("evil script")</script><i>Magnetic</i> monopoles &amp; <img src=x onerror=alert(1)>`,
      abstract: `The <b>magnetic</b> monopoles, see https://example.org/evil/script/${i}, are <a href="evil">magnetic monopoles</a>.`,
    }));
    const { names, phrases } = named(texts, [range(0, 10)]);
    expect(names).toEqual(["magnetic monopoles"]);
    for (const { phrase } of phrases.flat()) expect(phrase).not.toMatch(/[<>&/]|script|evil|alert|http/);
  });

  it("spells out formulas that are names and leaves others out", () => {
    const texts = Array.from({ length: 6 }, () => ({
      title: "",
      abstract:
        "Every $p$-adic group, $\\Lambda$CDM model and CO$_2$ emission. For $C^*$-algebras, $\\int_0^1 f(x)\\,dx$ is \\emph{finite}.",
    }));
    const index = PhraseIndex.build(texts, 6);
    const found = Array.from({ length: index.size }, (_, id) => index.phrase(id));
    expect(found).toEqual(expect.arrayContaining(["p-adic group", "ΛCDM model", "CO2 emission", "C*-algebras"]));
    for (const phrase of found) expect(phrase).not.toMatch(/int|dx|emph|\$|\\/);
  });

  it("reads a text of a hundred thousand characters, with or without blanks, in no time", () => {
    const long = [
      { title: "a ".repeat(50_000), abstract: "x".repeat(100_000) },
      { title: "<".repeat(100_000), abstract: "$".repeat(100_000) },
      { title: "\\'{".repeat(33_000), abstract: "-'.".repeat(33_000) },
      { title: "quantum dots. ".repeat(9_000), abstract: "quantum dots. ".repeat(9_000) },
      { title: "quantum dots", abstract: "<script".repeat(20_000) },
    ];
    expect(named(long, [range(0, 5)]).names).toEqual(["quantum dots"]);
  });

  it("names topics in scripts without blanks and with other letters", () => {
    const chinese = Array.from({ length: 8 }, (_, i) => ({
      title: "深度学习",
      abstract: `本文研究深度学习。深度学习很好${i}。`,
    }));
    const russian = Array.from({ length: 8 }, () => ({
      title: "Нейронные сети",
      abstract: "Это: нейронные сети, нейронные сети.",
    }));
    const thai = Array.from({ length: 8 }, () => ({ title: "การเรียนรู้เชิงลึก", abstract: "" }));
    const arabic = Array.from({ length: 8 }, () => ({ title: "الشبكات العصبية", abstract: "الشبكات العصبية" }));
    const { names } = named(
      [...chinese, ...russian, ...thai, ...arabic],
      [range(0, 8), range(8, 16), range(16, 24), range(24, 32)],
    );
    expect(names).toEqual(["深度学习", "нейронные сети", "การเรียนรู้เชิงลึก", "الشبكات العصبية"]);
  });

  it("gives every topic of any library a name of its own on its level", () => {
    const paper = fc.record({ title: fc.string({ unit: "binary" }), abstract: fc.lorem({ maxCount: 30 }) });
    fc.assert(
      fc.property(fc.array(paper, { maxLength: 30 }), fc.integer({ min: 1, max: 5 }), (texts, parts) => {
        const members = Array.from({ length: parts }, (_, p) => range(0, texts.length).filter((i) => i % parts === p));
        const { names } = named(texts, members);
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(parts);
        for (const name of names) expect(name).toMatch(/\S/);
      }),
    );
  });

  it("reads no more texts than it was told of, and counts missing ones as empty", () => {
    const texts = Array.from({ length: 6 }, () => ({ title: "", abstract: "Some spin glasses." }));
    expect(PhraseIndex.build(texts, 3).table().papers[0]).toBe(3);
    const short = PhraseIndex.build(texts, 9);
    expect(short.table().papers[0]).toBe(6);
    expect(short.phrasesOf(8)).toEqual([]);
  });

  it("stops when it is cancelled and tells how far it is", () => {
    const stages: string[] = [];
    const texts = [{ title: "Spin glasses", abstract: "" }];
    PhraseIndex.build(texts, 1, { onProgress: ({ stage }) => stages.push(stage) });
    expect(stages).toContain("Reading texts");
    expect(() => PhraseIndex.build(texts, 1, { signal: AbortSignal.abort() })).toThrow("cancelled");
  });
});

const corpus = fileURLToPath(new URL("../../corpus", import.meta.url));
const shared = fileURLToPath(new URL("../../../shared/corpora/sample-papers.jsonl", import.meta.url));

describe.skipIf(!existsSync(shared) || !existsSync(corpus))("the sample of papers", () => {
  it("has key phrases that are the same from the table and from the index", () => {
    const papers = readFileSync(shared, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as NamedText);
    const index = PhraseIndex.build(papers, papers.length);
    const table = index.table();
    for (const members of [range(0, 60), range(100, 350), range(7, 9)]) {
      const texts = Array.from(members, (i) => papers[i] ?? { title: "", abstract: "" });
      expect(keyPhrasesOf(table, texts, 12)).toEqual(index.keyPhrases(members, 12));
    }
  });
});

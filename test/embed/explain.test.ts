import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dot, mulberry32, row } from "../../src/core/index.ts";
import { type EmbeddingModel, type Explanation, explainSimilarity, loadModel, seedOf } from "../../src/embed/index.ts";
import { createLexicon, createStaticEncoder, readStaticModel } from "../../src/embed/static/index.ts";
import { embedPapers } from "../../src/library/document-vectors.ts";
import { MODELS, ROOT, readBundled } from "./fixtures.ts";

interface Text {
  readonly title: string;
  readonly abstract: string;
}

const PAPERS: Text[] = readFileSync(join(ROOT, "corpus/sample-papers.jsonl"), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line) as Text);

let model: EmbeddingModel;
beforeAll(async () => {
  model = await loadModel({ modelsFolder: MODELS });
});
afterAll(() => model.close());

const sum = <T>(list: readonly T[], shareOf: (each: T) => number) => list.reduce((all, each) => all + shareOf(each), 0);

/** What the shares of an explanation must sum to, each way of counting them. */
function sums({ words, a, b }: Explanation): number[] {
  const marks = (text: Explanation["a"]) =>
    sum([...text.title, ...text.abstract], ([, , share]) => share) + text.prefix;
  return [
    sum(words, (word) => word.a) + a.prefix,
    sum(words, (word) => word.b) + b.prefix,
    marks(a),
    marks(b),
    sum(a.sentences, ({ share }) => share) + a.prefix,
    sum(b.sentences, ({ share }) => share) + b.prefix,
  ];
}

function expectExact(explanation: Explanation, similarity: number): void {
  expect(explanation.exact).toBe(true);
  expect(Math.abs(explanation.similarity - similarity)).toBeLessThan(1e-6);
  for (const each of sums(explanation)) expect(Math.abs(each - similarity)).toBeLessThan(1e-6);
}

const letters = fc.constantFrom(
  "graph",
  "Kernel",
  "U-Net",
  "of",
  "the",
  "Σίσυφος",
  "İstanbul",
  "naïve",
  "量子计算",
  "カタカナ",
  "x_1",
  "$p$-adic",
  "3.5",
  "don't",
  "\u0301",
  "\u0007",
  "🦀",
  "a\u200bb",
  "ﬁeld",
  "한국어",
  ".",
  "?!",
  "supercalifragilistic",
  "\ud800",
  "é́",
);
const text = fc
  .array(fc.tuple(fc.oneof(letters, fc.string({ maxLength: 8 })), fc.constantFrom(" ", "", "\n", "\u00a0", "-")), {
    maxLength: 30,
  })
  .map((parts) => parts.map(([word, gap]) => word + gap).join(""));

describe("The lexicon of a static model", () => {
  it("cuts any text into the tokens of the tokenizer, and says where each word stands", async () => {
    const files = await readStaticModel(readBundled);
    const encoder = createStaticEncoder(files);
    const lexicon = createLexicon(files, encoder.vocabulary, encoder.dimension);
    fc.assert(
      fc.property(text, (any) => {
        const words = lexicon.wordsOf(any);
        expect(words.flatMap(({ ids }) => ids)).toEqual([...encoder.tokenize(any)]);
        let last = 0;
        for (const { start, end } of words) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeLessThanOrEqual(any.length);
          last = Math.max(start, last);
        }
      }),
      { numRuns: 200 },
    );
    for (const { title, abstract } of PAPERS.slice(0, 50)) {
      const found = lexicon.wordsOf(abstract);
      expect(found.flatMap(({ ids }) => ids)).toEqual([...encoder.tokenize(abstract)]);
      expect(lexicon.wordsOf(title).every(({ start, end }) => title.slice(start, end).trim() !== "")).toBe(true);
    }
    const spelled = (any: string) => lexicon.wordsOf(any).map(({ start, end }) => any.slice(start, end));
    expect(spelled("\u200bé A naïve U-Net (GPT-3.5) isn't: 量子!")).toEqual([
      "é",
      "A",
      "naïve",
      "U-Net",
      "(",
      "GPT-3.5",
      ")",
      "isn't",
      ":",
      "量",
      "子",
      "!",
    ]);
  });
});

describe("An explanation", () => {
  it("splits the similarity of papers exactly, the one that search compares", async () => {
    const pairs = PAPERS.slice(0, 80).map((paper, i) => [paper, PAPERS[(i * 7 + 3) % PAPERS.length]!] as const);
    for (const [a, b] of pairs) {
      const vectors = await embedPapers(model, [a, b]);
      expectExact(await explainSimilarity(model, a, b), dot(row(vectors, 0), row(vectors, 1)));
    }
  });

  it("splits that of a query and a paper", async () => {
    for (const [i, b] of PAPERS.slice(0, 30).entries()) {
      const query = PAPERS[i + 40]!.abstract.slice(0, 15 + 20 * i);
      const vector = row(await model.embed([query], "query"), 0);
      expectExact(await explainSimilarity(model, { query }, b), dot(vector, row(await embedPapers(model, [b]), 0)));
    }
  });

  it("splits that of any two texts, whatever is in them", async () => {
    const papers = fc.record({ title: text.map((any) => `t ${any}`), abstract: text });
    await fc.assert(
      fc.asyncProperty(papers, papers, async (a, b) => {
        const vectors = await embedPapers(model, [a, b]);
        expectExact(await explainSimilarity(model, a, b), dot(row(vectors, 0), row(vectors, 1)));
      }),
      { numRuns: 100 },
    );
  });

  it("splits shorter vectors, and counts what the model puts before texts", async () => {
    const prefixes = { queryPrefix: "question: ", passagePrefix: "passage about galaxies: " };
    const other = await loadModel({ modelsFolder: MODELS, dimension: 128, ...prefixes });
    const [a, b] = [PAPERS[3]!, PAPERS[4]!];
    const vectors = await embedPapers(other, [a, b]);
    const explanation = await explainSimilarity(other, a, b);
    expectExact(explanation, dot(row(vectors, 0), row(vectors, 1)));
    expect(explanation.a.prefix).not.toBe(0);
    const query = row(await other.embed([a.title], "query"), 0);
    expectExact(await explainSimilarity(other, { query: a.title }, b), dot(query, row(vectors, 1)));
    await other.close();
  });

  it("is the same the other way round", async () => {
    const [a, b] = [PAPERS[10]!, PAPERS[11]!];
    const [there, back] = [await explainSimilarity(model, a, b), await explainSimilarity(model, b, a)];
    expect(back.similarity).toBeCloseTo(there.similarity, 12);
    expect(back.a).toEqual(there.b);
    expect(back.b).toEqual(there.a);
    const words = new Map(there.words.map((word) => [word.word.toLowerCase(), word]));
    for (const { word, a: ofA, b: ofB } of back.words) {
      expect([ofA, ofB]).toEqual([words.get(word.toLowerCase())?.b, words.get(word.toLowerCase())?.a]);
    }
  });

  it("marks words where they stand, with what leaving one out would take away", async () => {
    const a = { title: "Kernel methods", abstract: "We study the kernel trick. Galaxies rotate." };
    const b = { title: "The kernel trick", abstract: "" };
    const { a: side, words } = await explainSimilarity(model, a, b);
    expect(side.title.map(([start, end]) => a.title.slice(start, end))).toEqual(["Kernel", "methods"]);
    expect(side.abstract.map(([start, end]) => a.abstract.slice(start, end))).toEqual([
      "We",
      "study",
      "the",
      "kernel",
      "trick",
      ".",
      "Galaxies",
      "rotate",
      ".",
    ]);
    expect(
      words
        .slice(0, 2)
        .map(({ word }) => word.toLowerCase())
        .sort(),
    ).toEqual(["kernel", "trick"]);
    expect(side.sentences.map(({ field, span: [start, end] }) => a[field].slice(start, end))).toEqual([
      "Kernel methods",
      "We study the kernel trick.",
      "Galaxies rotate.",
    ]);
    expect(side.sentences[1]!.share).toBeGreaterThan(side.sentences[2]!.share + 0.1);
  });

  it.each([
    ["We win. They lose! Do we? Yes.", ["We win.", "They lose!", "Do we?", "Yes."]],
    ["Methods, e.g. kernels, cf. Smith et al. (2020), win. See Fig. 3.", 2],
    ["A bound of 3.5 dB, i.e. Half of it. $f(x). Y$ holds.", 2],
    ["By J. Smith and A. B. Jones. Next.", ["By J. Smith and A. B. Jones.", "Next."]],
    ["no capital. here either", ["no capital. here either"]],
    ["我们研究图。结果很好。", ["我们研究图。", "结果很好。"]],
    ['He said "Stop." Then he left.', ['He said "Stop."', "Then he left."]],
    ["...", ["..."]],
  ])("cuts %j into its sentences", async (abstract, expected) => {
    const { a } = await explainSimilarity(model, { title: "Any", abstract }, PAPERS[0]!);
    const found = a.sentences.slice(1).map(({ span: [start, end] }) => abstract.slice(start, end));
    if (typeof expected === "number") expect(found).toHaveLength(expected);
    else expect(found).toEqual(expected);
  });

  it("pairs each sentence once, the best first, and pairs of all sentences would sum to the similarity", async () => {
    const explanation = await explainSimilarity(model, PAPERS[20]!, PAPERS[21]!);
    const { pairs } = explanation;
    expect(pairs.map(({ share }) => share)).toEqual(pairs.map(({ share }) => share).sort((x, y) => y - x));
    expect(new Set(pairs.map((pair) => pair.a)).size).toBe(pairs.length);
    expect(new Set(pairs.map((pair) => pair.b)).size).toBe(pairs.length);
    const single = await explainSimilarity(model, { title: "tensor networks", abstract: "" }, PAPERS[21]!);
    const whole = await explainSimilarity(
      model,
      { title: "tensor networks", abstract: "" },
      { title: "Tensors", abstract: "" },
    );
    expect(whole.pairs).toEqual([{ a: 0, b: 0, share: expect.closeTo(whole.similarity, 9) as number }]);
    expect(single.pairs.length).toBeLessThanOrEqual(1);
  });

  it("of a paper with itself finds nothing but agreement", async () => {
    const { similarity, words, pairs } = await explainSimilarity(model, PAPERS[5]!, PAPERS[5]!);
    expect(similarity).toBeCloseTo(1, 9);
    for (const { a, b } of words) expect(a).toBeCloseTo(b, 12);
    expect(pairs.length).toBeGreaterThan(0);
  });

  it("of texts that the model knows nothing of is zero", async () => {
    for (const nothing of [
      { title: "🦀", abstract: "" },
      { query: "" },
      { query: "\u200b" },
      { title: "", abstract: "🦀 🦀" },
    ]) {
      const explanation = await explainSimilarity(model, nothing, PAPERS[0]!);
      expect([explanation.similarity, ...sums(explanation)].every((each) => each === 0)).toBe(true);
      expect(explanation.pairs).toEqual([]);
    }
  });

  it("of 100,000 characters ends where the model stops reading", async () => {
    const long = { title: "Long", abstract: "Kernel methods are studied. ".repeat(4000) };
    const chinese = { title: "量", abstract: "量子".repeat(50_000) };
    for (const a of [
      long,
      chinese,
      { title: "x".repeat(100_000), abstract: ".".repeat(100_000) },
      { title: "a-".repeat(50_000), abstract: "$a ".repeat(33_000) },
    ]) {
      const vectors = await embedPapers(model, [a, PAPERS[1]!]);
      const explanation = await explainSimilarity(model, a, PAPERS[1]!);
      expectExact(explanation, dot(row(vectors, 0), row(vectors, 1)));
      expect(explanation.a.abstract.length + explanation.a.title.length).toBeLessThanOrEqual(512);
    }
  });

  it("names sentences that matter: without the strongest three times as much is lost as without any one", async () => {
    const rng = mulberry32(7);
    const vectors = await embedPapers(model, PAPERS);
    const rest: { readonly asked: number; readonly papers: Text[] }[] = [];
    for (let tries = 0; tries < 100 && rest.length < 60; tries++) {
      const asked = Math.floor(rng() * PAPERS.length);
      const near = [...PAPERS.keys()].map((j) => [dot(row(vectors, asked), row(vectors, j)), j] as const);
      const b = PAPERS[near.sort(([x], [y]) => y - x)[1 + Math.floor(rng() * 10)]![1]]!;
      const { b: side } = await explainSimilarity(model, PAPERS[asked]!, b);
      const sentences = side.sentences.filter(({ field }) => field === "abstract");
      if (sentences.length < 4) continue; // few of these abstracts have more
      const without = (gone: readonly (typeof sentences)[number][]) => {
        const left = sentences.filter((sentence) => !gone.includes(sentence));
        return { ...b, abstract: left.map(({ span: [start, end] }) => b.abstract.slice(start, end)).join(" ") };
      };
      const strongest = [...sentences].sort((x, y) => y.share - x.share).slice(0, 1);
      const any = sentences.slice(Math.floor(rng() * sentences.length)).slice(0, 1);
      rest.push({ asked, papers: [b, without(strongest), without(any)] });
    }
    expect(rest.length).toBeGreaterThan(20);
    let [top, random] = [0, 0];
    for (const { asked, papers } of rest) {
      const changed = await embedPapers(model, papers);
      const [whole = 0, withoutTop = 0, withoutAny = 0] = papers.map((_, i) =>
        dot(row(vectors, asked), row(changed, i)),
      );
      top += whole - withoutTop;
      random += whole - withoutAny;
    }
    expect(top).toBeGreaterThan(0);
    expect(top).toBeGreaterThan(3 * random);
  });
});

describe("A seed", () => {
  it("weighs words as an explanation does, and of several papers their middle", async () => {
    const [a, b] = [PAPERS[30]!, PAPERS[31]!];
    const seed = seedOf(model, [a])!;
    const vector = row(await embedPapers(model, [b]), 0);
    const { a: side, similarity } = await explainSimilarity(model, a, b);
    const shares = [...side.title, ...side.abstract].map(([, , share]) => share);
    const shareOf = seed.sharesWith(vector);
    expect(seed.words.length).toBe(shares.length);
    for (const [i, share] of shares.entries()) expect(shareOf(i)).toBeCloseTo(share, 6);
    expect(seed.similarityWith(vector)).toBeCloseTo(similarity, 6);
    const several = seedOf(model, PAPERS.slice(0, 3))!;
    const shareOfSeveral = several.sharesWith(vector);
    expect(sum([...several.words.keys()], shareOfSeveral)).toBeCloseTo(several.similarityWith(vector), 6);
  });

  it("knows which words are near each other", () => {
    const seed = seedOf(model, [PAPERS[0]!])!;
    expect(seed.kinship("kernel", "kernel")).toBeCloseTo(1, 6);
    expect(seed.kinship("reward", "reinforcement")).toBeGreaterThan(seed.kinship("reward", "galaxy") + 0.1);
    expect(seed.kinship("🦀", "token")).toBe(0);
  });
});

describe("A model that cannot be taken apart", () => {
  it("is explained by leaving sentences out, and says that this is an estimate", async () => {
    const { lexicon: _, ...rest } = model;
    const opaque: EmbeddingModel = { ...rest, lexicon: undefined, titleShare: 0 };
    const a = { title: "Kernel methods", abstract: "We study kernels in Hilbert spaces. Cats sleep all day." };
    const b = { title: "Hilbert space kernels", abstract: "Kernels are everywhere. Dogs bark." };
    const { exact, words, similarity, a: side, pairs } = await explainSimilarity(opaque, a, b);
    const vectors = await opaque.embed([`${a.title}\n${a.abstract}`, `${b.title}\n${b.abstract}`], "passage");
    expect([exact, words.length, side.abstract.length]).toEqual([false, 0, 0]);
    expect(similarity).toBeCloseTo(dot(row(vectors, 0), row(vectors, 1)), 6);
    expect(side.sentences.map(({ share }) => share > 0)).toEqual([true, true, false]);
    expect(pairs[0]!.share).toBeGreaterThan(0.3);
    expect(seedOf(opaque, [a])).toBeUndefined();
    const many = { title: "Many", abstract: "It is so. ".repeat(5000) };
    expect((await explainSimilarity(opaque, many, { query: "" })).a.sentences.length).toBeLessThan(50);
  });
});

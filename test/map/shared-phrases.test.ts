import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isTellingWord, phraseFinder } from "../../src/map/index.ts";

const paper = (title: string, abstract = "") => ({ title, abstract });
const phrases = (a: ReturnType<typeof paper>, b: ReturnType<typeof paper>) =>
  phraseFinder([a])(b).map(({ phrase }) => phrase);

describe("Phrases that papers share", () => {
  it("are the longest, whatever the case, the plural and the spelling", () => {
    const a = paper("Tensor Networks", "We model quantum circuits with tensor networks and behaviour trees.");
    const b = paper("On circuits", "A Tensor network is not a quantum circuit, and a behavior tree is neither.");
    expect(phrases(a, b).sort()).toEqual(["behavior tree", "circuits", "quantum circuit", "tensor networks"].sort());
  });

  it("hold no stop words, and not generic words alone", () => {
    const text = "In this paper we propose a new method. The results show that our approach improves performance.";
    expect(phrases(paper("A method", text), paper("A method", text))).toEqual([]);
    expect(phrases(paper("x", "kernel methods of moments"), paper("y", "kernel method of moments"))).toEqual([
      "kernel method of moments",
    ]);
  });

  it("do not reach over punctuation, markup and formulas", () => {
    const b = paper("b", "Random graph. Neural network, sparse <b>coding</b>, deep $x^2$ learning");
    expect(phrases(paper("a", "graph neural network sparse coding deep learning"), b)).not.toContain("graph neural");
    expect(phrases(paper("a", "see https://random.org/graph"), paper("b", "random graph"))).toEqual([]);
  });

  it("are spelt as in running text, without capitals that a definition or a title gave them", () => {
    const a = paper(
      "Federated Learning Of Things Everywhere",
      "Federated Learning (FL) of federated clients, with LLMs.",
    );
    const b = paper("Secure Federated Learning With Many Clients", "We study Federated Learning and LLMs.");
    expect(phrases(a, b)).toEqual(expect.arrayContaining(["federated Learning", "LLMs"]));
    expect(phrases(paper("Gaussian Processes Everywhere Today", ""), paper("Gaussian processes", ""))).toEqual([
      "Gaussian processes",
    ]);
  });

  it("say which of them are too wide to stand alone", () => {
    const found = phraseFinder([paper("a", "function, kernel")])(paper("b", "a function; a kernel"));
    expect(found.map(({ phrase, isTelling }) => [phrase, isTelling])).toEqual([
      ["function", false],
      ["kernel", true],
    ]);
    expect(["kernel", "function", "method", "the"].map(isTellingWord)).toEqual([true, false, false, false]);
  });

  it("stand where it is said, in every text", () => {
    const words = fc.constantFrom(
      "Graph",
      "graphs",
      "kernel",
      "of",
      "the",
      "U-Net",
      "Schrödinger",
      "量子",
      ",",
      ".",
      "$x$",
      "<b>",
      "AIs",
      "AI",
      "nodes",
      "node",
    );
    const text = fc.array(words, { maxLength: 25 }).map((each) => each.join(" "));
    const papers = fc.record({ title: text, abstract: text });
    const plain = (spelling: string) => spelling.toLowerCase().replace(/s\b/g, "");
    fc.assert(
      fc.property(fc.array(papers, { minLength: 1, maxLength: 3 }), papers, (texts, other) => {
        for (const { a, b } of phraseFinder(texts)(other)) {
          expect(a.length * b.length).toBeGreaterThan(0);
          const spelled = [
            ...a.map(({ text: at, field, start, end }) => texts[at]![field].slice(start, end)),
            ...b.map(({ field, start, end }) => other[field].slice(start, end)),
          ].map((each) => plain(each.replace(/\s+/g, " ")));
          expect(new Set(spelled).size).toBe(1);
        }
        const own = phraseFinder([other])(other);
        const hasName = /graph|kernel|U-Net|Schr|量|AI|node/i.test(`${other.title} ${other.abstract}`);
        expect(own.length > 0).toBe(hasName);
      }),
      { numRuns: 300 },
    );
  });

  it("of texts of 100,000 characters are found at their beginnings", () => {
    const long = paper("long", "graph kernels ".repeat(7000));
    expect(phrases(long, long).length).toBeGreaterThan(0);
    expect(phrases(paper("$".repeat(50_000), "<".repeat(50_000)), long)).toEqual([]);
  });
});

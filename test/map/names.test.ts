import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keyPhrasesOf, type NamedText, nameTopics, PhraseIndex, type TopicTree } from "../../src/map/names/index.ts";

/** Sentences in which each phrase of a field stands in running text, with fillers that no phrase contains. */
function paperOn(phrases: readonly string[], i: number): NamedText {
  const [first = "", second = "", third = ""] = phrases.map((_, k) => phrases[(i + k) % phrases.length] ?? "");
  const title = `On ${first} and ${second}`.replace(/(?<= )[a-z](?=[a-z]{3})/g, (letter) => letter.toUpperCase());
  return {
    title,
    abstract: `We study ${first} with the help of ${second}. Here ${third} is compared to ${first}, and the ${second} are shown to be better.`,
  };
}

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  graphs: ["graph neural networks", "message passing", "link prediction"],
  quantum: ["Bose-Einstein condensates", "ultracold atoms", "optical lattices"],
  agents: ["LLM agents", "tool calling", "web navigation"],
  statistics: ["Bayesian inference", "Monte Carlo sampling", "variational approximations"],
};

const PER_FIELD = 30;
const texts = Object.values(FIELDS).flatMap((phrases) =>
  Array.from({ length: PER_FIELD }, (_, i) => paperOn(phrases, i)),
);
const range = (from: number, to: number) => Uint32Array.from({ length: to - from }, (_, i) => from + i);

function treeOf(topics: readonly { level: number; parent: number; members: Uint32Array }[]): TopicTree {
  return {
    level: Uint8Array.from(topics, ({ level }) => level),
    parent: Int32Array.from(topics, ({ parent }) => parent),
    members: topics.map(({ members }) => members),
  };
}

const flat = treeOf(
  Object.keys(FIELDS).map((_, i) => ({ level: 0, parent: -1, members: range(i * PER_FIELD, (i + 1) * PER_FIELD) })),
);

describe("names of topics", () => {
  const index = PhraseIndex.build(texts, texts.length);
  const { names, phrases } = nameTopics(index, flat);

  it("come from the vocabulary that was planted in each topic", () => {
    for (const [i, planted] of Object.values(FIELDS).entries()) {
      const parts = (names[i] ?? "").split(" & ");
      for (const part of parts) expect(planted).toContain(part);
    }
  });

  it("are spelt as in running text, not as in titles", () => {
    const all = phrases.flat().map(({ phrase }) => phrase);
    expect(all).toContain("graph neural networks");
    expect(all).toContain("Bose-Einstein condensates");
    expect(all).toContain("LLM agents");
    expect(all).not.toContain("Graph Neural Networks");
    expect(all).not.toContain("Message Passing");
  });

  it("take no capitals from titles, beginnings of sentences and definitions, however many", () => {
    const library = Array.from({ length: 30 }, (_, i) => ({
      title: "Graph Neural Networks and Markov Chains",
      abstract:
        i < 3
          ? "We use graph neural networks and Markov chains."
          : "Graph neural networks are. Graph Neural Networks (GNNs) are. Markov chains are.",
    }));
    const found = PhraseIndex.build(library, 30).table().phrases;
    expect(found).toContain("graph neural networks");
    expect(found).toContain("Markov chains");
  });

  it("contain no stop words, no fragments of longer phrases and no academese", () => {
    const found = Array.from({ length: index.size }, (_, id) => index.phrase(id));
    expect(found).not.toContain("neural networks"); // always inside "graph neural networks" here
    expect(found).not.toContain("graph neural");
    for (const phrase of found) expect(phrase).not.toMatch(/\b(?:the|we|with|help|study|shown|better|compared)\b/i);
  });

  it("are whole phrases also where what follows differs", () => {
    const library = ["theories", "fields", "groups", "bosons"].flatMap((noun) =>
      Array.from({ length: 5 }, (_, i) => ({
        title: i < 2 ? "The gauge" : "",
        abstract: `We have lattice gauge ${noun}.`,
      })),
    );
    const found = PhraseIndex.build(library, 20).table().phrases;
    expect(found).toContain("lattice gauge bosons");
    expect(found).not.toContain("lattice gauge");
  });

  it("say with each phrase how many papers of the topic have it", () => {
    const found = phrases[0]?.find(({ phrase }) => phrase === "message passing");
    expect(found?.papers).toBe(
      texts.slice(0, PER_FIELD).filter(({ abstract }) => abstract.includes("message passing")).length,
    );
  });

  it("are the same in every run", () => {
    const again = PhraseIndex.build([...texts], texts.length);
    expect(nameTopics(again, flat)).toEqual({ names, phrases });
  });
});

describe("a topic that had a name", () => {
  const index = PhraseIndex.build(texts, texts.length);

  it("keeps it while it still is a good one", () => {
    const best = nameTopics(index, flat).names;
    const previous = Object.values(FIELDS).map((planted, i) => planted.find((phrase) => phrase !== best[i]));
    expect(nameTopics(index, flat, { previous }).names).toEqual(previous);
  });

  it("loses it when its papers no longer say so", () => {
    const previous = ["optical lattices", "rhinoceros", undefined, ""];
    expect(nameTopics(index, flat, { previous }).names).toEqual(nameTopics(index, flat).names);
  });
});

describe("the name of a child", () => {
  const kinds = ["offline", "deep inverse", "hierarchical"];
  const nested = kinds.flatMap((kind) =>
    Array.from({ length: 20 }, (_, i) => ({
      title: `A look at ${kind} reinforcement learning`,
      abstract: `This is about reinforcement learning (RL). In ${kind} reinforcement learning, RL is what we do with ${kind} reinforcement learning (${i}).`,
    })),
  );
  const others = Array.from({ length: 60 }, (_, i) => paperOn(FIELDS["quantum"] ?? [], i));
  const index = PhraseIndex.build([...nested, ...others], 120);
  const tree = treeOf([
    { level: 0, parent: -1, members: range(0, 60) },
    { level: 0, parent: -1, members: range(60, 120) },
    ...kinds.map((_, i) => ({ level: 1, parent: 0, members: range(i * 20, (i + 1) * 20) })),
  ]);
  const { names } = nameTopics(index, tree);

  it("adds to its parent's, by words and not by an acronym", () => {
    expect(names[0]).toBe("reinforcement learning");
    expect(names.slice(2)).toEqual(kinds.map((kind) => `${kind} reinforcement learning`));
  });

  it("is another one also where nearly all its papers say what the parent's name says", () => {
    const rare = ["exploration bonuses", "value functions", "policy gradients"];
    const papers = rare.flatMap((phrase) =>
      Array.from({ length: 20 }, (_, i) => ({
        title: "More on reinforcement learning",
        abstract: `This is about reinforcement learning (RL), and RL is good.${i % 6 === 0 ? ` We look at ${phrase}.` : ""}`,
      })),
    );
    const found = nameTopics(PhraseIndex.build([...papers, ...others], 120), tree).names;
    expect(found[0]).toBe("reinforcement learning");
    expect(found.slice(2)).toEqual(rare);
  });

  it("is given to one topic of a level only, also where many would have it", () => {
    const same = treeOf(
      Array.from({ length: 6 }, (_, i) => ({ level: 0, parent: -1, members: range(i * 10, (i + 1) * 10) })),
    );
    const found = nameTopics(index, same).names;
    expect(new Set(found.map((name) => name.toLowerCase())).size).toBe(6);
    expect(
      found.flatMap((name) => name.split(" & ")).filter((part) => part === "reinforcement learning").length,
    ).toBeLessThan(2);
    expect(found.every((name) => name.length > 0)).toBe(true);
  });
});

describe("key phrases", () => {
  const index = PhraseIndex.build(texts, texts.length);

  it("of a selection tell it from the rest of the library", () => {
    const found = index.keyPhrases(range(PER_FIELD, 2 * PER_FIELD), 3).map(({ phrase }) => phrase);
    expect(found.toSorted()).toEqual((FIELDS["quantum"] ?? []).toSorted());
  });

  it("of texts against a saved table are those of the same papers against the index", () => {
    const table = index.table();
    for (const papers of [range(0, 40), range(25, 95), range(3, 4), range(0, 120)]) {
      const given = Array.from(papers, (paper) => texts[paper] ?? { title: "", abstract: "" });
      expect(keyPhrasesOf(table, given, 8)).toEqual(index.keyPhrases(papers, 8));
    }
  });

  it("of a table cut short are among the phrases it kept", () => {
    const table = index.table(4);
    expect(table.phrases).toHaveLength(4);
    for (const { phrase } of keyPhrasesOf(table, texts, 9)) expect(table.phrases).toContain(phrase);
  });

  it("name no phrase twice in other words", () => {
    const library = Array.from({ length: 40 }, (_, i) => ({
      title: "Language models",
      abstract: `Some large language models (LLMs) are here. The LLM is one of the large language models, and LLMs are language models of kind ${i}.`,
    }));
    const others = Array.from({ length: 40 }, (_, i) => paperOn(FIELDS["graphs"] ?? [], i));
    const found = PhraseIndex.build([...library, ...others], 80).keyPhrases(range(0, 40), 10);
    expect(found).toHaveLength(1);
  });

  it("are none for no papers, and a paper that is not there is refused", () => {
    expect(index.keyPhrases(new Uint32Array(0), 5)).toEqual([]);
    expect(index.keyPhrases(range(0, 9), 0)).toEqual([]);
    expect(() => index.keyPhrases(Uint32Array.of(texts.length), 5)).toThrow("Expected a paper from 0 to");
  });
});

describe("counts of phrases", () => {
  const words = ["graph", "kernel", "matrix", "spin", "galaxy", "of", "the", "protein"];
  const sentence = fc.array(fc.tuple(fc.constantFrom(...words), fc.constantFrom(" ", " ", " ", ", ", ". ")), {
    maxLength: 25,
  });
  const text = sentence.map((parts) => parts.map(([word, gap]) => word + gap).join(""));

  it("are what a plain search for the words finds", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ title: text, abstract: text }), { minLength: 2, maxLength: 30 }), (library) => {
        const index = PhraseIndex.build(library, library.length);
        for (let id = 0; id < index.size; id++) {
          // The last word may be displayed in the plural; here no word ever is.
          const wanted = new RegExp(`(?<![a-z])${index.phrase(id)}(?![a-z])`);
          const having = library.filter((paper) => wanted.test(paper.title) || wanted.test(paper.abstract)).length;
          expect([index.phrase(id), index.papers[id]]).toEqual([index.phrase(id), having]);
          const listed = library.filter((_, paper) => index.phrasesOf(paper).includes(id)).length;
          expect(listed).toBe(having);
        }
      }),
    );
  });

  it("take singular and plural, accents and dashes for one", () => {
    const library = [
      { title: "", abstract: 'A Schr\\"odinger equation is here. The Navier--Stokes flow is.' },
      { title: "", abstract: "All Schrödinger equations are there. The Navier–Stokes flows are." },
      { title: "", abstract: "Our Schrodinger equations too. The Navier-Stokes flows are." },
    ];
    const table = PhraseIndex.build(library, 3).table();
    const papersOf = (word: string) => table.papers[table.phrases.findIndex((phrase) => phrase.startsWith(word))];
    expect(papersOf("Schr")).toBe(3);
    expect(papersOf("Navier-Stokes flow")).toBe(3);
  });
});

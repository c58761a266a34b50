import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type Embeddings, mulberry32, stack } from "../../src/core/index.ts";
import {
  type Calibration,
  calibrationOf,
  drawTrials,
  fitLogistic,
  judge,
  LEAST_PAPERS,
  LINE_SHARE,
  LOOK_AHEAD,
  learnCalibration,
  type Observation,
  parseQuery,
  probabilityOf,
  questionsOf,
  searchPapers,
  type Trial,
} from "../../src/search/index.ts";
import { DIMENSION, type World, worldOf } from "./world.ts";

const TOPICS = 8;
const PAPERS = LEAST_PAPERS;

/** Words of a topic are its own; the vector of a text is the share of its words in each topic. */
function wordOf(topic: number, i: number): string {
  return `${"abcdefgh"[topic]}word${"abcdefghijklmnopqrstuvwxyz"[i % 26]}${"klmnopqrstuvwxyz"[Math.floor(i / 26)]}`;
}

function vectorOf(text: string): Float32Array {
  const vector = new Float32Array(DIMENSION).fill(0.05);
  for (const word of text.match(/\w+/g) ?? []) {
    const topic = "abcdefgh".indexOf(word[0] ?? "");
    if (/word/.test(word) && topic >= 0) vector[topic] = (vector[topic] ?? 0) + 1;
  }
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

async function embed(texts: readonly string[]): Promise<Embeddings> {
  return stack(texts.map(vectorOf), DIMENSION);
}

/** Papers of some topics: three title words that the abstract takes up again, and ten more of the topic. */
function topicWorld(topics: number): World {
  const rng = mulberry32(5);
  const papers = Array.from({ length: PAPERS }, (_, i) => {
    const topic = i % topics;
    const words = (count: number) => Array.from({ length: count }, () => wordOf(topic, Math.floor(rng() * 300)));
    const title = words(3).join(" ");
    const abstract = `${words(5).join(" ")}. We see ${title}. ${words(5).join(" ")}.`;
    const facts = { year: 2020, venue: null, categories: "", sources: "", dates: "" };
    return { row: i + 1, title, abstract, vector: vectorOf(`${title} ${abstract}`), ...facts };
  });
  return worldOf(papers);
}

function learningFrom({ papers }: World, seed = 1) {
  return {
    rows: papers.map((paper) => paper.row),
    readPaper: (at: number) => papers[at - 1],
    readVector: (at: number) => papers[at - 1]?.vector,
    embed,
    seed,
  };
}

function ask({ parts }: World, calibration: Calibration, text: string, mode: "hybrid" | "lexical" | "semantic") {
  const order = { query: parseQuery(text), vector: vectorOf(text), mode, filters: {}, prefix: false, wanted: 40 };
  const outcome = searchPapers(parts, mode === "lexical" ? { ...order, vector: new Float32Array(0) } : order);
  return { outcome, judged: judge(parts, outcome, calibration) };
}

describe("Logistic regression", () => {
  it("finds the weights at which the likelihood has no slope", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 5, max: 80 }), (seed, count) => {
        const rng = mulberry32(seed);
        const observations = Array.from({ length: count }, (): Observation => {
          const features = [1, rng() * 4 - 2, rng() * 20];
          return { features, happened: rng() < probabilityOf([0.5, 1.5, -0.1], features) };
        });
        const weights = fitLogistic(observations);
        for (const i of weights.keys()) {
          const slope = observations.reduce(
            (sum, { features, happened }) =>
              sum + ((happened ? 1 : 0) - probabilityOf(weights, features)) * (features[i] ?? 0),
            i === 0 ? 0 : -0.01 * (weights[i] ?? 0),
          );
          expect(Math.abs(slope)).toBeLessThan(1e-2);
        }
      }),
      { numRuns: 10 },
    );
  });

  it("stays finite where a feature tells everything, where nothing differs, and without observations", () => {
    const told = [-1, 1].map((x) => ({ features: [1, x], happened: x > 0 }));
    expect(probabilityOf(fitLogistic(told), [1, 1])).toBeGreaterThan(0.5);
    const same = fitLogistic([{ features: [1, 3], happened: true }]);
    expect(same.every(Number.isFinite)).toBe(true);
    expect(fitLogistic([])).toEqual([]);
  });
});

describe("Relevance", () => {
  let world: World;
  let trials: readonly Trial[];
  let calibration: Calibration;
  beforeAll(async () => {
    world = topicWorld(TOPICS - 1);
    trials = (await drawTrials(world.parts, learningFrom(world))) ?? [];
    calibration = calibrationOf(trials);
  });

  it.each(["hybrid", "semantic", "lexical"] as const)("answers titles of the library's papers (%s)", (mode) => {
    const answered = world.papers
      .slice(0, 60)
      .filter(({ title }) => ask(world, calibration, title, mode).judged.answered);
    expect(answered.length).toBeGreaterThan(57);
  });

  it("answers words alone by the papers that have them all, however little sure that makes", () => {
    const unsure = { ...calibration, words: { ...calibration.words, bar: 2 } };
    const [word = ""] = world.papers[0]?.title.split(" ") ?? [];
    const having = world.papers.filter(({ title, abstract }) => `${title} ${abstract}`.includes(word)).length;
    expect(having).toBeGreaterThan(0);
    expect(ask(world, unsure, word, "lexical").judged).toMatchObject({ answered: true, relevantCount: having });
    expect(ask(world, unsure, `${word} ${wordOf(TOPICS - 1, 0)}`, "lexical").judged.answered).toBe(false);
  });

  it.each(["hybrid", "semantic", "lexical"] as const)("does not answer words that no paper has (%s)", (mode) => {
    for (const text of ["hwordab hwordcd", "zebra", "hwordxk hwordyk hwordzk hwordak", "a the of quux"]) {
      expect(ask(world, calibration, text, mode).judged.answered, text).toBe(false);
    }
  });

  it("gives probabilities that come true for questions that it did not learn from", async () => {
    const others = (await drawTrials(world.parts, learningFrom(world, 99))) ?? [];
    const told = others.flatMap(({ own, absent }) =>
      [own, absent].flatMap(({ meaning }, i) =>
        meaning === undefined ? [] : [{ p: probabilityOf(calibration.meaning.weights, meaning), isOwn: i === 0 }],
      ),
    );
    const error = [0, 1, 2, 3, 4].reduce((sum, bin) => {
      const inside = told.filter(({ p }) => Math.min(4, Math.floor(p * 5)) === bin);
      return sum + Math.abs(inside.reduce((gap, { p, isOwn }) => gap + p - (isOwn ? 1 : 0), 0));
    }, 0);
    expect(error / told.length).toBeLessThan(0.08);
  });

  it("draws the line after the last relevant paper before a run of others, the same however many are shown", () => {
    const [first] = world.papers;
    const { outcome } = ask(world, calibration, `${first?.title}`, "hybrid");
    const whole = judge(world.parts, outcome, calibration);
    const { bar } = calibration.meaning;
    const isAbove = outcome.papers.map(({ row: at }) => (whole.relevance.get(at) ?? 0) >= LINE_SHARE * bar);
    let line = 0;
    while (isAbove.slice(line, line + LOOK_AHEAD).includes(true)) line += isAbove.slice(line).indexOf(true) + 1;
    expect(whole.relevantCount).toBe(line);
    for (const shown of [1, 5, 20]) {
      const papers = outcome.papers.slice(0, shown + LOOK_AHEAD);
      const part = judge(world.parts, { ...outcome, papers }, calibration);
      expect(part.relevantCount).toBe(line <= shown ? line : undefined);
    }
  });

  it("says the same of papers that stand in another order", () => {
    const { outcome, judged } = ask(world, calibration, `${world.papers[3]?.title}`, "hybrid");
    const turned = judge(world.parts, { ...outcome, papers: [...outcome.papers].reverse() }, calibration);
    expect(turned).toEqual(judged);
  });

  it("learns the same from the same papers and seed", async () => {
    expect(await learnCalibration(world.parts, learningFrom(world))).toEqual(calibration);
  });

  it("learns nothing from few papers, or where few have abstracts", async () => {
    const small = worldOf(world.papers.slice(0, LEAST_PAPERS - 1));
    expect(await learnCalibration(small.parts, learningFrom(small))).toBeUndefined();
    const bare = worldOf(world.papers.map((paper) => ({ ...paper, abstract: "" })));
    expect(await learnCalibration(bare.parts, learningFrom(bare))).toBeUndefined();
    const withAbstracts = (count: number) =>
      worldOf(world.papers.map((paper, i) => (i < count ? paper : { ...paper, abstract: "" })));
    const [few, enough] = [withAbstracts(49), withAbstracts(50)];
    expect(await learnCalibration(few.parts, learningFrom(few))).toBeUndefined();
    expect(await learnCalibration(enough.parts, learningFrom(enough))).toBeDefined(); // looks for them among all
  });

  it("sets the bar so that the papers asked for by telling questions are above it, within its limits", () => {
    const { bar, weights } = calibration.meaning;
    expect(bar).toBeGreaterThanOrEqual(0.3);
    expect(bar).toBeLessThanOrEqual(0.6);
    const telling = trials.filter(({ isTelling }) => isTelling);
    const missed = telling.filter(({ indexed }) => probabilityOf(weights, indexed.meaning ?? []) < bar);
    expect(missed.length / telling.length).toBeLessThanOrEqual(0.03);
  });
});

describe("Questions made from a paper", () => {
  it("say nothing in words that what is left of the paper has from the same place", () => {
    const { parts } = worldOf([]);
    const abstract = "First we try. Then we fail. At last we understand. It helps.";
    const questions = questionsOf({ title: "Trying again", abstract }, 2, parts.lexical);
    expect(questions.map(({ kind }) => kind)).toEqual(["title", "keywords", "sentence", "half"]);
    for (const { kind, text, rest } of questions) {
      expect(`${rest.title} ${rest.abstract}`, kind).not.toContain(text);
    }
    expect(questionsOf({ title: "Trying again", abstract: "" }, 2, parts.lexical)).toEqual([]);
  });
});

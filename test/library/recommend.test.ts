import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { mulberry32 } from "../../src/core/index.ts";
import { Reading } from "../../src/reading/index.ts";
import { RecommendAnswer, RecommendParameters } from "../../src/wire/index.ts";
import { buildLibrary, copyLibrary, type OpenedLibrary, openLibrary } from "../helpers/library.ts";
import { toJsonLines } from "../helpers/papers.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

const WORDS = {
  sky: "galaxy redshift telescope spectra dust stellar quasar halo luminosity survey cluster photometry".split(" "),
  talk: "translation decoder corpus language multilingual tokens sentence grammar speech bilingual dialogue words".split(
    " ",
  ),
  rocks: "granite basalt sediment erosion tectonic mantle volcano mineral strata quartz crust lava".split(" "),
} as const;
type Field = keyof typeof WORDS;
const EACH = 30;

const papers = (Object.keys(WORDS) as Field[]).flatMap((field, f) => {
  const rng = mulberry32(f + 1);
  const some = (count: number) => Array.from({ length: count }, () => WORDS[field][Math.floor(rng() * 12)]).join(" ");
  return Array.from({ length: EACH }, (_, i) => {
    return { id: `${field}-${i}`, title: `Study ${i} of ${some(3)}`, abstract: `We study ${some(14)}.` };
  });
});

let folder: TemporaryFolder;
let count = 0;
let opened: OpenedLibrary;

beforeAll(async () => {
  folder = temporaryFolder();
  await buildLibrary(folder.at("library"), [folder.write("all.jsonl", toJsonLines(papers))]);
});
afterAll(() => folder.remove());
beforeEach(() => {
  opened = openLibrary(copyLibrary(folder.at("library"), folder.at(`copy-${++count}`)));
  return () => opened.library.close();
});

const reading = () => opened.library.reading;
const ask = async (given: Record<string, unknown> = {}) => {
  const answer = await opened.library.recommend.recommend(RecommendParameters.parse({ explore: "0", ...given }));
  return RecommendAnswer.parse(answer);
};
const fieldsOf = ({ hits }: RecommendAnswer) => hits.map(({ id }) => id.split("-")[0]);
const all = (field: Field, length: number) => Array.from({ length }, () => field);

describe("Recommendations", () => {
  it("are papers like one that is liked, with the words and the paper that speak for them, itself left out", async () => {
    const answer = await ask({ like: "sky-1", k: 10 });
    expect(fieldsOf(answer)).toEqual(all("sky", 10));
    expect(answer.seeds).toEqual([{ kind: "paper", id: "sky-1", name: papers[1]!.title, liked: true, weight: 1 }]);
    expect(answer.hits.map(({ id }) => id)).not.toContain("sky-1");
    for (const { because, near, title, abstract } of answer.hits) {
      expect(near?.id).toBe("sky-1");
      expect(because.length).toBeGreaterThan(0);
      for (const word of because) expect(`${title} ${abstract}`).toContain(word);
    }
    expect(WORDS.sky).toContain(answer.words[0]?.word);
  });

  it("keep away from what is disliked, and find what is neither", async () => {
    const answer = await ask({ like: ["sky-1", "talk-1"], dislike: ["talk-2", "talk-3", "talk-4"], k: 20 });
    expect(fieldsOf(answer).filter((field) => field === "sky").length).toBeGreaterThan(15);
    const against = answer.words.filter(({ weight }) => weight < 0).map(({ word }) => word);
    expect(against.some((word) => (WORDS.talk as readonly string[]).includes(word))).toBe(true);
  });

  it("come for texts, lists and topics' words as well, and weights shift what counts", async () => {
    reading().create({ name: "Stones", papers: ["rocks-1", "rocks-2"] });
    expect(fieldsOf(await ask({ like: "list:stones", k: 8 }))).toEqual(all("rocks", 8));
    expect(fieldsOf(await ask({ like: "text:galaxy redshift spectra", k: 8 }))).toEqual(all("sky", 8));
    const both = (await ask({ like: ["rocks-1", "text:galaxy redshift spectra*9"], k: 8 })).hits;
    expect(both.filter(({ id, near }) => id.startsWith("sky") && near !== undefined)).toEqual([]);
    expect(fieldsOf(await ask({ q: "bilingual corpus translation", k: 8 }))).toEqual(all("talk", 8));
    const count = async (like: string[]) => fieldsOf(await ask({ like, k: 12 })).filter((one) => one === "sky").length;
    expect(await count(["sky-1*20", "rocks-1"])).toBeGreaterThan(await count(["sky-1", "rocks-1*20"]));
  });

  it("learn from lists, likes and what is read, and leave out what is known or not interesting", async () => {
    reading().create({ name: "Mine", papers: ["talk-1", "talk-2"] });
    reading().markRead(["talk-3"], true);
    const before = await ask({ k: 10 });
    expect(fieldsOf(before)).toEqual(all("talk", 10));
    const [first] = before.hits;
    const { undo } = reading().judge([first!.id], "disliked");
    const after = await ask({ k: 30 });
    const known = ["talk-1", "talk-2", "talk-3", first!.id];
    expect(after.hits.filter(({ id }) => known.includes(id))).toEqual([]);
    expect(after.learnedFrom).toMatchObject({ liked: 3, disliked: 1 });
    expect(after.notes.join()).toBe("Learned from papers: 2 in your lists, 1 read, 1 not interesting.");
    reading().undo(undo);
    expect((await ask({ k: 10 })).hits.map(({ id }) => id)).toEqual(before.hits.map(({ id }) => id));
  });

  it("know what was read before a thousand papers that the library has no longer", async () => {
    reading().markRead(["sky-1"], true);
    const others = Array.from({ length: 1_000 }, (_, i) => ({ id: `gone-${i}`, title: `Gone ${i}` }));
    const file = new Reading(folder.at(`copy-${count}/reading.sqlite`), () => new Date("2030-01-01"));
    file.markRead(others, true);
    file.close();
    const answer = await ask({ k: 90 });
    expect(answer.learnedFrom.liked).toBe(1);
    expect(answer.hits.map(({ id }) => id)).not.toContain("sky-1");
  });

  it("follow the words that the reader strikes out or turns up", async () => {
    const like = ["sky-1", "sky-2"];
    const [strongest] = (await ask({ like })).words;
    const struck = await ask({ like, strike: strongest!.word });
    expect(struck.words.find(({ word }) => word === strongest!.word)?.factor).toBe(0);
    const holding = ({ hits }: RecommendAnswer, word: string) =>
      hits.slice(0, 8).filter(({ title, abstract }) => `${title} ${abstract}`.includes(word)).length;
    expect(holding(struck, strongest!.word)).toBeLessThanOrEqual(holding(await ask({ like }), strongest!.word));
    expect(holding(await ask({ like, weight: "dust*10" }), "dust")).toBe(8);
  });

  it("say which pick explores: one in ten, that is not among the best", async () => {
    const answer = await ask({ like: "sky-1", k: 20, explore: "1" });
    expect(answer.hits.flatMap(({ explores }, i) => (explores ? [i] : []))).toEqual([9, 19]);
    expect(new Set(answer.hits.map(({ id }) => id)).size).toBe(20);
    expect(answer.hits.map(({ rank }) => rank)).toEqual(answer.hits.map((_, i) => i + 1));
  });

  it("count a newer paper of a list for more than one that is years older", async () => {
    reading().create({ name: "Long", papers: ["rocks-1"] });
    opened.pass(5 * 365 * 24 * 3600 * 1000);
    reading().editPapers("Long", { add: ["sky-1"] });
    const fields = fieldsOf(await ask({ like: "list:Long", k: 10 }));
    expect(fields.filter((field) => field === "sky").length).toBeGreaterThan(7);
  });
});

describe("Where there is little to learn from, recommendations", () => {
  it("are the papers that came last, and say that nothing is liked yet", async () => {
    const answer = await ask({ k: 3 });
    expect(answer.hits.map(({ id }) => id)).toEqual(["rocks-29", "rocks-28", "rocks-27"]);
    expect(answer.notes.join()).toMatch(/^Nothing is liked yet: these are the papers that came last\./);
    expect(answer.words).toEqual([]);
  });

  it("of dislikes alone are late papers that are least like these", async () => {
    const answer = await ask({ dislike: ["rocks-1", "rocks-2", "rocks-3"], k: 18 });
    expect(answer.hits).toHaveLength(18);
    expect(fieldsOf(answer).filter((field) => field === "rocks").length).toBeLessThan(5);
    expect(answer.notes.join()).toContain("without those most like the 3 disliked ones");
  });

  it("count what is liked and disliked at once as neither", async () => {
    const answer = await ask({ like: ["sky-1", "talk-1"], dislike: ["talk-1"], k: 5 });
    expect(answer.notes).toEqual(["1 paper or text liked and disliked at once: counted as neither."]);
    expect(answer.learnedFrom).toMatchObject({ liked: 1, disliked: 0 });
    expect(fieldsOf(answer)).toEqual(all("sky", 5));
    const texts = await ask({ like: ["sky-1", "text:basalt"], dislike: "text:basalt", k: 5 });
    expect(texts).toMatchObject({ notes: answer.notes, learnedFrom: { liked: 1, disliked: 0 } });
  });

  it("pass over papers of lists that the library has no longer", async () => {
    reading().create({ name: "Mine", papers: ["sky-1", "sky-2"] });
    reading().judge(["sky-3"], "liked");
    await opened.library.remove(["sky-1", "sky-3"]);
    expect((await ask({ k: 5 })).learnedFrom).toMatchObject({ liked: 1, disliked: 0 });
    await expect(ask({ like: "sky-1" })).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("A request for recommendations", () => {
  it.each([
    ["sky-1*NaN", "weight"],
    ["sky-1*Infinity", "weight"],
    ["sky-1*1e308", "weight"],
    ["sky-1*-1", "dislike"],
    ["sky-1*0", "weight"],
    ["  ", "got nothing"],
    ["text:", "got nothing"],
    ["text:!?", "text with words"],
  ])("with the seed %s is refused, with what was expected", async (like, part) => {
    await expect(ask({ like })).rejects.toMatchObject({ code: "bad-request", message: expect.stringContaining(part) });
  });

  it.each(["dust", "dust*NaN", "dust*-1", "dust*1e308", "*2", "!!*2"])(
    "with the word weight %s is refused",
    async (weight) => {
      await expect(ask({ like: "sky-1", weight })).rejects.toMatchObject({ code: "bad-request" });
    },
  );

  it("takes texts of 100,000 letters, of other languages, and words that nobody knows", async () => {
    const long = await ask({ like: `text:${"galaxy redshift ".repeat(6_250)}`, k: 5 });
    expect(fieldsOf(long)).toEqual(all("sky", 5));
    expect(long.notes).toEqual([]);
    for (const like of ["text:Галактики и звёзды", "text:論文の推薦", "text:zzxqy"]) {
      const { hits, notes } = await ask({ like, k: 5 });
      expect(notes.join()).toContain("are in no paper here");
      for (const { score } of hits) expect(Number.isFinite(score)).toBe(true);
    }
    expect((await ask({ like: "sky-1", strike: "zzxqy", k: 5 })).hits).toHaveLength(5);
  });
});

import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mulberry32 } from "../../src/core/index.ts";
import { digestInWords } from "../../src/library/index.ts";
import { type OpenedLibrary, openLibrary } from "../helpers/library.ts";
import { toJsonLines } from "../helpers/papers.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

const TOPICS = [
  "graph neural networks message passing nodes edges molecules property prediction",
  "galaxies dark matter halo telescope redshift survey stars dust",
  "auction mechanism bidders equilibrium market welfare prices strategy",
].map((words) => words.split(" "));
const [GRAPHS, GALAXIES] = [0, 1];

let folder: TemporaryFolder;
let opened: OpenedLibrary;
const DAY_MS = 24 * 3600 * 1000;
const growingOn = async (day: string) =>
  (await opened.library.listings.period(day, { k: 5, offset: 0, withNovelty: true })).growing;

/** Titles and abstracts of the words of a topic; the same for the same seed. */
function papersAbout(topic: number, count: number, seed: number) {
  const rng = mulberry32(seed);
  const words = TOPICS[topic] ?? [];
  const some = (length: number) =>
    Array.from({ length }, () => words[Math.floor(rng() * words.length)] ?? "").join(" ");
  return Array.from({ length: count }, (_, i) => ({ title: `${some(5)} ${seed}-${i}`, abstract: `${some(40)}.` }));
}

beforeAll(async () => {
  folder = temporaryFolder();
  const topics = [papersAbout(0, 60, 1), papersAbout(1, 60, 2), papersAbout(2, 60, 3)];
  const known = Array.from({ length: 60 }, (_, i) => topics.flatMap((papers) => papers[i] ?? [])).flat();
  const even = [0, 1, 2].flatMap((topic) => papersAbout(topic, 4, 10 + topic));
  const graphs = [...papersAbout(GRAPHS, 10, 20), ...papersAbout(GALAXIES, 2, 21)];
  const page = (name: string, day: string, papers: typeof known) => {
    const lines = papers.flatMap(({ title, abstract }) => [title, abstract]);
    return folder.write(`${name}.txt`, ["Daily Papers", day, ...lines].join("\n"));
  };
  opened = openLibrary(folder.at("library"), { map: true });
  await opened.library.ingest([
    folder.write("papers.jsonl", toJsonLines(known)),
    page("even", "May 1, 2024", even),
    page("graphs", "May 2, 2024", graphs),
  ]);
  await opened.library.openMap();
});
afterAll(async () => {
  await opened.library.close();
  folder.remove();
});

describe("The topics that grow on a day", () => {
  it("are those that have far more of its papers than of those known before", async () => {
    const growing = await growingOn("2024-05-02");
    expect(growing.length).toBeGreaterThan(0);
    const words = new RegExp(TOPICS[GRAPHS]?.join("|") ?? "", "i");
    for (const { name } of growing) expect(name).toMatch(words);
    for (const { count, expected } of growing) {
      expect(count).toBeGreaterThan(1.5 * expected);
      expect(count).toBeLessThanOrEqual(10);
    }
  });

  it("are none where the day is like all before it", async () => {
    expect(await growingOn("2024-05-01")).toEqual([]);
  });

  it("are not looked for where novelty was not asked for", async () => {
    const answer = await opened.library.listings.period("2024-05-02", { k: 5, offset: 0, withNovelty: false });
    expect(answer.growing).toEqual([]);
  });
});

describe("The topics that grow in a digest", () => {
  const digest = () => opened.library.digest.make({ since: "last", k: 5 });
  const comeIn = async (name: string, papers: ReturnType<typeof papersAbout>) => {
    opened.pass(30 * DAY_MS);
    await opened.library.ingest([folder.write(`${name}.jsonl`, toJsonLines(papers))]);
    await opened.library.openMap();
  };

  it("are none where as many came in as there were before, of all topics alike", async () => {
    opened.library.digest.seen(102);
    expect((await digest()).growing).toEqual([]);
    opened.library.digest.seen(1_000);
  });

  it("are those of which more came in than there was before, and it says so", async () => {
    await comeIn("galaxies", [...papersAbout(GALAXIES, 14, 30), ...papersAbout(GRAPHS, 2, 31)]);
    const answer = await digest();
    expect(answer.growing.length).toBeGreaterThan(0);
    const words = new RegExp(TOPICS[GALAXIES]?.join("|") ?? "", "i");
    for (const { name } of answer.growing) expect(name).toMatch(words);
    expect(digestInWords(answer).notes[0]).toMatch(/^More than usual: .* \(\d+, where \d+\.\d would be usual\)\.$/);
    opened.library.digest.seen(answer.upTo);
    expect((await digest()).growing).toEqual([]);
  });

  it("are none beside fewer than 100 papers that were there before", async () => {
    await comeIn("more-galaxies", papersAbout(GALAXIES, 60, 40));
    const begun = async (row: number) => {
      rmSync(folder.at("library", "reading.sqlite"));
      opened.library.digest.seen(row);
      return (await digest()).growing.length;
    };
    expect(await begun(99)).toBe(0);
    expect(await begun(102)).toBeGreaterThan(0);
  });
});

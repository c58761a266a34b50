import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ListingAnswer, ListingsAnswer } from "../../src/wire/index.ts";
import { buildLibrary, type OpenedLibrary, openLibrary, withLibrary } from "../helpers/library.ts";
import { randomPapers, savedPage, toJsonLines } from "../helpers/papers.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

const PAPERS = randomPapers(160);
/** Unlike all the others. */
const ODD = "Zeppelins over Novosibirsk carry parcels of smoked herring";
/** Pages by name: the day that they show, and their papers by number from 0. */
const PAGES: Readonly<Record<string, readonly [day: string, papers: readonly number[]]>> = {
  "wednesday-1": ["May 1, 2024", [0, 1, 2, 3]],
  "wednesday-2": ["May 1, 2024", [4, 1, 5]],
  sunday: ["December 28, 2014", [6, 7]],
  monday: ["December 29, 2014", [8, 9, 6]],
  "leap-day": ["Feb 29", [10, 11]],
  spring: ["Mar 11", [11, 12]],
  undated: ["", [13, 14]],
};
const titleOf = (at: number) => PAPERS[at]!.title;

let folder: TemporaryFolder;
let opened: OpenedLibrary;
const read = async (period: string, k = 100, offset = 0, withNovelty = true) =>
  ListingAnswer.parse(await opened.library.listings.period(period, { k, offset, withNovelty }));
const titlesOf = ({ listed }: ListingAnswer) => listed.map(({ title }) => title);
const keysOf = (by: "day" | "week" | "month") =>
  ListingsAnswer.parse(opened.library.listings.periods(by)).periods.map(({ period }) => period);

beforeAll(async () => {
  folder = temporaryFolder();
  const pages = Object.entries(PAGES).map(([name, [day, papers]]) => {
    const titles = papers.map(titleOf);
    return folder.write(`${name}.txt`, savedPage(name === "wednesday-1" ? [...titles, ODD] : titles, day));
  });
  await buildLibrary(folder.at("library"), [folder.write("papers.jsonl", toJsonLines(PAPERS)), ...pages]);
  opened = openLibrary(folder.at("library"));
});
afterAll(async () => {
  await opened.library.close();
  folder.remove();
});

describe("The periods with listings", () => {
  const last = ["page:huggingface-papers/undated.txt"];

  it("come by day, the latest first, those without a year after them, and pages without a date last", () => {
    expect(keysOf("day")).toEqual(["2024-05-01", "2014-12-29", "2014-12-28", "--03-11", "--02-29", ...last]);
  });

  it("come by ISO week, in which days without a year stay days", () => {
    expect(keysOf("week")).toEqual(["2024-W18", "2015-W01", "2014-W52", "--03-11", "--02-29", ...last]);
  });

  it("come by month, without a year where the pages name none", () => {
    expect(keysOf("month")).toEqual(["2024-05", "2014-12", "--03", "--02", ...last]);
  });

  it("say how many pages and how many different papers they have, and explain what names no year", () => {
    const { periods, notes } = opened.library.listings.periods("week");
    expect(periods[0]).toEqual({
      period: "2024-W18",
      by: "week",
      from: "2024-04-29",
      to: "2024-05-05",
      listings: 2,
      papers: 7,
    });
    expect(periods.at(-1)).toEqual({ period: last[0], by: "page", listings: 1, papers: 2 });
    expect(notes.join(" ")).toMatch(/no year.*week is not known.*without any date/);
  });

  it("are none in a library without listings", async () => {
    const papers = folder.write("few.jsonl", toJsonLines(PAPERS.slice(0, 3)));
    await buildLibrary(folder.at("unlisted"), [papers]);
    await withLibrary(folder.at("unlisted"), ({ library }) => {
      expect(library.listings.periods("day")).toEqual({ by: "day", periods: [], notes: [] });
    });
  });
});

describe("The papers of a period", () => {
  it("come in the order of their ranks, each once however many pages list it, with all its listings", async () => {
    const day = await read("2024-05-01");
    expect(titlesOf(day)).toEqual([0, 4, 1, 2, 5, 3].map(titleOf).concat(ODD));
    expect(day.listed.map(({ place }) => place)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(day.listed[2]?.listings.map(({ name, rank }) => [name, rank])).toEqual([
      ["wednesday-1.txt", 2],
      ["wednesday-2.txt", 2],
    ]);
    expect(day).toMatchObject({ papers: 7, listings: 2, day: "2024-05-01", week: "2024-W18", month: "2024-05" });
  });

  it("of several days begin with the latest day, and what is listed again stands there", async () => {
    const [week, next] = [await read("2014-W52"), await read("2015-W01")];
    expect([titlesOf(week), titlesOf(next)]).toEqual([[6, 7].map(titleOf), [8, 9, 6].map(titleOf)]);
    expect(titlesOf(await read("2014-12"))).toEqual([8, 9, 6, 7].map(titleOf));
    expect(titlesOf(await read("--02"))).toEqual([10, 11].map(titleOf));
    expect(titlesOf(await read("page:huggingface-papers/undated.txt"))).toEqual([13, 14].map(titleOf));
  });

  it("lie between those of the periods before and after, of whatever kind", async () => {
    const around = async (period: string) => {
      const { previous, next } = await read(period);
      return [previous, next];
    };
    expect(await around("2024-05-01")).toEqual(["2014-12-29", undefined]);
    expect(await around("2015-W01")).toEqual(["2014-W52", "2024-W18"]);
    expect(await around("2014-12")).toEqual(["--03", "2024-05"]);
    expect(await around("page:huggingface-papers/undated.txt")).toEqual([undefined, "--02-29"]);
  });

  it("come in parts that together are the whole", async () => {
    const parts = [await read("2024-05-01", 3), await read("2024-05-01", 3, 3), await read("2024-05-01", 3, 6)];
    expect(parts.flatMap(titlesOf)).toEqual(titlesOf(await read("2024-05-01")));
    expect(parts[1]?.listed[0]?.place).toBe(4);
    expect((await read("2024-05-01", 3, 50)).listed).toEqual([]);
  });

  it("have no week where the year is not known, and nothing longer where the date is not", async () => {
    expect(await read("--02-29")).toMatchObject({ day: "--02-29", month: "--02", notes: [expect.any(String)] });
    expect(await read("--02-29")).not.toHaveProperty("week");
    expect(await read("page:huggingface-papers/undated.txt")).not.toHaveProperty("day");
  });

  it("are not found where nothing was listed, and nonsense is refused", async () => {
    for (const period of ["2024-05-02", "2024-W19", "2020-02", "--05-01", "page:huggingface-papers/other.txt"]) {
      await expect(read(period)).rejects.toMatchObject({ code: "not-found" });
    }
    const nonsense = ["", "soon", "2024", "2023-02-29", "2024-13", "2024-W00", "2024-W53", "--13", "--04-31", "page:"];
    for (const period of nonsense) await expect(read(period)).rejects.toMatchObject({ code: "bad-request" });
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => {
        await expect(read(text)).rejects.toMatchObject({ code: expect.stringMatching(/^(bad-request|not-found)$/) });
      }),
    );
  });
});

describe("Novelty", () => {
  it("is the distance to the nearest paper known before, and far out it is new in kind", async () => {
    const { listed, novelty } = await read("2024-05-01");
    const odd = listed.find(({ title }) => title === ODD);
    const knownBefore = PAPERS.length - 6; // all but those of the day itself
    expect(novelty?.known).toBe(knownBefore);
    expect(odd?.newInKind).toBe(true);
    expect(odd?.novelty).toBeGreaterThan(novelty?.limit ?? 2);
    for (const paper of listed) {
      const { hits } = await opened.library.related(paper.id, { k: 200, filters: {} });
      const nearest = hits.find(({ title }) => !titlesOf({ listed } as ListingAnswer).includes(title));
      expect(paper.nearest).toEqual({ id: nearest?.id, title: nearest?.title });
      expect(paper.novelty).toBeCloseTo(1 - nearest!.score, 5);
    }
  });

  it("counts what is listed later, or for the first time that day, as not known; all else as known", async () => {
    expect((await read("2014-12-28")).novelty?.known).toBe(161 - 2 - 2 - 7); // less its own, 8 and 9, and the seven of May
    expect((await read("2014-12-29")).novelty?.known).toBe(161 - 2 - 7);
    expect((await read("--02-29")).novelty?.known).toBe(161 - 3); // paper 11 was listed in February first
    expect((await read("--03-11")).novelty?.known).toBe(161 - 1);
  });

  it("marks no paper that was listed before, however unlike all others it is", async () => {
    const later = folder.write("later.txt", savedPage([ODD, titleOf(20)], "May 2, 2024"));
    const inputs = [folder.at("papers.jsonl"), folder.at("wednesday-1.txt"), later];
    await buildLibrary(folder.at("twice"), inputs);
    await withLibrary(folder.at("twice"), async ({ library }) => {
      const marks = async (day: string) => {
        const { listed } = await library.listings.period(day, { k: 10, offset: 0, withNovelty: true });
        return listed.find(({ title }) => title === ODD)?.newInKind;
      };
      expect([await marks("2024-05-01"), await marks("2024-05-02")]).toEqual([true, false]);
    });
  });

  it("marks nothing where few papers were known before", async () => {
    const pages = [
      folder.write("alone.txt", savedPage([...PAPERS.slice(0, 20).map(({ title }) => title), ODD], "May 2")),
    ];
    await buildLibrary(folder.at("small"), [folder.write("some.jsonl", toJsonLines(PAPERS.slice(20, 40))), ...pages]);
    await withLibrary(folder.at("small"), async ({ library }) => {
      const { listed, novelty } = await library.listings.period("--05-02", { k: 50, offset: 0, withNovelty: true });
      expect(novelty).toEqual({ known: 20 });
      expect(listed.filter(({ newInKind }) => newInKind)).toEqual([]);
      expect(listed.every((paper) => paper.novelty !== undefined)).toBe(true);
    });
  });

  it("is left out where it is not asked for", async () => {
    const quick = await read("2024-05-01", 100, 0, false);
    expect(quick).not.toHaveProperty("novelty");
    expect(quick.listed.some((paper) => "novelty" in paper || paper.newInKind)).toBe(false);
    expect(titlesOf(quick)).toEqual(titlesOf(await read("2024-05-01")));
  });

  it("follows the library when it changes", async () => {
    const at = folder.at("changing");
    await buildLibrary(at, [folder.at("papers.jsonl"), folder.at("wednesday-1.txt")]);
    await withLibrary(at, async ({ library }) => {
      const order = { k: 10, offset: 0, withNovelty: true };
      expect((await library.listings.period("2024-05-01", order)).listed).toHaveLength(5);
      await library.ingest([folder.at("wednesday-2.txt")]);
      expect(library.listings.periods("day").periods[0]?.papers).toBe(7);
      await library.remove([PAPERS[0]!.id]);
      const { listed, novelty } = await library.listings.period("2024-05-01", order);
      expect([listed.length, novelty?.known]).toEqual([6, PAPERS.length - 6]);
    });
  });
});

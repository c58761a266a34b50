import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadMap, NO_TOPIC, pathOf, type TopicMap } from "../../src/map/index.ts";
import { buildLibrary, EVERYTHING, type OpenedLibrary, openLibrary } from "../helpers/library.ts";
import { randomPapers, toJsonLines } from "../helpers/papers.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

const PAPERS = randomPapers(240);
const QUERY = { ...EVERYTHING, query: "graph kernels for proteins", k: 10_000 };
const MODES = ["lexical", "semantic", "hybrid"] as const;
/** Concave, and one that crosses itself. */
const AREAS = ["0.1,0.1;0.9,0.2;0.5,0.5;0.8,0.9;0.2,0.8", "0,0;1,1;1,0;0,1"];

let folder: TemporaryFolder;
let opened: OpenedLibrary;
let map: TopicMap;

beforeAll(async () => {
  folder = temporaryFolder();
  await buildLibrary(folder.at("library"), [folder.write("papers.jsonl", toJsonLines(PAPERS))]);
  opened = openLibrary(folder.at("library"), { map: true });
  await opened.library.buildMap("build");
  ({ map } = loadMap(folder.at("library", "map.bin")));
});
afterAll(async () => {
  expect(opened.reports).toEqual([]);
  await opened.library.close();
  folder.remove();
});

describe("A search by places on the map", () => {
  it("gives exactly the papers of the topics, in the order that they have without, in every mode", async () => {
    for (const mode of MODES) {
      const all = await idsOf({ mode });
      for (const topic of topicsToTry()) {
        const inside = new Set(idsIn(topic));
        expectSame(
          mode,
          await idsOf({ mode, topic }),
          all.filter((id) => inside.has(id)),
        );
      }
    }
  });

  it("gives exactly the papers of the area, in every mode", async () => {
    for (const mode of MODES) {
      const all = await idsOf({ mode });
      for (const area of AREAS) {
        const inside = new Set(idsInside(area));
        expect(inside.size).toBeGreaterThan(10);
        expectSame(
          mode,
          await idsOf({ mode, area }),
          all.filter((id) => inside.has(id)),
        );
      }
    }
  });

  it("combines topics, area and what papers say of themselves", async () => {
    const topic = [map.topics[0]!.id, map.topics[1]!.id];
    const inside = new Set(idsInside(AREAS[0]!));
    const wanted = idsIn(topic).filter((id) => inside.has(id) && (paperOf(id).year ?? 0) >= 2010);
    expect(wanted.length).toBeGreaterThan(3);
    const found = await idsOf({ mode: "semantic", topic, area: AREAS[0]!, yearFrom: 2010 });
    expect(found.sort()).toEqual(wanted.sort());
  });

  it("finds related papers in a topic or an area alone", async () => {
    const related = async (filters: object) =>
      (await opened.library.related("paper-7", { k: 1000, filters })).hits.map(({ id }) => id);
    const all = await related({});
    expect(all).toHaveLength(PAPERS.length - 1);
    for (const topic of topicsToTry()) {
      const inside = new Set(idsIn(topic));
      expect(await related({ topic })).toEqual(all.filter((id) => inside.has(id)));
    }
    for (const area of AREAS) {
      const inside = new Set(idsInside(area));
      expect(await related({ area })).toEqual(all.filter((id) => inside.has(id)));
    }
  });

  it("without topics filters nothing; an unknown one, or a bad area, is an error", async () => {
    expect(await idsOf({ topic: [] })).toEqual(await idsOf({}));
    await expect(opened.library.search({ ...QUERY, topic: ["t99999"] })).rejects.toMatchObject({ code: "not-found" });
    for (const area of ["", "0,0;1,1", "0,0;1,x;1,0", "0,0;1;1,0", "a", "0,0;1,1;Infinity,0", ",;,;,"]) {
      await expect(opened.library.search({ ...QUERY, area }), area).rejects.toMatchObject({ code: "bad-request" });
    }
    expect(await idsOf({ mode: "semantic", area: "0,0;0,0;0,0" })).toEqual([]);
  });
});

describe("What a library tells of its map", () => {
  it("lists all topics, each with its most typical papers, and counts those between", () => {
    const { topics, levels, papers, between } = opened.library.map.topics();
    expect([levels, papers, topics.length]).toEqual([map.levels, 240, map.topics.length]);
    for (const [at, topic] of topics.entries()) {
      expect(idsIn([topic.id])).toHaveLength(topic.size);
      expect(topic.parent).toBe(map.topics[map.topics[at]!.parent]?.id ?? null);
      expect(topic.papers).toEqual(map.topics[at]!.typical.slice(0, 5).map(idOfRow));
    }
    const deepest = topics.filter(({ level }) => level === levels - 1).map(({ id }) => id);
    expect(between).toBe(240 - idsIn(deepest).length);
  });

  it("tells of each topic its parents, children, years and papers, each once", () => {
    const { library } = opened;
    const { topics } = library.map.topics();
    for (const { id, size, parent, papers } of topics) {
      const topic = library.map.topic(id);
      expect(topic.path.at(-1)?.id ?? null).toBe(parent);
      expect(topic.path).toHaveLength(topic.level);
      const children = topics.filter((other) => other.parent === id);
      expect(topic.children.map((child) => child.id).sort()).toEqual(children.map((child) => child.id).sort());
      expect(topic.papers.map((paper) => paper.id).slice(0, 5)).toEqual(papers.slice(0, 5));
      const members = idsIn([id]);
      expect(topic.years).toEqual(yearsOf(members));
      const pages = [0, 7, 14].flatMap((offset) => library.map.topicPapers(id, 7, offset).papers);
      const rest = library.map.topicPapers(id, 1000, 21);
      expect(rest).toMatchObject({ total: size, offset: 21 });
      expect([...pages, ...rest.papers].map((paper) => paper.id).sort()).toEqual(members.sort());
      for (const paper of pages) expect(paper.topics).toContain(id);
    }
  });

  it("counts the papers of each topic of a level in each year", () => {
    for (let level = 0; level < map.levels; level++) {
      const { years, papers, topics } = opened.library.map.topicsOverTime(level);
      const all = yearsOf(PAPERS.map(({ id }) => id));
      expect(years.map((year, i) => ({ year, count: papers[i] }))).toEqual(all);
      expect(topics.map(({ id }) => id)).toEqual(map.topics.filter((each) => each.level === level).map(({ id }) => id));
      for (const { id, counts } of topics) {
        const own = new Map(yearsOf(idsIn([id])).map(({ year, count }) => [year, count]));
        expect(counts).toEqual(years.map((year) => own.get(year) ?? 0));
      }
    }
    expect(opened.library.map.topicsOverTime(50).topics).toEqual([]);
  });

  it("gives the category, venue or source of each point", () => {
    for (const by of ["category", "venue", "source"] as const) {
      const { values, codes } = opened.library.map.column(by);
      const bytes = Buffer.from(codes, "base64");
      const shown = [...map.rows.keys()].map((i) => values[bytes.readUInt16LE(2 * i)]?.value);
      const truth = [...map.rows].map((row) => {
        const { categories = "", venue } = paperOf(idOfRow(row));
        return { category: categories.split(" ")[0], venue, source: "papers" }[by];
      });
      expect(shown).toEqual(truth);
      for (const { value, count } of values) expect(truth.filter((each) => each === value)).toHaveLength(count);
      const counts = values.map(({ count }) => count);
      expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    }
  });

  it("tells what lies in an area and passes the filters, page by page", () => {
    const { library } = opened;
    for (const area of AREAS) {
      const wanted = idsInside(area).filter((id) => paperOf(id).venue === "ICLR");
      const whole = library.map.selection(area, { venue: ["ICLR"] }, 1000, 0);
      expect(whole.total).toBe(wanted.length);
      expect(whole.papers.map(({ id }) => id).sort()).toEqual(wanted.sort());
      const pages = [0, 5].flatMap((offset) => library.map.selection(area, { venue: ["ICLR"] }, 5, offset).papers);
      expect(pages).toEqual(whole.papers.slice(0, 10));
      expect(whole.years).toEqual(yearsOf(wanted));
      const inTopics = wanted.filter((id) => map.topic[map.rows.indexOf(rowOf(id))] !== NO_TOPIC);
      const counted = whole.topics.reduce((sum, { count }) => sum + count, 0);
      expect(counted).toBeLessThanOrEqual(inTopics.length);
      expect(counted).toBeGreaterThan(0);
    }
    const nothing = { total: 0, papers: [], topics: [], years: [] };
    expect(library.map.selection("0,0;0,0;0,0", {}, 10, 0)).toMatchObject(nothing);
  });

  it("gives the papers of rows in their order, those that are not on the map left out", () => {
    const { papers, total } = opened.library.map.papers([9, 3, 99_999, 5]);
    expect(papers.map(({ row }) => row)).toEqual([9, 3, 5]);
    expect(total).toBe(3);
    for (const { row, id, trust } of papers) {
      expect(id).toBe(idOfRow(row));
      expect(trust).toBe(map.trust[map.rows.indexOf(row)]);
    }
  });
});

async function idsOf(request: Partial<Parameters<typeof opened.library.search>[0]>): Promise<string[]> {
  return (await opened.library.search({ ...QUERY, ...request })).hits.map(({ id }) => id);
}

/** Fused ranks shift with what is left out; the others do not. */
function expectSame(mode: string, found: readonly string[], truth: readonly string[]): void {
  if (mode === "hybrid") expect([...found].sort()).toEqual([...truth].sort());
  else expect(found).toEqual(truth);
}

function topicsToTry(): string[][] {
  const ids = map.topics.map(({ id }) => id);
  return [[ids[0]!], [ids.at(-1)!], [ids[1]!, ids.at(-2)!]];
}

function idsIn(topics: readonly string[]): string[] {
  const wanted = new Set(topics.map((id) => map.topics.findIndex((topic) => topic.id === id)));
  const inside = (topic: number) => topic !== NO_TOPIC && pathOf(map, topic).some((at) => wanted.has(at));
  return [...map.rows].filter((_, i) => inside(map.topic[i]!)).map(idOfRow);
}

/** By the angles under which the corners are seen: odd windings are inside. */
function idsInside(area: string): string[] {
  const corners = area.split(";").map((corner) => corner.split(",").map(Number));
  const crossings = (x: number, y: number) =>
    corners.filter(([ax, ay], at) => {
      const [bx, by] = corners[(at + 1) % corners.length]!;
      if (ay! > y === by! > y) return false;
      return ax! + ((y - ay!) / (by! - ay!)) * (bx! - ax!) > x;
    }).length;
  return [...map.rows].filter((_, i) => crossings(map.x[i]!, map.y[i]!) % 2 === 1).map(idOfRow);
}

function yearsOf(ids: readonly string[]): { year: number; count: number }[] {
  const counts = new Map<number, number>();
  for (const id of ids) counts.set(paperOf(id).year!, (counts.get(paperOf(id).year!) ?? 0) + 1);
  return [...counts].map(([year, count]) => ({ year, count })).sort((a, b) => a.year - b.year);
}

function paperOf(id: string) {
  return PAPERS.find((paper) => paper.id === id)!;
}

function idOfRow(row: number): string {
  return PAPERS[row - 1]!.id;
}

function rowOf(id: string): number {
  return PAPERS.findIndex((paper) => paper.id === id) + 1;
}

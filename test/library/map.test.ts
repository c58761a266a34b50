import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadMap, saveMap } from "../../src/map/index.ts";
import { openStore } from "../../src/store/index.ts";
import { orrery } from "../helpers/cli.ts";
import {
  buildLibrary,
  copyLibrary,
  EVERYTHING,
  type OpenedLibrary,
  openLibrary,
  withLibrary,
} from "../helpers/library.ts";
import { randomPapers, toJsonLines } from "../helpers/papers.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

const QUERY = { ...EVERYTHING, query: "graph kernels for proteins", k: 1000 };
const MAP = { map: true } as const;

let folder: TemporaryFolder;

beforeAll(async () => {
  folder = temporaryFolder();
  const papers = randomPapers(200);
  await buildLibrary(folder.at("bare"), [folder.write("papers.jsonl", toJsonLines(papers.slice(0, 160)))]);
  folder.write("more.jsonl", toJsonLines(papers.slice(160)));
  copyLibrary(folder.at("bare"), folder.at("mapped"));
  await withLibrary(folder.at("mapped"), ({ library }) => library.buildMap("build"));
});
afterAll(() => folder.remove());

describe("A library with a map", () => {
  it("lays it out while searches go on, and says what it is at", async () => {
    const opened = openLibrary(copyLibrary(folder.at("bare"), folder.at("background")), MAP);
    const { library, reports } = opened;
    await library.warm();
    expect(library.map.status()).toMatchObject({ state: "building", papers: 0, refitAdvised: false });
    for (const ask of [() => library.map.points(), () => library.map.topics(), () => library.map.topic("t1")]) {
      expect(ask).toThrow(expect.objectContaining({ code: "map-building" }));
    }
    await expect(library.search({ ...QUERY, topic: ["t1"] })).rejects.toMatchObject({ code: "map-building" });
    const before = library.stamp();
    expect((await library.search(QUERY)).hits.length).toBeGreaterThan(20);
    await mapOf(opened, 160);
    expect(library.map.status()).toMatchObject({ state: "ready", papers: 160, placed: 0, drift: 0 });
    expect(library.stamp()).not.toBe(before);
    expect(reports).toEqual([]);
    const settled = library.stamp();
    for (let look = 0; look < 3; look++) await lookAgain(opened);
    expect(library.stamp()).toBe(settled);
    await library.close();
  });

  it("grows it after another process has added papers, and moves none that was there", async () => {
    const at = copyLibrary(folder.at("mapped"), folder.at("growing"));
    const opened = openLibrary(at, MAP);
    await opened.library.warm();
    const before = placesOf(opened);
    const topics = opened.library.map.topics();
    expect(await orrery(["ingest", folder.at("more.jsonl"), "--library", at])).toMatchObject({ code: 0 });
    await mapOf(opened, 200);
    const after = placesOf(opened);
    for (const [id, place] of before) expect(after.get(id)).toEqual(place);
    expect(after.size).toBe(200);
    expect(opened.library.map.status()).toMatchObject({ state: "ready", placed: 40, drift: 0.2, refitAdvised: true });
    const named = ({ topics: all }: typeof topics) => all.map(({ id, name }) => `${id} ${name}`);
    expect(named(opened.library.map.topics())).toEqual(named(topics));
    expect(opened.library.map.topics().papers).toBe(200);
    expect(opened.reports).toEqual([]);
    await opened.library.close();
  });

  it("takes up the map that another process has laid out", async () => {
    const at = copyLibrary(folder.at("mapped"), folder.at("shared"));
    const opened = openLibrary(at, MAP);
    await opened.library.warm();
    const { version } = opened.library.map.status();
    await withLibrary(at, async ({ library }) => {
      await library.buildMap("refit");
      expect(library.map.status().state).toBe("ready");
    });
    while (opened.library.map.status().version === version) await lookAgain(opened);
    const { x, y, rows } = loadMap(`${at}/map.bin`).map;
    expect([...placesOf(opened).values()]).toEqual([...rows.keys()].map((i) => [x[i], y[i]]));
    await opened.library.close();
  });

  it("loses the papers that are removed, and at last is empty", async () => {
    const at = copyLibrary(folder.at("mapped"), folder.at("shrinking"));
    const opened = openLibrary(at, MAP);
    await opened.library.warm();
    const before = placesOf(opened);
    await opened.library.remove(["paper-1", "paper-77"]);
    expect(opened.library.map.papers([1, 2]).papers.map(({ id }) => id)).toEqual(["paper-2"]); // the map is behind
    await mapOf(opened, 158);
    const after = placesOf(opened);
    expect(after.has("paper-77")).toBe(false);
    for (const [id, place] of after) expect(place).toEqual(before.get(id));
    await opened.library.remove([...after.keys()]);
    while (opened.library.map.status().state !== "empty") await lookAgain(opened);
    expect(opened.library.map.status()).toMatchObject({ papers: 0, refitAdvised: expect.any(Boolean) });
    expect(opened.reports).toEqual([]);
    await opened.library.close();
  });

  it("moves the paper whose text has changed, and no other", async () => {
    const at = copyLibrary(folder.at("mapped"), folder.at("changing"));
    const opened = openLibrary(at, MAP);
    await opened.library.warm();
    const before = placesOf(opened);
    const changed = { ...randomPapers(1)[0]!, abstract: "Galaxy plasma neuron. ".repeat(20) };
    await opened.library.ingest([folder.write("changed.jsonl", toJsonLines([changed]))]);
    while (opened.library.map.status().placed === 0) await lookAgain(opened);
    const moved = [...placesOf(opened)].filter(([id, place]) => `${place}` !== `${before.get(id)}`);
    expect(moved.map(([id]) => id)).toEqual(["paper-1"]);
    await opened.library.close();
  });

  it("can be closed while the map is laid out, without complaint, and is mapped the next time", async () => {
    const at = copyLibrary(folder.at("bare"), folder.at("closed"));
    const first = openLibrary(at, MAP);
    await first.library.warm();
    const work = first.library.buildMap("build").catch((error: unknown) => error);
    await first.library.close();
    expect(await work).toBeInstanceOf(Error);
    expect(first.reports).toEqual([]);
    const second = openLibrary(at, MAP);
    await second.library.warm();
    await mapOf(second, 160);
    await second.library.close();
  });

  it("asked for several maps at once lays out one after another, and all succeed", () =>
    withLibrary(copyLibrary(folder.at("mapped"), folder.at("several")), async ({ library, reports }) => {
      await Promise.all([
        library.buildMap("refit"),
        library.buildMap("build"),
        library.openMap(),
        library.buildMap("refit"),
      ]);
      expect(library.map.status()).toMatchObject({ state: "ready", papers: 160 });
      expect(reports).toEqual([]);
    }));
});

describe("Without papers", () => {
  it("there is no map, which is said", () =>
    withLibrary(
      folder.at("empty"),
      async ({ library }) => {
        await library.warm();
        expect(library.map.status()).toMatchObject({ state: "empty", papers: 0 });
        const nothing = { code: "not-found", message: expect.stringContaining("no papers yet") };
        expect(() => library.map.points()).toThrow(expect.objectContaining(nothing));
        await expect(library.buildMap("build")).rejects.toMatchObject(nothing);
        await expect(library.openMap()).rejects.toMatchObject(nothing);
      },
      MAP,
    ));
});

describe("A saved map that cannot be used", () => {
  const spoil: Readonly<Record<string, readonly [spoil: (path: string) => void, said: RegExp]>> = {
    "is no map": [(path) => writeFileSync(path, "no map"), /does not\. Laying out the map anew\.$/],
    "is cut off": [
      (path) => writeFileSync(path, readFileSync(path).subarray(0, 4000)),
      /(cut off|checksum).*Laying out the map anew\.$/,
    ],
    "is of another model": [
      (path) => saveAs(path, { model: "another", dimension: 3, revision: 1 }),
      /of vectors of another, .*laying it out anew/,
    ],
    "is of a library that has gone": [
      (path) => saveAs(path, { ...loadMap(path).origin, revision: 9999 }),
      /revision 9999, the library of \d+: laying it out anew/,
    ],
  };

  it.each(Object.entries(spoil))("because it %s is laid out anew, and that is said", async (name, [act, said]) => {
    const at = copyLibrary(folder.at("mapped"), folder.at(name));
    act(`${at}/map.bin`);
    const opened = openLibrary(at, MAP);
    await opened.library.warm();
    await mapOf(opened, 160);
    expect(opened.reports).toEqual([expect.stringMatching(said)]);
    const { map, origin } = loadMap(`${at}/map.bin`);
    const store = openStore(`${at}/library.sqlite`);
    expect(origin).toMatchObject({ dimension: 512, revision: store.revision() });
    store.close();
    expect(map.rows).toHaveLength(160);
    await opened.library.close();
  });

  it("because it has gone is laid out anew without a word", async () => {
    const at = copyLibrary(folder.at("mapped"), folder.at("gone"));
    const opened = openLibrary(at, MAP);
    await opened.library.warm();
    const { version } = opened.library.map.status();
    rmSync(`${at}/map.bin`);
    while (opened.library.map.status().version === version || opened.library.map.status().progress)
      await lookAgain(opened);
    await mapOf(opened, 160);
    expect(opened.reports).toEqual([]);
    await opened.library.close();
  });

  it("because its place cannot be written is a failure that is told, while searches go on", async () => {
    const at = copyLibrary(folder.at("bare"), folder.at("unwritable"));
    mkdirSync(`${at}/map.bin`);
    const opened = openLibrary(at, MAP);
    const { library } = opened;
    await library.warm();
    while (library.map.status().state === "building") await lookAgain(opened);
    expect(library.map.status()).toMatchObject({ state: "failed", message: expect.stringContaining("map.bin") });
    expect(() => library.map.points()).toThrow(expect.objectContaining({ code: "storage-failed" }));
    expect((await library.search(QUERY)).hits.length).toBeGreaterThan(20);
    expect(opened.reports).toEqual([expect.stringMatching(/^The map could not be laid out: /)]);
    for (let look = 0; look < 3; look++) await lookAgain(opened);
    expect(opened.reports).toHaveLength(1); // it is not tried again at once
    rmSync(`${at}/map.bin`, { recursive: true });
    opened.pass(100_000);
    await mapOf(opened, 160);
    expect(library.map.status()).not.toHaveProperty("message");
    await library.close();
  });
});

function placesOf({ library }: OpenedLibrary): Map<string, readonly [number, number]> {
  return new Map([...library.map.pointsInWords()].map(({ paper, x, y }) => [paper.id, [x, y]]));
}

/** Waits until the map shows so many papers and no work on it is left. */
async function mapOf(opened: OpenedLibrary, papers: number): Promise<void> {
  const isReady = () => {
    const { state, papers: shown, progress } = opened.library.map.status();
    return state === "ready" && shown === papers && progress === undefined;
  };
  while (!isReady()) await lookAgain(opened);
}

async function lookAgain({ library, pass }: OpenedLibrary): Promise<void> {
  pass(2000);
  library.refresh();
  await sleep(20);
}

function saveAs(path: string, origin: ReturnType<typeof loadMap>["origin"]): void {
  saveMap(path, loadMap(path).map, origin);
}

import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import BetterSqlite3 from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mulberry32 } from "../../src/core/index.ts";
import { examine } from "../../src/library/index.ts";
import { openStore, takeWriterLock } from "../../src/store/index.ts";
import { finished, orrery, startOrrery } from "../helpers/cli.ts";
import { buildLibrary, copyLibrary, EVERYTHING, openLibrary, withLibrary } from "../helpers/library.ts";
import { type Fields, randomPapers, savedPage, toJsonLines } from "../helpers/papers.ts";
import { MODELS } from "../helpers/places.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

const QUERY = { ...EVERYTHING, query: "graph kernels for proteins" };

let folder: TemporaryFolder;

beforeAll(async () => {
  folder = temporaryFolder();
  await buildLibrary(folder.at("small"), [folder.write("small.jsonl", toJsonLines(randomPapers(150)))]);
});
afterAll(() => folder.remove());

describe("An ingest that is killed", () => {
  const KILLS = 3;
  const papers = randomPapers(2000, 11);

  it("at any moments is completed by the next run: same papers, vectors and answers, nothing double", async () => {
    const inputs = [
      folder.write("killed.jsonl", toJsonLines(withRepetitions(papers))),
      folder.write(
        "killed.txt",
        savedPage(
          papers.slice(0, 30).map(({ title }) => title),
          "May 5",
        ),
      ),
    ];
    const undisturbed = folder.at("undisturbed");
    const whole = await orrery(["ingest", ...inputs, "--library", undisturbed, "--json"]);
    expect(whole).toMatchObject({ code: 0, stderr: "" });

    const killed = folder.at("killed");
    const rng = mulberry32(5);
    const reached: number[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      const child = startOrrery(["ingest", ...inputs, "--library", killed]);
      const ending = finished(child);
      // Papers and vectors each count as a step: the last kill falls into the saving of the indexes
      const steps = kill === KILLS - 1 ? papers.length * 2 : papers.length * 2 * ((kill + rng()) / KILLS);
      while (child.exitCode === null && stepsOf(killed) < steps) await sleep(10);
      if (kill === KILLS - 1) await sleep(rng() * 100);
      child.kill("SIGKILL");
      expect(await ending).toMatchObject({ signal: "SIGKILL" });
      reached.push(stepsOf(killed));
    }
    expect(reached[0]).toBeLessThan(papers.length * 2);
    expect(reached).toEqual(reached.toSorted((a, b) => a - b)); // what was stored stays

    expect(await orrery(["ingest", ...inputs, "--library", killed])).toMatchObject({ code: 0 });
    expect(countsOf(killed)).toEqual(countsOf(undisturbed));
    expect(contentOf(killed)).toEqual(contentOf(undisturbed));
    expect(await answersOf(killed)).toEqual(await answersOf(undisturbed));
    expect((await examine(killed, MODELS)).filter(({ ok }) => !ok)).toEqual([]);
  }, 120_000);
});

describe("A second writer", () => {
  it("is told at once who writes, and nothing is lost", async () => {
    const at = copyLibrary(folder.at("small"), folder.at("two-writers"));
    const lock = takeWriterLock(at, "process 4711, ingest since noon");
    const busy = { code: "library-busy", message: expect.stringContaining("process 4711, ingest since noon") };
    await withLibrary(at, async ({ library }) => {
      await expect(library.ingest([folder.at("small.jsonl")])).rejects.toMatchObject(busy);
      await expect(library.remove(["paper-1"])).rejects.toMatchObject(busy);
      expect((await library.search(QUERY)).hits).toHaveLength(10);
    });
    const second = await orrery(["ingest", folder.at("small.jsonl"), "--library", at]);
    expect(second).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("process 4711") });
    lock.release();
    await withLibrary(at, async ({ library }) => {
      expect(await library.ingest([folder.at("small.jsonl")])).toMatchObject({ unchanged: 150 });
    });
  });

  it("that starts beside the first in one process is told too", () =>
    withLibrary(folder.at("beside"), async ({ library }) => {
      const first = library.ingest([folder.at("small.jsonl")]);
      await expect(library.ingest([folder.at("small.jsonl")])).rejects.toMatchObject({ code: "library-busy" });
      expect(await first).toMatchObject({ added: 150 });
    }));
});

describe("A server's library", () => {
  it("takes up what another process adds, changes and removes, at most once a second", async () => {
    const at = copyLibrary(folder.at("small"), folder.at("served"));
    const server = openLibrary(at, { graph: true });
    await server.library.warm();
    const stamps = [server.library.stamp()];
    const zeppelin = { id: "zeppelin", title: "Zeppelins over Novosibirsk", abstract: "An airship." };
    const moved = { ...randomPapers(1)[0]!, abstract: "Novosibirsk again, without airships." };
    await withLibrary(at, async ({ library }) => {
      await library.ingest([folder.write("new.jsonl", toJsonLines([zeppelin, moved]))]);
      await library.remove(["paper-2"]);
    });
    const found = async () =>
      (await server.library.search({ ...QUERY, query: "novosibirsk" })).hits.map(({ id }) => id);
    server.library.refresh();
    server.pass(2000);
    server.library.refresh();
    stamps.push(server.library.stamp());
    expect((await found()).slice(0, 2).sort()).toEqual(["paper-1", "zeppelin"]);
    for (const mode of ["lexical", "semantic", "hybrid"] as const) {
      const truth = await withLibrary(at, ({ library }) => library.search({ ...QUERY, mode, k: 1000 }));
      expect((await server.library.search({ ...QUERY, mode, k: 1000 })).hits).toEqual(truth.hits);
      expect(truth.hits.map(({ id }) => id)).not.toContain("paper-2");
    }
    expect(server.library.stats()).toMatchObject({ papers: 150, index: { count: 150, state: "in step" } });
    expect(new Set(stamps).size).toBe(2);
    expect(server.reports).toEqual([]);
    await server.library.close();
  });

  it("goes on answering from what it knows while another process writes", async () => {
    const at = copyLibrary(folder.at("small"), folder.at("written"));
    const server = openLibrary(at, { graph: true });
    await server.library.warm();
    const before = (await server.library.search(QUERY)).hits;
    const lock = takeWriterLock(at, "a writer");
    const store = openStore(folder.at("written", "library.sqlite"));
    store.write(() => undefined);
    store.close();
    server.pass(2000);
    server.library.refresh();
    expect((await server.library.search(QUERY)).hits).toEqual(before);
    lock.release();
    server.pass(2000);
    server.library.refresh();
    expect((await server.library.search(QUERY)).hits).toEqual(before);
    await server.library.close();
  });

  it("has its graph built by a thread when much is new, exact until then, and says when it is ready", async () => {
    const at = folder.at("graph");
    const server = openLibrary(at, { graph: true });
    await server.library.warm();
    await withLibrary(at, ({ library }) =>
      library.ingest([folder.write("much.jsonl", toJsonLines(randomPapers(3100, 3)))]),
    );
    // Without the saved graph 3,100 vectors have to be added
    for (const name of ["hnsw.bin", "hnsw.bin.1.bin"]) folder.write(`graph/${name}`, "damaged");
    server.pass(2000);
    const lock = takeWriterLock(at, "another writer");
    server.library.refresh();
    lock.release();
    server.pass(2000);
    server.library.refresh();
    expect(server.library.stats().index.state).toBe("being built");
    const building = server.library.stamp();
    const truth = await withLibrary(at, ({ library }) => library.search(QUERY));
    expect((await server.library.search(QUERY)).hits).toEqual(truth.hits);
    while (server.library.stats().index.state === "being built") await sleep(50);
    expect(server.library.stats().index).toMatchObject({ count: 3100, state: "in step" });
    expect(server.library.stamp()).not.toBe(building);
    expect(server.reports.at(-1)).toBe("The HNSW index is ready: 3,100 vectors.");
    await server.library.close();
  });

  it("can be closed while its graph is being built, without complaint, and leaves the lock free", async () => {
    const at = copyLibrary(folder.at("graph"), folder.at("closed"));
    for (const name of ["hnsw.bin", "hnsw.bin.1.bin"]) folder.write(`closed/${name}`, "damaged");
    const server = openLibrary(at, { graph: true });
    await server.library.warm();
    expect(server.library.stats().index.state).toBe("being built");
    await server.library.close();
    await sleep(100);
    expect(server.reports).toHaveLength(1);
    takeWriterLock(at, "the next").release();
  });
});

/** Every fifth paper comes again: with an abstract of its own under another id, or as it was. */
function withRepetitions(papers: readonly Fields[]): object[] {
  return papers.flatMap((paper, i) => {
    if (i % 5 !== 0) return [paper];
    return [paper, i % 10 === 0 ? paper : { title: paper.title, abstract: "Another abstract." }];
  });
}

/** How far an ingest has come: papers and vectors stored. */
function stepsOf(library: string): number {
  const path = `${library}/library.sqlite`;
  if (!existsSync(path)) return 0;
  let db: BetterSqlite3.Database | undefined;
  try {
    db = new BetterSqlite3(path, { readonly: true });
    return Number(db.prepare("SELECT (SELECT count(*) FROM papers) + (SELECT count(*) FROM vectors)").pluck().get());
  } catch {
    return 0; // it is just being made
  } finally {
    db?.close();
  }
}

function countsOf(library: string) {
  const store = openStore(`${library}/library.sqlite`);
  try {
    return { ...store.summary(), vectors: store.vectors.count(), rejects: store.rejects.count() };
  } finally {
    store.close();
  }
}

/** Ids, texts and vectors by row. */
function contentOf(library: string): unknown[] {
  const store = openStore(`${library}/library.sqlite`);
  try {
    return store
      .latest(Number.MAX_SAFE_INTEGER, 0)
      .map((row) => {
        const { id, title, abstract, sources } = store.papers.paper(row)!;
        return [row, id, title, abstract, sources.join(), store.listings.entriesOf(row), store.vectors.get(row)];
      })
      .map((fields) => JSON.stringify(fields));
  } finally {
    store.close();
  }
}

function answersOf(library: string) {
  return withLibrary(library, async (opened) => {
    const hits = [];
    for (const mode of ["lexical", "semantic", "hybrid"] as const) {
      hits.push((await opened.library.search({ ...QUERY, mode, k: 100 })).hits);
    }
    return {
      hits,
      related: (await opened.library.related("paper-9", { k: 50, filters: {} })).hits,
      reports: opened.reports,
    };
  });
}

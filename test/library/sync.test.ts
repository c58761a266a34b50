import { afterEach, beforeEach, expect, it } from "vitest";
import { SyncDesk } from "../../src/library/index.ts";
import { withLibrary } from "../helpers/library.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";
import { arxivFeed, type Playing, runOptions, startPlaying, startTime } from "../sync/playing.ts";

let server: Playing;
let folder: TemporaryFolder;
let desk: SyncDesk;

beforeEach(async () => {
  server = await startPlaying();
  folder = temporaryFolder();
  desk = new SyncDesk({ folder: folder.at("library"), ...runOptions(server, startTime()) });
});
afterEach(async () => {
  await server.close();
  folder.remove();
});

it("A library takes up what its subscriptions bring, under their labels, and papers that two of them bring once", async () => {
  const papers = [1, 2].map((i) => ({ id: `2405.0000${i}`, published: "2024-05-07T10:00:00Z" }));
  server.play = (_request, response) => void response.end(arxivFeed(papers));
  desk.add({ kind: "arxiv-category", subject: "cs.LG" });
  desk.add({ kind: "arxiv-query", subject: "all:thing", name: "Things" });
  await withLibrary(folder.at("library"), async ({ library, reports }) => {
    const outcomes = await desk.run((inputs, options) => library.ingest(inputs, options), {});
    expect(outcomes.map(({ id, status, added }) => [id, status, added])).toEqual([
      ["arxiv-cs.LG", "good", 2],
      ["arxiv-all-thing", "good", 0],
    ]);
    expect(library.paper("2405.00001").sources).toEqual(["arxiv-cs.LG", "Things"]);
    expect(reports).toEqual([]);
    const again = await desk.run((inputs, options) => library.ingest(inputs, options), { only: ["cs.LG"] });
    expect(again).toMatchObject([{ id: "arxiv-cs.LG", added: 0, requests: 1 }]);
  });
  expect(desk.list().map(({ askedAt }) => askedAt?.slice(0, 10))).toEqual(["2024-05-08", "2024-05-08"]);
});

it("Daily papers become listings of their days, in their order", async () => {
  const listed = ["2405.00002", "2405.00001"].map((id) => ({
    paper: {
      id,
      title: `Work number ${id}`,
      summary: "About a thing.",
      submittedOnDailyAt: "2024-05-08T00:00:00.000Z",
    },
  }));
  server.play = (_request, response, url) => {
    response.end(JSON.stringify(url.searchParams.get("date") === "2024-05-08" ? listed : []));
  };
  desk.add({ kind: "hf-daily", subject: "day", since: "2024-05-07" });
  await withLibrary(folder.at("library"), async ({ library }) => {
    const outcomes = await desk.run((inputs, options) => library.ingest(inputs, options), {});
    expect(outcomes).toMatchObject([{ id: "hf-daily", status: "good", added: 2 }]);
    const day = await library.listings.period("2024-05-08", { k: 10, offset: 0, withNovelty: false });
    expect(day.listed.map(({ id }) => id)).toEqual(["2405.00002", "2405.00001"]);
    expect(day.pages).toMatchObject([{ source: "huggingface-papers", papers: 2 }]);
  });
});

it("Subscriptions are asked by one run at a time, and an unknown one is not found", async () => {
  desk.add({ kind: "feed", subject: server.url("/feed").href });
  server.play = (_request, response) => void response.end("<feed/>");
  const ingest = async () => {
    await expect(desk.run(ingest, {})).rejects.toMatchObject({ code: "library-busy" });
    return {
      added: 1,
      updated: 0,
      unchanged: 0,
      rejected: 0,
      embedded: 0,
      inputs: 1,
      listings: 0,
      listed: 0,
      seconds: 0,
    };
  };
  expect(await desk.run(ingest, {})).toMatchObject([{ status: "good", added: 1 }]);
  await expect(desk.run(ingest, { only: ["other"] })).rejects.toMatchObject({ code: "not-found" });
  expect(() => desk.remove(["other"])).toThrow(expect.objectContaining({ code: "not-found" }));
  expect(desk.hasAny()).toBe(true);
});

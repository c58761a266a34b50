import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createProgram } from "../../src/cli/index.ts";
import { SyncDesk } from "../../src/library/index.ts";
import { documentOf, type Finished, finished, orrery, startOrrery } from "../helpers/cli.ts";
import { withLibrary } from "../helpers/library.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";
import { arxivFeed, type Playing, startPlaying } from "../sync/playing.ts";

let server: Playing;
let folder: TemporaryFolder;

interface Outcomes {
  readonly subscriptions: readonly Record<string, unknown>[];
}

const PAPERS = [1, 2, 3].map((i) => ({ id: `2405.0000${i}`, published: `2024-05-0${i}T10:00:00Z` }));

beforeAll(async () => {
  server = await startPlaying();
  folder = temporaryFolder();
  server.play = (request, response, url) => {
    if (url.pathname !== "/papers.atom") return void response.writeHead(404).end();
    if (request.headers["if-none-match"] === '"1"') return void response.writeHead(304).end();
    response.writeHead(200, { etag: '"1"', "content-type": "application/atom+xml" }).end(arxivFeed(PAPERS));
  };
});
afterAll(async () => {
  await server.close();
  folder.remove();
});

const run = (library: string, ...args: string[]): Promise<Finished> =>
  orrery(["sync", ...args, "--library", folder.at(library)]);

it("orrery sync subscribes, fetches what is new into the library, and says what came and what went wrong", async () => {
  const name = `127.0.0.1-${server.port}`;
  mkdirSync(folder.at("watched"));
  writeFileSync(folder.at("watched", "mine.jsonl"), '{"title": "A paper of my own", "id": "own"}\n');
  const feed = await run("a", "add", "feed", server.url("/papers.atom").href, "--name", "Papers", "--json");
  expect(documentOf(feed)).toMatchObject({ kind: "feed", id: `${name}-papers`, name: "Papers" });
  const desk = new SyncDesk({ folder: folder.at("a"), userAgent: "Test", clock: () => new Date() });
  desk.add({ kind: "folder", subject: folder.at("watched") });

  const first = documentOf<Outcomes>(await run("a", "--json")).subscriptions;
  expect(first.map(({ id, status, added, rejected }) => [id, status, added, rejected])).toEqual([
    [`${name}-papers`, "good", 3, 0],
    ["folder-watched", "good", 1, 0],
  ]);
  expect(server.heard[0]?.headers["user-agent"]).toMatch(/^Orrery\/\d+\.\d+\.\d+$/);
  const paper = await withLibrary(folder.at("a"), ({ library }) => library.paper("2405.00002"));
  expect(paper).toMatchObject({ title: "Work number 2405.00002", sources: ["Papers"] });

  desk.add({ kind: "feed", subject: server.url("/gone.atom").href });
  const { code, stdout, stderr } = await run("a");
  expect([code, stdout]).toEqual([1, `${name}-papers: 0 new papers.\nfolder-watched: 0 new papers.\n`]);
  expect(stderr).toMatch(/^\S+-gone: .*it has no such document\)\.\n$/);

  const removed = await run("a", "remove", "folder-watched", server.url("/gone.atom").href, "--json");
  expect(documentOf(removed)).toEqual({ removed: ["folder-watched", `${name}-gone`] });
  expect(desk.list()).toMatchObject([{ subscription: { name: "Papers" }, askedAt: expect.any(String) }]);
});

it.each<[string, string[], RegExp]>([
  ["no kind", ["sync", "add"], /Expected one of hf-daily, .*got nothing/],
  ["a folder that is none", ["sync", "add", "folder", "nowhere"], /Expected a folder/],
  ["an option of another action", ["sync", "list", "--by", "day"], /Expected --by with add/],
  ["a day that is none", ["sync", "add", "hf-daily", "--since", "May"], /YYYY-MM-DD/],
  ["nothing to remove", ["sync", "remove"], /Expected the ids/],
  ["more minutes than a timer can wait", ["serve", "--sync", "40000"], /10,?080/],
])("%s is wrong usage, and makes no library", async (_, args, says) => {
  const program = createProgram({ version: "0.0.0", now: () => 0, streams: process, onExit: () => undefined });
  for (const command of program.commands) command.configureOutput({ writeErr: () => undefined });
  const ran = program.parseAsync([...args, "--library", folder.at("none")], { from: "user" });
  await expect(ran).rejects.toMatchObject({
    code: expect.stringMatching(/bad-request|commander/),
    message: expect.stringMatching(says),
  });
  expect(existsSync(folder.at("none"))).toBe(false);
});

it("orrery serve --sync fetches in the background, says so, and answers with what came", async () => {
  const desk = new SyncDesk({ folder: folder.at("b"), userAgent: "Test", clock: () => new Date() });
  desk.add({ kind: "feed", subject: server.url("/papers.atom").href });
  const child = startOrrery(["serve", "--library", folder.at("b"), "--port", "0", "--no-sample", "--sync", "10"]);
  const ending = finished(child);
  let said = "";
  const url = await new Promise<string>((resolve) => {
    child.stdout?.on("data", (chunk) => {
      said += String(chunk);
      const address = /http:\/\/\S+/.exec(said)?.[0];
      if (address !== undefined) resolve(address);
    });
  });
  await new Promise<void>((resolve) => {
    child.stderr?.on("data", (chunk) => {
      if (String(chunk).includes("3 new")) resolve();
    });
  });
  expect(await (await fetch(`${url}api/health`)).json()).toMatchObject({ papers: 3 });
  child.kill("SIGTERM");
  expect(await ending).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/^\S+Z sync: 127\.0\.0\.1-\d+-papers: 3 new\n$/),
  });
});

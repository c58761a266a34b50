import { existsSync, mkdirSync, readFileSync, rmSync, utimesSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { AppError } from "../../src/core/index.ts";
import { runSubscriptions, type Subscription, type SyncOptions, type SyncOutcome } from "../../src/sync/index.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";
import {
  arxivFeed,
  here,
  type Playing,
  type Read,
  runOptions,
  say,
  startPlaying,
  startTime,
  type Time,
} from "./playing.ts";

let server: Playing;
let folder: TemporaryFolder;
let time: Time;
let reads: Read[];

beforeAll(async () => {
  server = await startPlaying();
});
afterAll(() => server.close());
beforeEach(() => {
  folder = temporaryFolder();
  time = startTime();
  reads = [];
  server.requests.length = 0;
  server.heard.length = 0;
  return () => folder.remove();
});

/** Asks subscriptions; what the library would read is kept in `reads`. */
function run(subscriptions: readonly Subscription[], options: Partial<SyncOptions> = {}): Promise<SyncOutcome[]> {
  return runSubscriptions({
    ...runOptions(server, time),
    subscriptions,
    seenPath: folder.at("seen.json"),
    fetchFolder: folder.at("fetched"),
    ingest: async (paths, source) => {
      reads.push({ source, texts: paths.map((path) => readFileSync(path, "utf8")) });
      return { added: paths.length, updated: 0, unchanged: 0, rejected: 0 };
    },
    ...options,
  });
}

async function runOne(subscription: Subscription, options: Partial<SyncOptions> = {}): Promise<SyncOutcome> {
  const [outcome] = await run([subscription], options);
  if (outcome === undefined) throw new Error("Expected an outcome.");
  return outcome;
}

const texts = () => reads.flatMap((read) => read.texts);
const daily: Subscription = { kind: "hf-daily", id: "hf-daily", by: "day", since: "2024-05-06" };
const category: Subscription = { kind: "arxiv-category", id: "arxiv-cs.LG", category: "cs.LG", since: "2024-05-01" };
const feedAt = (path: string): Subscription => ({ kind: "feed", id: "feed", url: server.url(path).href });

describe("Daily papers", () => {
  const listing = (text: string) => JSON.stringify([{ paper: { id: text, title: text } }]);

  it("are asked for day by day, from the first wanted to today in New York, and come as lists in order", async () => {
    time.now = Date.parse("2024-05-09T02:00:00Z"); // it is still the 8th there
    server.play = (_request, response, url) => void response.end(listing(url.searchParams.get("date") ?? ""));
    expect(await runOne(daily)).toMatchObject({
      id: "hf-daily",
      status: "good",
      added: 3,
      requests: 3,
      offline: false,
    });
    expect(server.requests).toEqual(
      ["06", "07", "08"].map((day) => `huggingface.localhost /api/daily_papers?date=2024-05-${day}&p=0&limit=100`),
    );
    expect(texts()).toEqual(["06", "07", "08"].map((day) => listing(`2024-05-${day}`)));
    expect(reads.map(({ source }) => source)).toEqual([undefined]);
  });

  it("are asked for again only where they may have changed, and then with what is known of their version", async () => {
    server.play = (request, response, url) => {
      const tag = `"${url.searchParams.get("date")}"`;
      if (request.headers["if-none-match"] === tag) response.writeHead(304).end();
      else response.writeHead(200, { etag: tag }).end(listing(tag));
    };
    await runOne(daily);
    expect(await runOne(daily)).toMatchObject({ status: "good", added: 0, requests: 2 });
    time.now += 24 * 3_600_000;
    expect(await runOne(daily)).toMatchObject({ added: 1, requests: 3 });
    const days = server.requests.map((request) => /date=2024-05-(\d+)/.exec(request)?.[1]);
    expect(days).toEqual(["06", "07", "08", "07", "08", "07", "08", "09"]);
    expect(texts()).toHaveLength(4);
  });

  it("of a week or month are asked for by its name, page by page, and become one list", async () => {
    const week = Array.from({ length: 230 }, (_, i) => ({ paper: { id: String(i) } }));
    server.play = (_request, response, url) => {
      const page = Number(url.searchParams.get("p"));
      response.end(JSON.stringify(week.slice(page * 100, page * 100 + 100)));
    };
    time.now = Date.parse("2021-01-03T16:00:00Z");
    expect(await runOne({ kind: "hf-daily", id: "w", by: "week" })).toMatchObject({ requests: 0 }); // before there were any
    time.now = Date.parse("2024-12-30T16:00:00Z");
    await runOne({ kind: "hf-daily", id: "w", by: "week", since: "2024-12-30" });
    await runOne({ kind: "hf-daily", id: "m", by: "month", name: "Months" });
    const periods = server.requests.map((request) => /(?:week|month)=[\w-]+&p=\d/.exec(request)?.[0]);
    expect(periods).toEqual(
      [..."012"].flatMap((p) => `week=2025-W01&p=${p}`).concat([..."012"].map((p) => `month=2024-12&p=${p}`)),
    );
    expect(texts().map((text) => JSON.parse(text))).toEqual([week, week]);
    expect(reads[1]?.source).toBe("Months");
  });

  it("of a 53rd week that the site does not know are none; any other refusal is trouble", async () => {
    server.play = (_request, response, url) => {
      if (url.searchParams.get("week") === "2026-W53") response.writeHead(400).end();
      else response.end(listing("paper"));
    };
    time.now = Date.parse("2027-01-06T16:00:00Z");
    const weekly: Subscription = { kind: "hf-daily", id: "w", by: "week", since: "2026-12-24" };
    expect(await runOne(weekly)).toMatchObject({ status: "good", added: 2, requests: 3 });
    server.play = say("", {}, 400);
    expect(await runOne(weekly)).toMatchObject({ status: "failed", error: expect.stringContaining("answered 400") });
  });

  it("of days without any bring nothing to read, and a server that knows no pages is not asked for ever", async () => {
    server.play = say("[]");
    expect(await runOne(daily)).toMatchObject({ status: "good", added: 0 });
    expect(reads).toEqual([]);
    server.play = say(JSON.stringify(Array.from({ length: 100 }, (_, i) => i)));
    expect(await runOne({ ...daily, id: "other", since: "2024-05-08" })).toMatchObject({ requests: 2 });
    expect(JSON.parse(texts()[0] ?? "")).toHaveLength(100);
  });

  it("whose list is cut off, or is a web page, are asked for again and then fail; what came before is kept", async () => {
    server.play = (_request, response, url) => {
      const isBroken = url.searchParams.get("date") === "2024-05-07";
      response.end(isBroken ? "<html>Down for maintenance</html>" : listing("good"));
    };
    const failed = await runOne(daily);
    expect(failed).toMatchObject({ status: "failed", added: 1, requests: 5 });
    expect(failed.error).toContain("a web page, not with JSON");
    server.play = (_request, response, url) => void response.end(listing(url.searchParams.get("date") ?? ""));
    server.requests.length = 0;
    expect(await runOne(daily)).toMatchObject({ status: "good", added: 2 });
    expect(server.requests[0]).toContain("date=2024-05-07");
  });
});

describe("arXiv", () => {
  /** Plays papers of the API, sorted by submission, in the window that is asked for. */
  function playPapers(papers: readonly { id: string; published: string }[], most = 500): void {
    server.play = (_request, response, url) => {
      const [, from = "", to = ""] = /\[(\d{12}) TO (\d{12})\]/.exec(url.searchParams.get("search_query") ?? "") ?? [];
      const start = Number(url.searchParams.get("start"));
      const within = papers.filter(({ published }) => {
        const minute = published.replace(/\D/g, "").slice(0, 12);
        return minute >= from && minute <= to;
      });
      const page = within.slice(start, start + Math.min(most, Number(url.searchParams.get("max_results"))));
      response.end(arxivFeed(page, within.length));
    };
  }
  const papers = Array.from({ length: 7 }, (_, i) => ({
    id: `2405.0000${i}`,
    published: `2024-05-0${i + 1}T10:00:00Z`,
  }));
  const idsRead = () => texts().flatMap((text) => [...text.matchAll(/abs\/([\d.]+)v1/g)].map(([, id]) => id));

  it("is asked page by page in the order of submission", async () => {
    playPapers(papers, 3);
    expect(await runOne(category)).toMatchObject({ status: "good", requests: 3 });
    const query = "search_query=cat:cs.LG AND submittedDate:[202405010000 TO 202405081600]";
    const order = "sortBy=submittedDate&sortOrder=ascending";
    expect(server.requests).toEqual(
      [0, 3, 6].map((start) => `arxiv.localhost /api/query?${query}&${order}&start=${start}&max_results=500`),
    );
    expect(idsRead()).toEqual(papers.map(({ id }) => id));
  });

  it("is asked for a query in brackets, and later from a week before what was read last", async () => {
    playPapers(papers);
    const query: Subscription = { kind: "arxiv-query", id: "q", query: "all:a OR all:b" };
    await runOne(query);
    time.now += 10 * 24 * 3_600_000;
    await runOne(query);
    const windows = server.requests.map((request) => /search_query=([^&]*)/.exec(request)?.[1]);
    expect(windows).toEqual([
      "(all:a OR all:b) AND submittedDate:[202405011600 TO 202405081600]",
      "(all:a OR all:b) AND submittedDate:[202405011600 TO 202405181600]",
    ]);
  });

  it("goes on, after a run that broke off, with the page that was missing, and then with what came since", async () => {
    playPapers(papers, 2);
    const whole = server.play;
    let asked = 0;
    server.play = (request, response, url) => {
      if (++asked > 2) response.writeHead(500).end();
      else whole(request, response, url);
    };
    const broken = await runOne(category);
    expect(broken).toMatchObject({ status: "failed", added: 2 });
    expect(idsRead()).toHaveLength(4);
    server.play = whole;
    server.requests.length = 0;
    time.now += 2 * 3_600_000;
    expect(await runOne(category)).toMatchObject({ status: "good" });
    expect(new Set(idsRead())).toEqual(new Set(papers.map(({ id }) => id)));
    expect(server.requests[0]).toContain("TO 202405081600]&sortBy=submittedDate&sortOrder=ascending&start=4&");
    expect(server.requests.at(-1)).toContain("TO 202405081800]");
  });

  it("is asked again where a page that should hold papers is empty, or is cut off", async () => {
    const answers = [arxivFeed([], 7), arxivFeed(papers).slice(0, 900), arxivFeed(papers)];
    server.play = (_request, response) => void response.end(answers.shift());
    expect(await runOne(category)).toMatchObject({ status: "good", requests: 3 });
    expect(idsRead()).toHaveLength(7);
  });

  it("says what is wrong with a query, and is not asked again for that", async () => {
    const error = "<entry><id>http://arxiv.org/api/errors#x</id><summary>malformed\n query</summary></entry>";
    server.play = say(arxivFeed([], 1).replace("</feed>", `${error}</feed>`));
    expect(await runOne(category)).toMatchObject({
      status: "failed",
      error: "arXiv says: malformed query",
      requests: 1,
    });
  });

  it("goes around its limit on deep pages", async () => {
    const many = Array.from({ length: 10_400 }, (_, i) => ({
      id: `24${String(i).padStart(5, "0")}`,
      published: new Date(Date.parse("2024-05-01T00:00:00Z") + i * 60_000).toISOString(),
    }));
    playPapers(many);
    await runOne(category);
    const starts = server.requests.map((request) => Number(/start=(\d+)/.exec(request)?.[1]));
    expect(Math.max(...starts)).toBeLessThan(10_000);
    const read = texts().flatMap((text) => [...text.matchAll(/abs\/(\d+)v1/g)].map(([, id]) => id));
    expect(new Set(read).size).toBe(10_400);
    expect(Math.max(...reads.map((each) => each.texts.length))).toBeLessThanOrEqual(20);
  });

  it("is left out where only what is due is wanted and it was asked this morning", async () => {
    playPapers(papers);
    await runOne(category);
    time.now += 6 * 3_600_000;
    expect(await runOne(category, { onlyDue: true })).toMatchObject({ status: "good", requests: 0 });
    expect(await runOne(category)).toMatchObject({ requests: 1 });
    time.now += 13 * 3_600_000;
    expect(await runOne(category, { onlyDue: true })).toMatchObject({ requests: 1 });
  });
});

describe("A feed", () => {
  it("is read once, and again when it has changed, whether its server knows that or not", async () => {
    server.play = say("<feed>1</feed>", { etag: '"1"' });
    expect(await runOne(feedAt("/a"))).toMatchObject({ status: "good", added: 1, subject: server.url("/a").href });
    expect(await runOne(feedAt("/a"))).toMatchObject({ status: "good", added: 0 });
    expect(server.heard[1]?.headers["if-none-match"]).toBe('"1"');
    server.play = say("<feed>2</feed>");
    await runOne(feedAt("/a"));
    await runOne(feedAt("/a"));
    server.play = (_request, response) => void response.writeHead(304).end();
    expect(await runOne(feedAt("/a"))).toMatchObject({ status: "good" });
    expect(texts()).toEqual(["<feed>1</feed>", "<feed>2</feed>"]);
  });

  it("that never ends is read as far as the limit, and asked for whole the next time", async () => {
    server.play = say("x".repeat(5000), { etag: '"1"' });
    const outcome = await runOne(feedAt("/a"), { limits: { maxBytes: 1000 } });
    expect(outcome).toMatchObject({ status: "good", notes: [expect.stringContaining("0.001 MB")] });
    expect(texts()[0]).toHaveLength(1000);
    await runOne(feedAt("/a"));
    expect(server.heard[1]?.headers).not.toHaveProperty("if-none-match");
    expect(texts()[1]).toHaveLength(5000);
  });

  it.each(["<!DOCTYPE html><html>", '<?xml version="1.0"?>\n<html xmlns="x">', "  <HTML>"])(
    "that is a web page (%s) is said to be one",
    async (page) => {
      server.play = say(page);
      expect(await runOne(feedAt("/a"))).toMatchObject({
        status: "failed",
        error: expect.stringContaining("web page"),
        requests: 1,
      });
    },
  );

  it("of which nothing could be used has failed, and is read again the next time", async () => {
    server.play = say("{}", { etag: '"1"' });
    const ingest = async () => ({ added: 0, updated: 0, unchanged: 0, rejected: 1 });
    expect(await runOne(feedAt("/a"), { ingest })).toMatchObject({ status: "failed", error: expect.any(String) });
    expect(await runOne(feedAt("/a"))).toMatchObject({ status: "good", added: 1 });
    expect(server.heard[1]?.headers).not.toHaveProperty("if-none-match");
  });
});

describe("A folder", () => {
  it("is read for files that are new or have changed, in folders of it too, but not for hidden ones", async () => {
    const watched: Subscription = { kind: "folder", id: "f", path: folder.at("watched") };
    mkdirSync(folder.at("watched", "inner"), { recursive: true });
    folder.write("watched/a.bib", "a");
    folder.write("watched/inner/b.bib", "b");
    folder.write("watched/.hidden", "h");
    mkdirSync(folder.at("watched", "library"));
    folder.write("watched/library/library.sqlite", "a library");
    expect(await runOne(watched)).toMatchObject({ status: "good", added: 2, requests: 0 });
    expect(await runOne(watched)).toMatchObject({ status: "good", added: 0 });
    folder.write("watched/inner/b.bib", "changed");
    utimesSync(folder.at("watched", "a.bib"), 1, 1);
    folder.write("watched/c.bib", "c");
    await runOne(watched);
    expect(reads).toEqual([
      { source: undefined, texts: ["a", "b"] },
      { source: undefined, texts: ["a", "c", "changed"] },
    ]);
    rmSync(folder.at("watched"), { recursive: true });
    expect(await runOne(watched)).toMatchObject({ status: "failed", error: expect.stringContaining("ENOENT") });
  });
});

describe("A run", () => {
  it("does not stop at a subscription that fails", async () => {
    server.play = (_request, response, url) => {
      if (url.pathname === "/a") response.writeHead(404).end();
      else response.end("<feed/>");
    };
    const outcomes = await run([feedAt("/a"), { ...feedAt("/b"), id: "b" }]);
    expect(outcomes.map(({ id, status }) => [id, status])).toEqual([
      ["feed", "failed"],
      ["b", "good"],
    ]);
  });

  it("leaves a server alone for as long as it asked, and others not", async () => {
    server.play = say("", { "retry-after": "7200" }, 503);
    expect(await runOne(feedAt("/a"))).toMatchObject({ status: "waiting", requests: 1 });
    time.now += 3_600_000;
    server.play = say("<feed/>");
    expect(await runOne(feedAt("/a"))).toMatchObject({
      status: "waiting",
      requests: 0,
      error: expect.stringContaining("18:00"),
    });
    time.now += 3_700_000;
    expect(await runOne(feedAt("/a"))).toMatchObject({ status: "good", added: 1 });
  });

  it("asks a server that wants to be left alone for none of its subscriptions", async () => {
    server.play = say("", { "retry-after": "7200" }, 429);
    const query: Subscription = { kind: "arxiv-query", id: "q", query: "all:a" };
    const outcomes = await run([category, query]);
    expect(outcomes.map(({ status, requests }) => [status, requests])).toEqual([
      ["waiting", 1],
      ["waiting", 0],
    ]);
  });

  it("without a network says so of each host, and still reads folders", async () => {
    mkdirSync(folder.at("watched"));
    folder.write("watched/a.bib", "a");
    const resolve = async () => {
      throw Object.assign(new Error("getaddrinfo"), { code: "EAI_AGAIN" });
    };
    const watched: Subscription = { kind: "folder", id: "f", path: folder.at("watched") };
    const outcomes = await run([daily, category, watched], { resolve });
    expect(outcomes.map(({ status, offline, requests }) => [status, offline, requests])).toEqual([
      ["failed", true, 1],
      ["failed", true, 1],
      ["good", false, 0],
    ]);
    expect(texts()).toEqual(["a"]);
  });

  it("asks no host that was not subscribed to, and no private one behind a public name", async () => {
    server.play = (_request, response) =>
      void response.writeHead(302, { location: `http://other.test:${server.port}/` }).end();
    expect(await runOne(feedAt("/a"))).toMatchObject({
      status: "failed",
      error: expect.stringContaining("--follow other.test"),
    });
    const outside: Subscription = { kind: "feed", id: "o", url: server.url("/", "public.example.org").href };
    expect(await runOne(outside, { resolve: here })).toMatchObject({ error: expect.stringContaining("--private") });
    expect(server.requests).toHaveLength(1);
    server.play = say("<feed/>");
    expect(await runOne({ ...outside, private: true })).toMatchObject({ status: "good", added: 1 });
  });

  it("notes nothing as seen that could not be read, and takes its files away whatever happens", async () => {
    server.play = say("<feed/>", { etag: '"1"' });
    const ingest = async () => {
      throw new AppError("library-busy", "Another process is writing.");
    };
    await expect(run([feedAt("/a")], { ingest })).rejects.toMatchObject({ code: "library-busy" });
    expect(existsSync(folder.at("fetched"))).toBe(false);
    expect(await runOne(feedAt("/a"))).toMatchObject({ added: 1 });
    expect(server.heard[1]?.headers).not.toHaveProperty("if-none-match");
  });

  it("that is stopped keeps what was read", async () => {
    const stop = new AbortController();
    server.play = (_request, response, url) => {
      if (url.pathname === "/a") return void response.end("<feed/>");
      response.write("<feed>");
      stop.abort();
    };
    await expect(run([feedAt("/a"), { ...feedAt("/b"), id: "b" }], { signal: stop.signal })).rejects.toMatchObject({
      code: "cancelled",
    });
    expect(await runOne(feedAt("/a"))).toMatchObject({ added: 0 });
  });

  it("begins anew where the subject or the first day is another, or the notes cannot be read", async () => {
    server.play = say("[1]");
    await runOne(daily);
    expect(await runOne({ ...daily, since: "2024-05-05" })).toMatchObject({ requests: 4 });
    expect(await runOne({ ...daily, since: "2024-05-05" })).toMatchObject({ requests: 2 });
    for (const notes of [
      "",
      "{",
      '{"version":9}',
      "[]",
      '{"version":1,"seen":{"hf-daily":{"of":"hf-daily day since 2024-05-05","position":{"from":7}}}}',
    ]) {
      folder.write("seen.json", notes);
      expect(await runOne({ ...daily, since: "2024-05-05" })).toMatchObject({ status: "good", requests: 4 });
    }
  });
});

import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type IngestEvent, readInputs } from "../../src/ingest/index.ts";
import { Downloads } from "../../src/library/index.ts";
import { here, type Playing, say, startPlaying, startTime } from "../sync/playing.ts";

const PAPER = `${JSON.stringify({ title: "One", abstract: "About one." })}\n`;

let server: Playing;
const told: string[] = [];
const made: Downloads[] = [];

beforeAll(async () => {
  server = await startPlaying();
});
afterEach(() => {
  for (const downloads of made.splice(0)) downloads.remove();
  told.length = 0;
});
afterAll(() => server.close());

type Options = Partial<ConstructorParameters<typeof Downloads>[0]>;

function downloads(options: Options = {}): Downloads {
  const { clock, sleep } = startTime();
  const report = (line: string) => void told.push(line);
  const each = new Downloads({ userAgent: "Orrery/1.2.3", clock, sleep, resolve: here, report, ...options });
  made.push(each);
  return each;
}

async function read(addresses: readonly (string | URL)[], options: Options = {}): Promise<IngestEvent[]> {
  const each = downloads(options);
  const events: IngestEvent[] = [];
  const inputs = addresses.map(String);
  for await (const batch of readInputs(inputs, { fetchAddress: (address) => each.fetch(address) })) {
    events.push(...batch);
  }
  return events;
}

const reasons = (events: readonly IngestEvent[]) =>
  events.flatMap((event) => (event.kind === "reject" ? [[event.input, event.reason]] : []));
const sources = (events: readonly IngestEvent[]) =>
  events.flatMap((event) => (event.kind === "paper" ? [[event.input, event.source]] : []));

describe("a web address as an input", () => {
  it("is read like a file, under its own name, labelled by the file or the host", async () => {
    server.play = say(PAPER);
    const file = server.url("/data/papers.jsonl.gz?x=1").href;
    const query = server.url("/api/query?q=a").href;
    expect(sources(await read([file, query]))).toEqual([
      [file, "papers"],
      [query, `127.0.0.1:${server.port}`],
    ]);
    expect(server.heard.at(-1)?.headers["user-agent"]).toBe("Orrery/1.2.3");
  });

  it("of the daily papers tells their day where they do not", async () => {
    const paper = { id: "2405.00001", title: "One", summary: "About one." };
    server.play = say(JSON.stringify([{ paper, numComments: 0 }]));
    const events = await read([server.url("/api/daily_papers?date=2024-05-07")]);
    expect(events.find((event) => event.kind === "listing")?.listing.date).toBe("2024-05-07");
  });

  it("that cannot be used is told with the reason, and the others are read", async () => {
    server.play = (request, response, url) => {
      if (url.pathname === "/page") say("<!doctype html><title>Oh no</title>", {}, 200)(request, response, url);
      else if (url.pathname === "/good") say(PAPER)(request, response, url);
      else response.writeHead(404).end();
    };
    const page = server.url("/page").href;
    const missing = server.url("/missing").href;
    const events = await read([page, missing, "http://user:secret@127.0.0.1/", "ftp://a.org/", server.url("/good")]);
    expect(reasons(events)).toEqual([
      [page, expect.stringMatching(/web page \("Oh no"\)/)],
      [missing, expect.stringMatching(/answered 404/)],
      ["http://127.0.0.1/", expect.stringMatching(/without user name and password/)],
      ["ftp://a.org/", expect.stringMatching(/begins with https/)],
    ]);
    expect(sources(events)).toHaveLength(1);
    expect(reasons(await collect(["https://example.org/"]))).toEqual([
      ["https://example.org/", "Web addresses are not read here."],
    ]);
  });

  it("that leads on to another host, or to a private address, is refused unless that is asked for", async () => {
    server.play = (request, response, url) => {
      if (url.hostname === "papers.test") say(PAPER)(request, response, url);
      else response.writeHead(302, { location: server.url("/", "papers.test").href }).end();
    };
    const start = server.url("/start").href;
    const other = `papers.test:${server.port}`;
    const [[, refused = ""] = []] = reasons(await read([start]));
    expect(refused).toMatch(new RegExp(`leads on to ${other}.*add --follow ${other}$`));
    const [[, hidden = ""] = []] = reasons(await read([start], { follow: [other] }));
    expect(hidden).toMatch(/lies at 127\.0\.0\.1, .*add --private$/);
    expect(sources(await read([start], { follow: [other], private: true }))).toHaveLength(1);
  });

  it("with more than may be read is read as far as that, and told of", async () => {
    server.play = say(PAPER.repeat(1000));
    const events = await read([server.url("/long.jsonl")], { limits: { maxBytes: 5000 } });
    expect(sources(events).length).toBeGreaterThan(10);
    expect(told).toEqual([expect.stringMatching(/long\.jsonl: only the beginning was read/)]);
  });

  it("of the page of a paper asks the service for its data", async () => {
    const asked: string[] = [];
    const resolve = async (hostname: string) => {
      asked.push(hostname);
      throw Object.assign(new Error("no network"), { code: "ENOTFOUND" });
    };
    const events = await read(["https://arxiv.org/abs/1706.03762v5", "https://huggingface.co/papers/1706.03762"], {
      resolve,
    });
    expect(asked).toEqual(["export.arxiv.org", "huggingface.co"]);
    for (const [, reason] of reasons(events)) expect(reason).toMatch(/there is no network, or no such host/);
  });

  it("leaves no file behind", async () => {
    server.play = say(PAPER);
    const each = downloads();
    const path = await each.fetch(server.url("/").href);
    expect(existsSync(path)).toBe(true);
    each.remove();
    expect(existsSync(dirname(path))).toBe(false);
  });
});

async function collect(inputs: readonly string[]): Promise<IngestEvent[]> {
  const events: IngestEvent[] = [];
  for await (const batch of readInputs(inputs)) events.push(...batch);
  return events;
}

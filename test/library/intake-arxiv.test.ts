import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { IntakeJob } from "../../src/wire/index.ts";
import { buildLibrary, type OpenedLibrary, openLibrary } from "../helpers/library.ts";
import { randomPapers, toJsonLines } from "../helpers/papers.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

const FEED = '<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n<id>http://arxiv.org/api/x</id>\n';
const entry = (id: string) =>
  `<entry><id>http://arxiv.org/abs/${id}v1</id><published>2024-01-01T00:00:00Z</published><title>Paper ${id}</title><summary>Of ${id}.</summary></entry>\n`;

const silent: RequestListener = () => {};

describe("papers asked of arXiv", () => {
  let folder: TemporaryFolder;
  let opened: OpenedLibrary;
  let server: Server;
  let answer: RequestListener;
  let hurried: OpenedLibrary;
  const asked: string[][] = [];
  const agents: (string | undefined)[] = [];
  const pauses: number[] = [];

  beforeAll(async () => {
    folder = temporaryFolder();
    await buildLibrary(folder.at("library"), [folder.write("papers.jsonl", toJsonLines(randomPapers(5)))]);
    server = createServer((request, response) => {
      asked.push((new URL(request.url ?? "", "http://x").searchParams.get("id_list") ?? "").split(","));
      agents.push(request.headers["user-agent"]);
      answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/api/query`;
    const arxiv = { url, userAgent: "Orrery/test", sleep: async (ms: number) => void pauses.push(ms) };
    opened = openLibrary(folder.at("library"), { arxiv: { ...arxiv, limits: { maxBytes: 1_000_000 } } });
    hurried = openLibrary(folder.at("library"), { arxiv: { ...arxiv, limits: { idleMs: 100 } } });
  });
  afterAll(async () => {
    await Promise.all([opened.library.close(), hurried.library.close()]);
    server.closeAllConnections();
    server.close();
    folder.remove();
  });

  it("come in by hundreds a request, and the reader hears which ones arXiv does not know", async () => {
    answer = (request, response) => {
      const ids = (new URL(request.url ?? "", "http://x").searchParams.get("id_list") ?? "").split(",");
      response.end(
        `${FEED}${ids
          .filter((id) => id !== "2401.00007")
          .map(entry)
          .join("")}</feed>`,
      );
    };
    const ids = Array.from({ length: 103 }, (_, i) => `2401.${String(i + 1).padStart(5, "0")}`);
    const done = await ended(opened.library.intake.fetch(["arXiv:2401.00001v2", ...ids]));
    expect(asked.map((each) => each.length)).toEqual([100, 3]);
    expect(agents[0]).toBe("Orrery/test");
    expect(done).toMatchObject({
      kind: "arxiv",
      state: "done",
      added: 102,
      message: "arXiv knows nothing of 2401.00007.",
    });
    expect(opened.library.paper("2401.00103")).toMatchObject({ title: "Paper 2401.00103", sources: ["arxiv"] });
  });

  it.each<[name: string, listener: RequestListener, message: RegExp]>([
    [
      "an error",
      (_, response) => void response.writeHead(503).end(),
      /could not be asked: 127\.0\.0\.1:\d+ answered 503, 4 times/,
    ],
    [
      "a way into this network",
      (_, response) => void response.writeHead(302, { Location: "http://localhost:1/x" }).end(),
      /leads on to localhost:1, which may not be asked\.$/,
    ],
    ["a circle", (_, response) => void response.writeHead(302, { Location: "/again" }).end(), /more than 5 redirects/],
    ["nothing in time", silent, /was silent for 0\.1 s/],
    [
      "half an answer",
      (_, response) => void response.writeHead(200, { "Content-Length": "9999" }).write(FEED, () => response.destroy()),
      /broke the connection off/,
    ],
    ["too much", (_, response) => void response.end("x".repeat(1_000_001)), /did not end within 1 MB/],
    ["a cut-off feed", (_, response) => void response.end(FEED + entry("2402.00001").slice(0, 90)), /No record in it/],
    ["another page", (_, response) => void response.end("<html>Rate exceeded.</html>"), /got a web page/],
    [
      "what it does not know",
      (_, response) => void response.end(`${FEED}${entry("2402.00002")}</feed>`),
      /knows nothing of 2402.00001/,
    ],
  ])(
    "fail with a clear message when arXiv gives %s, and nothing comes in under that id",
    async (_, listener, message) => {
      answer = listener;
      const asking = listener === silent ? hurried : opened;
      const done = await ended(asking.library.intake.fetch(["2402.00001"]), asking);
      expect(done.state).toBe("failed");
      expect(done.message).toMatch(message);
      expect(() => opened.library.paper("2402.00001")).toThrow();
    },
  );

  it("can be cancelled while arXiv is asked, and are refused for what is no arXiv id", async () => {
    const waiting = new Promise<void>((resolve) => {
      answer = () => resolve();
    });
    const job = opened.library.intake.fetch(["2402.00001"]);
    await waiting;
    opened.library.intake.cancel(job.job);
    expect(await ended(job)).toMatchObject({ state: "cancelled", message: "Cancelled." });
    expect(() => opened.library.intake.fetch(["10.1000/x"])).toThrow(/Expected arXiv ids/);
  });

  it("are asked for with a pause after the job before, and not at all while arXiv wants to be left alone", async () => {
    answer = (_, response) => void response.writeHead(429, { "Retry-After": "600" }).end();
    pauses.length = 0;
    const first = await ended(opened.library.intake.fetch(["2402.00001"]));
    expect(pauses).toEqual([expect.toSatisfy((ms: number) => ms > 900)]);
    const requests = asked.length;
    const second = await ended(opened.library.intake.fetch(["2402.00003"]));
    expect(first.message).toMatch(/answered 429, and asks to wait until 2026-01-01 00:10 UTC\.$/);
    expect([second.message, asked.length]).toEqual([first.message, requests]);
  });

  function ended({ job }: IntakeJob, { library } = opened): Promise<IntakeJob> {
    return new Promise((resolve) => {
      const stop = library.intake.watch(job, (state) => {
        if (state.endedAt !== undefined) setTimeout(() => [stop(), resolve(state)]);
      });
    });
  }
});

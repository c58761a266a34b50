import { request as httpRequest } from "node:http";
import { networkInterfaces } from "node:os";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { AppError } from "../../src/core/index.ts";
import { createApp, type Listening, listen, type Writers } from "../../src/server/index.ts";
import { Problem, ReadingAnswer } from "../../src/wire/index.ts";
import { type Serving, startServing } from "./serving.ts";

let served: Serving;
const open: Listening[] = [];

beforeAll(async () => {
  served = await startServing();
});
afterAll(async () => {
  expect(served.reports).toEqual([]);
  for (const listening of open) await listening.close();
  await served.close();
});

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

const JSON_TYPE = { "content-type": "application/json" };
const LIST = JSON.stringify({ name: "Thesis" });

/** A request whose headers go out as they are: fetch keeps some to itself. */
function send(url: string, { method = "POST", path = "/api/lists", headers = JSON_TYPE, body = LIST }: Sent) {
  const { hostname, port } = new URL(url);
  return new Promise<{ status: number; problem: Problem }>((resolve, reject) => {
    const sent = httpRequest({ hostname, port, path, method, headers, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (piece: string) => {
        text += piece;
      });
      response.on("end", () => {
        const isProblem = String(response.headers["content-type"]).startsWith("application/problem+json");
        const none = { type: "", title: "", status: 0, detail: "", code: "" };
        resolve({ status: response.statusCode ?? 0, problem: isProblem ? Problem.parse(JSON.parse(text)) : none });
      });
    });
    sent.on("error", reject);
    sent.end(method === "DELETE" ? undefined : body);
  });
}

/** An address of this machine that others reach it by; undefined where it has none. */
const OUTSIDE = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ family, internal }) => family === "IPv4" && !internal)?.address;

async function serve(writers: Writers, address = "127.0.0.1"): Promise<string> {
  const { library, folder } = served;
  const app = createApp({ library, pageFolder: folder.path, version: "0", writers, report: (line) => line });
  const listening = await listen(app, address, 0);
  open.push(listening);
  return listening.url;
}

const EVIL = "http://evil.example";
const REFUSED: [what: string, sent: Sent, status: number, detail: RegExp][] = [
  ["from a page of another origin", { headers: { ...JSON_TYPE, origin: EVIL } }, 403, /evil\.example/],
  ["from a page without an origin", { headers: { ...JSON_TYPE, origin: "null" } }, 403, /got one from null/],
  [
    "that the browser calls cross-site",
    { headers: { ...JSON_TYPE, "sec-fetch-site": "cross-site" } },
    403,
    /cross-site/,
  ],
  ["that the browser calls same-site", { headers: { ...JSON_TYPE, "sec-fetch-site": "same-site" } }, 403, /same-site/],
  [
    "with a body of plain text",
    { headers: { "content-type": "text/plain" } },
    400,
    /application\/json, got text\/plain/,
  ],
  [
    "with a body of a form",
    { headers: { "content-type": "application/x-www-form-urlencoded" } },
    400,
    /got application/,
  ],
  ["with a body of no type", { headers: {} }, 400, /got none/],
  ["without a body", { body: "", headers: { ...JSON_TYPE, "content-length": "0" } }, 400, /expected/i],
  ["with half a body", { body: '{"name": "The' }, 400, /JSON/],
  ["with a body that is no object", { body: '["Thesis"]' }, 400, /object/],
  ["with a body of 9 MB", { body: JSON.stringify({ name: "Thesis", note: "x".repeat(9_000_000) }) }, 413, /smaller/],
  ["with an unknown field", { body: '{"name": "Thesis", "colour": "red"}' }, 400, /"colour"/],
  ["with an empty name", { body: '{"name": " "}' }, 400, /^name: expected a name \(got " "\)/],
  ["with a name of 121 letters", { body: JSON.stringify({ name: "x".repeat(121) }) }, 400, /^name: .*120 letters/],
  ["with a colour that is none", { body: '{"name": "Thesis", "color": "mauve"}' }, 400, /^color: .*"teal"/],
  [
    "with a note of 20,001 letters",
    { body: JSON.stringify({ name: "x", note: "x".repeat(20_001) }) },
    400,
    /^note: .*20000/,
  ],
  [
    "with 10,001 papers",
    { body: JSON.stringify({ name: "x", papers: Array(10_001).fill("paper-1") }) },
    400,
    /^papers: /,
  ],
  ["with papers that are no ids", { body: '{"name": "x", "papers": [1, null]}' }, 400, /^papers: /],
  [
    "with papers that are not there",
    { body: '{"name": "x", "papers": ["paper-1", "no\\u0000body"]}' },
    404,
    /no paper/,
  ],
  ["with __proto__ in it", { body: '{"name": "x", "__proto__": {"color": "red"}}' }, 400, /__proto__/],
  ["of a list that is not there", { method: "PATCH", path: "/api/lists/l77", body: "{}" }, 404, /“l77”/],
  ["of a list whose id is nonsense", { method: "DELETE", path: "/api/lists/..%2F..%2F%25" }, 404, /“\.\.\/\.\.\/%”/],
  [
    "of a mark of nobody's",
    { method: "PUT", path: "/api/papers/no%2Fbody/mark", body: '{"read":true}' },
    404,
    /"no\/body"/,
  ],
  [
    "with an id that is malformed",
    { method: "PUT", path: "/api/papers/%E0%A4%A/mark", body: '{"read":true}' },
    400,
    /%E0/,
  ],
  ["with marks of none", { path: "/api/marks", body: '{"ids": [], "read": true}' }, 400, /^ids: /],
  ["with marks that are no marks", { path: "/api/marks", body: '{"ids": ["paper-1"], "read": "yes"}' }, 400, /^read: /],
  ["with a token that is none", { path: "/api/undo", body: '{"undo": "12-abc"}' }, 404, /last 200/],
  [
    "with a token of 101 letters",
    { path: "/api/undo", body: JSON.stringify({ undo: "1".repeat(101) }) },
    400,
    /^undo: /,
  ],
];

describe("A change is refused that comes", () => {
  it.each(REFUSED)("%s", async (_what, sent, status, detail) => {
    const { status: got, problem } = await send(served.url, sent);
    expect([got, problem.status, problem.detail]).toEqual([status, status, expect.stringMatching(detail)]);
    expect(served.library.reading.revision).toBe(0); // nothing has been changed, and no file was made for it
  });

  it("with a name that another list has, which it names", async () => {
    expect((await send(served.url, {})).status).toBe(201);
    const { status, problem } = await send(served.url, { body: '{"name": " THESIS "}' });
    expect([status, problem.detail]).toEqual([400, expect.stringContaining("“Thesis”")]);
    served.library.reading.delete("Thesis");
  });

  it.each(["evil.example:7300", "papers.example.org"])(
    "from this machine, but under the name of another host: %s",
    async (host) => {
      const url = await serve("local");
      const headers = { ...JSON_TYPE, host, origin: `http://${host}`, "sec-fetch-site": "same-origin" };
      const { status, problem } = await send(url, { headers });
      expect([status, problem.detail]).toEqual([403, expect.stringContaining("--writes all")]);
    },
  );

  it("while another process holds the file, as something to try again soon, not as a conflict", async () => {
    const busy = new AppError("library-busy", "Could not write: the file is locked.");
    const create = vi.spyOn(served.library.reading, "create").mockImplementationOnce(() => {
      throw busy;
    });
    const { status, problem } = await send(served.url, {});
    create.mockRestore();
    expect([status, problem.code]).toEqual([503, "library-busy"]);
  });

  it("from anywhere, where the server takes none; reading goes on, and says so", async () => {
    const url = await serve("none");
    const { status, problem } = await send(url, {});
    expect([status, problem.code, problem.detail]).toEqual([
      403,
      "forbidden",
      expect.stringContaining("--writes none"),
    ]);
    const answer = await fetch(`${url}api/reading`);
    expect(ReadingAnswer.parse(await answer.json()).writable).toBe(false);
  });
});

describe.skipIf(OUTSIDE === undefined)("A change from another address than this machine's own", () => {
  it("is refused, and the page told so, unless the server takes changes from all", async () => {
    const local = await serve("local", OUTSIDE);
    const { status, problem } = await send(local, {});
    expect([status, problem.detail]).toEqual([403, expect.stringContaining("--writes all")]);
    const writable = async (url: string) =>
      ReadingAnswer.parse(await (await fetch(`${url}api/reading`)).json()).writable;
    expect(await writable(local)).toBe(false);
    const all = await serve("all", OUTSIDE);
    expect(await writable(all)).toBe(true);
    expect((await send(all, {})).status).toBe(201);
    expect((await send(all, { method: "DELETE", path: "/api/lists/Thesis" })).status).toBe(200);
  });
});

describe("A change is taken", () => {
  it.each([
    ["from the page itself", { origin: "ITS OWN", "sec-fetch-site": "same-origin" }],
    ["from a program, which names no origin", {}],
    ["from the address bar's own tools", { "sec-fetch-site": "none" }],
  ])("%s", async (_what, headers) => {
    const own = Object.entries(headers).map(([name, value]) => [name, value.replace("ITS OWN", served.url)]);
    const sent = { headers: { ...JSON_TYPE, ...Object.fromEntries(own) } };
    expect((await send(served.url, sent)).status).toBe(201);
    expect((await send(served.url, { ...sent, method: "DELETE", path: "/api/lists/Thesis" })).status).toBe(200);
  });

  it.each(["workstation:7300", "[::1]:7300", "192.168.1.5"])("under a name of this machine's own: %s", async (host) => {
    const url = await serve("local");
    const headers = { ...JSON_TYPE, host, origin: `http://${host}` };
    expect((await send(url, { headers })).status).toBe(201);
    expect((await send(url, { headers, method: "DELETE", path: "/api/lists/Thesis" })).status).toBe(200);
  });

  it("with a body of some megabytes of papers", async () => {
    const body = JSON.stringify({ ids: Array.from({ length: 10_000 }, () => `paper-1${" ".repeat(700)}`), read: true });
    expect((await send(served.url, { path: "/api/marks", body })).status).toBe(200);
  });

  it("and the page is told that it may change things", async () => {
    const answer = await fetch(`${served.url}/api/reading`);
    expect(ReadingAnswer.parse(await answer.json()).writable).toBe(true);
    const none = await fetch(`${await serve("none")}api/reading`, {
      headers: { "if-none-match": answer.headers.get("etag") ?? "" },
    });
    expect(none.status).toBe(200); // what may be changed is another answer
  });
});

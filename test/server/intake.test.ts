import { existsSync, readdirSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type {
  CheckAnswer,
  GradeAnswer,
  IntakeJob,
  IntakeJobs,
  PasteAnswer,
  Problem,
  RejectsAnswer,
} from "../../src/wire/index.ts";
import { type Serving, startServing } from "./serving.ts";

const BIBTEX = "@misc{k, title={Zebra kernels}, abstract={Of zebras.}, eprint={1706.03762}}\n@misc{bad,\n year=2020}\n";

const SLOW = { timeout: 20_000 }; // a job of the test before may still be under way

describe("the intake over HTTP", () => {
  let serving: Serving;

  beforeAll(async () => {
    serving = await startServing();
  });
  afterAll(() => serving.close());

  const send = (path: string, method: string, body?: string, type = "application/octet-stream") =>
    fetch(serving.url + path, { method, ...(body === undefined ? {} : { body, headers: { "Content-Type": type } }) });

  it("takes a file, tells its progress as events until it ends, and finds its papers", async () => {
    const taken = await send(`/api/intake?name=${encodeURIComponent("../folder/refs.bib")}`, "POST", BIBTEX);
    expect(taken.headers.get("cache-control")).toBe("no-store");
    const job = (await taken.json()) as IntakeJob;
    expect(job).toMatchObject({ kind: "file", name: "refs.bib" });
    const events = await fetch(`${serving.url}/api/intake/${job.job}/events`, {
      headers: { "Accept-Encoding": "gzip" },
    });
    expect(events.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(events.headers.get("content-encoding")).toBeNull();
    const states = (await events.text())
      .split("\n\n")
      .filter((event) => event.startsWith("data: "))
      .map((event) => JSON.parse(event.slice("data: ".length)) as IntakeJob);
    expect(states.at(-1)).toMatchObject({ state: "done", added: 1, rejected: 1, papers: [{ title: "Zebra kernels" }] });
    const found = await fetch(`${serving.url}/api/search?q=zebra+kernels`);
    expect(await found.json()).toMatchObject({ hits: [{ id: "1706.03762" }, ...Array(19).fill({})] });
    const rejects = (await (await fetch(`${serving.url}/api/rejects?k=1`)).json()) as RejectsAnswer;
    expect(rejects).toMatchObject({
      total: 1,
      rejects: [{ input: "refs.bib", line: 2, reason: /title/ }].map(({ reason, ...rest }) => ({
        ...rest,
        reason: expect.stringMatching(reason),
      })),
    });
    const again = await fetch(`${serving.url}/api/intake/${job.job}/events`);
    expect((await again.text()).split("\n\n").filter((event) => event.startsWith("data:"))).toHaveLength(1);
  });

  it("answers pasted ids, reads pasted records, and says what it cannot do", async () => {
    const paste = async (text: string) => {
      const answer = await send("/api/intake/text", "POST", JSON.stringify({ text }), "application/json");
      return (await answer.json()) as PasteAnswer & Problem;
    };
    expect(await paste("paper-1 2401.00001")).toMatchObject({ here: [{ id: "paper-1" }], missing: ["2401.00001"] });
    expect(await paste("TY  - JOUR\nTI  - Ris\nER  - \n")).toMatchObject({ kind: "records", format: "RIS" });
    expect(await paste("hello there")).toMatchObject({ status: 400, code: "bad-input" });
    const fetched = await send("/api/intake/fetch", "POST", '{"ids":["2401.00001"]}', "application/json");
    expect(await fetched.json()).toMatchObject({ status: 403, detail: expect.stringMatching(/--offline/) });
  });

  it("refuses empty bodies, other types, foreign pages, lengths over the limit and unknown jobs", async () => {
    expect((await send("/api/intake?name=a.bib", "POST", "")).status).toBe(400);
    expect((await send("/api/intake?name=a.bib", "POST", BIBTEX, "text/plain")).status).toBe(400);
    const foreign = {
      method: "POST",
      body: BIBTEX,
      headers: { Origin: "http://evil.example", "Content-Type": "application/octet-stream" },
    };
    expect((await fetch(`${serving.url}/api/intake?name=a.bib`, foreign)).status).toBe(403);
    expect(await announced(2 ** 31 + 1)).toBe(413);
    expect((await fetch(`${serving.url}/api/intake/none/events`)).status).toBe(404);
    expect((await send("/api/intake/none", "DELETE")).status).toBe(404);
    const incoming = serving.folder.at("library", "incoming");
    await expect.poll(() => (existsSync(incoming) ? readdirSync(incoming) : []), SLOW).toEqual([]);
  });

  it("keeps nothing of an upload that breaks off", async () => {
    const { hostname, port } = new URL(serving.url);
    const headers = { "Content-Type": "application/octet-stream", "Content-Length": "1000" };
    await new Promise<void>((resolve) => {
      const request = httpRequest({ hostname, port, path: "/api/intake?name=a.bib", method: "POST", headers });
      request.on("error", () => resolve());
      request.write(BIBTEX, () => request.destroy(new Error("gone")));
    });
    await expect.poll(() => readdirSync(serving.folder.at("library", "incoming")), SLOW).toEqual([]);
    const { jobs } = (await (await fetch(`${serving.url}/api/intake`)).json()) as IntakeJobs;
    expect(jobs.filter(({ name }) => name === "a.bib")).toEqual([]);
    expect(serving.reports.filter((line) => line.startsWith("POST"))).toEqual([]);
  });

  it("ends a job that is deleted", async () => {
    const job = (await (await send("/api/intake?name=a.bib", "POST", BIBTEX)).json()) as IntakeJob;
    const ended = (await (await send(`/api/intake/${job.job}`, "DELETE")).json()) as IntakeJob;
    expect(ended.job).toBe(job.job);
    await (await fetch(`${serving.url}/api/intake/${job.job}/events`)).text();
    const { jobs } = (await (await fetch(`${serving.url}/api/intake`)).json()) as IntakeJobs;
    expect(jobs[0]).toMatchObject({ job: job.job, state: expect.stringMatching(/cancelled|done/) });
  });

  it("examines the library in a thread of its own, once for all who ask", async () => {
    const ask = async () => (await (await fetch(`${serving.url}/api/check`)).json()) as CheckAnswer;
    const [one, two] = await Promise.all([ask(), ask()]);
    expect(one).toEqual(two);
    expect(one.checks.map(({ name }) => name)).toEqual(expect.arrayContaining(["bundled model", "store", "recall"]));
  });

  it("grades the library in a thread of its own, once for all who ask", async () => {
    const ask = async () => (await (await fetch(`${serving.url}/api/grade`)).json()) as GradeAnswer;
    const [one, two] = await Promise.all([ask(), ask()]);
    expect(one).toEqual(two);
    expect(one.papers).toBeGreaterThan(70);
    expect(one.lines.map(({ name }) => name)).toEqual(expect.arrayContaining(["vectors", "ranking", "graph"]));
    expect(one.ok).toBe(one.lines.every(({ verdict }) => verdict !== "failed"));
  });

  /** Status of the answer to a body of that length, of which nothing is sent. */
  function announced(length: number): Promise<number> {
    const { hostname, port } = new URL(serving.url);
    const headers = { "Content-Type": "application/octet-stream", "Content-Length": String(length) };
    return new Promise((resolve) => {
      const request = httpRequest(
        { hostname, port, path: "/api/intake?name=a.bib", method: "POST", headers },
        (answer) => {
          resolve(answer.statusCode ?? 0);
          request.destroy();
        },
      );
      request.on("error", () => undefined);
      request.flushHeaders();
    });
  }
});

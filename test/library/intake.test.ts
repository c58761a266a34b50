import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { takeWriterLock } from "../../src/store/index.ts";
import type { IntakeJob } from "../../src/wire/index.ts";
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

const BIBTEX =
  "@misc{k, title={Tensor kernels on lattices}, abstract={We study tensor kernels.}, eprint={1706.03762}}\n";

describe("the intake", () => {
  let folder: TemporaryFolder;
  let opened: OpenedLibrary;

  beforeAll(async () => {
    folder = temporaryFolder();
    await buildLibrary(folder.at("library"), [folder.write("papers.jsonl", toJsonLines(randomPapers(30)))]);
    copyLibrary(folder.at("library"), folder.at("copy"));
    opened = openLibrary(folder.at("library"), { intakeRetryMs: 20 });
  });
  afterAll(async () => {
    await opened.library.close();
    folder.remove();
  });

  const take = (name: string, text: string) => opened.library.intake.take(name, bytes(text));
  const end = (job: IntakeJob) => ended(opened, job);
  const left = (library = "library") => {
    const incoming = folder.at(library, "incoming");
    return existsSync(incoming) ? readdirSync(incoming) : [];
  };

  /** Makes it impossible to note anything of a job. */
  const spoil = (job: string) => mkdirSync(folder.at("library", "incoming", job, "job.json.tmp"));

  it("reads a file while the library serves, which finds its papers at once, and removes the file", async () => {
    const { library } = opened;
    await library.search({ ...EVERYTHING, query: "graph" });
    const job = await take("refs.bib", `${BIBTEX}@misc{bad, year=2020}`);
    expect(job).toMatchObject({ kind: "file", name: "refs.bib", totalBytes: BIBTEX.length + 21 });
    const done = await end(job);
    expect(done).toMatchObject({
      state: "done",
      read: 2,
      added: 1,
      rejected: 1,
      embedded: 1,
      doneBytes: job.totalBytes,
    });
    expect(done.papers).toEqual([{ id: "1706.03762", title: "Tensor kernels on lattices", outcome: "added" }]);
    const { hits } = await library.search({ ...EVERYTHING, query: "tensor kernels on lattices" });
    expect(hits[0]).toMatchObject({ id: "1706.03762", foundBy: ["lexical", "semantic"] });
    expect(library.paper("1706.03762").sources).toEqual(["refs"]);
    expect(library.upkeep.rejects(10, 0)).toMatchObject({ total: 1, rejects: [{ input: "refs.bib", line: 2 }] });
    expect(left()).toEqual([]);
  });

  it("waits while another process is writing; does jobs in turn, after one that failed or was cancelled, too", async () => {
    const lock = takeWriterLock(folder.at("library"), "a test");
    const first = await take("a.bib", BIBTEX);
    const second = await take("b.bib", BIBTEX);
    const spoilt = await take("spoilt.bib", BIBTEX);
    const third = await take("c.bib", BIBTEX);
    spoil(spoilt.job);
    await until(opened, first, ({ message }) => message?.startsWith("Another process is writing") === true);
    expect(opened.library.intake.cancel(second.job)).toMatchObject({ state: "cancelled" });
    lock.release();
    expect(await end(first)).toMatchObject({ state: "done", unchanged: 1 });
    expect(await end(third)).toMatchObject({ state: "done", unchanged: 1, message: undefined });
    const told = opened.library.intake.jobs();
    expect(await end(spoilt)).toMatchObject({ message: expect.stringMatching(/^Could not keep what came in/) });
    expect(told.jobs.slice(0, 4).map(({ name, state }) => [name, state])).toEqual([
      ["c.bib", "done"],
      ["spoilt.bib", "failed"],
      ["b.bib", "cancelled"],
      ["a.bib", "done"],
    ]);
    expect(told.canFetch).toBe(false);
  });

  it.each([
    ["a.pdf", "%PDF-1.7\n...", /^Expected text, got a PDF document\..*BibTeX/],
    ["a.txt", "Dear all", /^Expected one of .*BibTeX.*none of them\.$/],
    ["a.jsonl", '{"title": 5}', "No record in it could be used; the rejects say why."],
  ])("fails %s with what was expected", async (name, text, message) => {
    const done = await end(await take(name, text));
    expect(done.state).toBe("failed");
    expect(done.message).toMatch(message);
  });

  it("refuses an empty file, one that breaks off and one that cannot be kept, and makes no file under the name of a reader's file", async () => {
    await expect(take("a.bib", "")).rejects.toMatchObject({ code: "bad-input" });
    const broken = async function* () {
      yield Buffer.from("@misc{a,");
      throw new Error("gone");
    };
    await expect(opened.library.intake.take("a.bib", broken())).rejects.toThrow("gone");
    const kept = async function* () {
      yield Buffer.from(BIBTEX);
      for (const job of left()) spoil(job);
    };
    await expect(opened.library.intake.take("a.bib", kept())).rejects.toMatchObject({ code: "storage-failed" });
    expect(left()).toEqual([]);
    const names = ["../../x.bib", "C:\\papers\\y.bib", "..", "\u202e\u0000.hidden"];
    const jobs = await Promise.all(names.map((name) => take(name, BIBTEX)));
    expect(jobs.map(({ name }) => name)).toEqual(["x.bib", "y.bib", "unnamed file", "hidden"]);
    for (const { job } of jobs) opened.library.intake.cancel(job);
    await Promise.all(jobs.map(end));
    expect(existsSync(folder.at("x.bib"))).toBe(false);
    expect(left()).toEqual([]);
  });

  it("answers pasted ids with what is here and what is not, and reads pasted records", async () => {
    const { intake } = opened.library;
    const records = await intake.paste(BIBTEX);
    expect(records).toMatchObject({ kind: "records", format: "BibTeX", job: { kind: "text" } });
    if (records.job !== undefined) await end(records.job);
    const text =
      "https://arxiv.org/abs/1706.03762v2, paper-3\narXiv:2401.00001 [cs.CL]\n10.1000/x and nonsense\n10.48550/arXiv.2401.00002";
    expect(await intake.paste(text)).toMatchObject({
      kind: "ids",
      here: [{ id: "1706.03762" }, { id: "paper-3", text: "paper-3" }],
      missing: ["2401.00001", "2401.00002"],
      dois: ["10.1000/x"],
      unknown: ["nonsense"],
      notes: [/^Orrery cannot look up DOIs yet/, /--offline/].map((note) => expect.stringMatching(note)),
    });
    await expect(intake.paste("only words")).rejects.toMatchObject({ code: "bad-input" });
    expect(() => intake.fetch(["2401.00001"])).toThrow(/--offline/);
  });

  it("cancels a job that runs, and keeps what it has read, with vectors", async () => {
    const before = opened.library.count();
    const papers = randomPapers(600, 9).map((paper) => ({ ...paper, id: `many-${paper.id}` }));
    const job = await take("many.jsonl", toJsonLines(papers));
    await until(opened, job, ({ added }) => added > 0);
    opened.library.intake.cancel(job.job);
    const done = await end(job);
    expect(done).toMatchObject({ state: "cancelled", message: "Stopped. What was read is kept." });
    const stats = opened.library.stats();
    expect([stats.papers, stats.vectors]).toEqual([before + done.added, before + done.added]);
  });

  it("stops reading when it is told to, and finishes what it has read", async () => {
    const papers = randomPapers(1000, 11).map((paper) => ({ ...paper, id: `more-${paper.id}` }));
    const path = folder.write("more.jsonl", toJsonLines(papers));
    const stop = new AbortController();
    let pieces = 0;
    await withLibrary(folder.at("stopped"), async ({ library }) => {
      const { added, embedded } = await library.ingest([path], {
        stop: stop.signal,
        onBytes: () => ++pieces > 2 && stop.abort(),
      });
      expect(added).toBeGreaterThan(0);
      expect(added).toBeLessThan(1000);
      expect([embedded, library.count()]).toEqual([added, added]);
    });
  });

  it("keeps for the next process what was not read when it closed, and removes what never came in whole", async () => {
    const lock = takeWriterLock(folder.at("copy"), "a test");
    const before = openLibrary(folder.at("copy"));
    await before.library.intake.take("left.bib", bytes(BIBTEX));
    await before.library.close();
    lock.release();
    const leave = (job: string, files: Readonly<Record<string, string>>) => {
      mkdirSync(folder.at("copy", "incoming", job));
      for (const [name, text] of Object.entries(files)) folder.write(`copy/incoming/${job}/${name}`, text);
    };
    const manifest = JSON.stringify({
      name: "bad.bib",
      kind: "file",
      createdAt: "2026-01-01T00:00:00.000Z",
      attempts: 2,
    });
    leave("zz1-999999999-2", { content: BIBTEX });
    leave("zz2-999999999-3", { content: BIBTEX, "job.json": manifest });
    expect(left("copy")).toHaveLength(3);
    const after = openLibrary(folder.at("copy"));
    after.library.intake.resume();
    const [last, first, ...none] = after.library.intake.jobs().jobs;
    expect(none).toEqual([]);
    expect(last).toMatchObject({ state: "failed", message: "Reading it has ended the program more than once." });
    expect(first).toMatchObject({ name: "left.bib" });
    if (first !== undefined) expect(await ended(after, first)).toMatchObject({ state: "done", added: 1 });
    expect(left("copy")).toEqual([]);
    await after.library.close();
  });
});

function ended(opened: OpenedLibrary, job: IntakeJob): Promise<IntakeJob> {
  return until(opened, job, ({ endedAt }) => endedAt !== undefined);
}

/** Resolves to the first state of the job of which `holds` is true. */
function until(
  { library }: OpenedLibrary,
  { job }: IntakeJob,
  holds: (state: IntakeJob) => boolean,
): Promise<IntakeJob> {
  return new Promise((resolve) => {
    const stop = library.intake.watch(job, (state) => {
      if (!holds(state)) return;
      setTimeout(() => stop()); // the first state comes before there is a way to stop
      resolve(state);
    });
  });
}

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  if (text !== "") yield Buffer.from(text);
}

import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Lanes, openLanes } from "../../src/core/lanes.ts";
import { ROOT } from "../helpers/places.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

/** What the worker of these tests can be asked: the square of a number after some milliseconds, or to misbehave. */
type Job = { readonly square: number; readonly wait?: number } | "plain" | "coded" | "exit" | "hang" | "count";

const CORE = pathToFileURL(`${ROOT}/dist/core`).href;
const WORKER = `
import { answerJobs } from "${CORE}/lanes.js";
import { AppError } from "${CORE}/index.js";
answerJobs(({ counter, broken }) => {
  if (broken) throw new AppError("storage-failed", "Expected more memory.");
  return (job) => {
    Atomics.add(counter, 0, 1);
    if (job === "plain") throw new Error("out of luck");
    if (job === "coded") throw new AppError("damaged-file", "Expected whole papers.");
    if (job === "exit") process.exit(0);
    if (job === "hang") for (;;);
    if (typeof job === "string") return job;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, job.wait ?? 0);
    return job.square ** 2;
  };
});
`;

let folder: TemporaryFolder;
let url: URL;
const opened: Lanes<Job, unknown>[] = [];

beforeAll(() => {
  folder = temporaryFolder();
  url = pathToFileURL(folder.write("worker.mjs", WORKER));
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((lanes) => lanes.close()));
});
afterAll(() => folder.remove());

function open(threads: number, signal?: AbortSignal, broken = false) {
  const counter = new Int32Array(new SharedArrayBuffer(4));
  const lanes = openLanes<Job, unknown>(url, { counter, broken }, threads, signal);
  opened.push(lanes);
  return { lanes, done: () => Atomics.load(counter, 0) };
}

describe("Lanes", () => {
  it("give the results in the order of the jobs, however long each takes and however many threads there are", async () => {
    const waits = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(waits, fc.integer({ min: 1, max: 3 }), async (times, threads) => {
        const { lanes } = open(threads);
        const told: number[] = [];
        const jobs = times.map((wait, square) => ({ square, wait }));
        const results = await lanes.run(jobs, (done) => told.push(done));
        await lanes.close();
        expect(results).toEqual(jobs.map(({ square }) => square ** 2));
        expect(told).toEqual(jobs.map((_, i) => i + 1));
      }),
      { numRuns: 6 },
    );
  });

  it("take one set of jobs after another, and share their setup", async () => {
    const { lanes, done } = open(2);
    for (const numbers of [[3, 4, 5], [], [6]]) {
      const squares = await lanes.run(numbers.map((square) => ({ square })));
      expect(squares).toEqual(numbers.map((number) => number ** 2));
    }
    expect(done()).toBe(4);
  });

  it("fail with the code and the words of a job that fails, and can be used again", async () => {
    const { lanes } = open(2);
    const coded = { name: "AppError", code: "damaged-file", message: "Expected whole papers." };
    await expect(lanes.run([{ square: 1 }, "coded", { square: 2 }])).rejects.toMatchObject(coded);
    await lanes.close();
    const plain = open(1).lanes;
    await expect(plain.run(["plain"])).rejects.toThrow("out of luck");
    expect(await plain.run([{ square: 7 }])).toEqual([49]);
  });

  it("fail when what all jobs share cannot be prepared", async () => {
    const failure = { code: "storage-failed", message: "Expected more memory." };
    await expect(open(2, undefined, true).lanes.run([{ square: 1 }])).rejects.toMatchObject(failure);
  });

  it("fail, and do not wait, when a thread ends or cannot begin", async () => {
    await expect(open(1).lanes.run(["exit"])).rejects.toMatchObject({ code: "cancelled" });
    const missing = openLanes<Job, unknown>(new URL("none.mjs", url), {}, 1);
    await expect(missing.run(["count"])).rejects.toThrow(/none\.mjs/);
    await missing.close();
  });

  it("are cancelled by their signal, at work or before", async () => {
    const controller = new AbortController();
    const { lanes, done } = open(2, controller.signal);
    const work = lanes.run(["hang", "hang", "hang"]);
    const cancelled = expect(work).rejects.toMatchObject({ name: "AppError", code: "cancelled" });
    while (done() < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    controller.abort();
    await cancelled;
    await expect(lanes.run(["count"])).rejects.toMatchObject({ code: "cancelled" });
    const never = open(1, AbortSignal.abort());
    await expect(never.lanes.run(["count"])).rejects.toMatchObject({ code: "cancelled" });
    expect(never.done()).toBe(0);
  });

  it("that are closed fail what is under way, and what comes later", async () => {
    const { lanes, done } = open(1);
    const cancelled = expect(lanes.run(["hang"])).rejects.toMatchObject({ code: "cancelled" });
    while (done() < 1) await new Promise((resolve) => setTimeout(resolve, 5));
    await lanes.close();
    await cancelled;
    await expect(lanes.run(["count"])).rejects.toMatchObject({ code: "cancelled" });
    await lanes.close(); // twice is no mistake
  });
});

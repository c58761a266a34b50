import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isBeingWritten, takeWriterLock } from "../../src/store/index.ts";
import { ROOT } from "../helpers/places.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

const STORE = pathToFileURL(join(ROOT, "dist/store/index.js")).href;

let folder: TemporaryFolder;
let child: ChildProcess | undefined;

beforeEach(() => {
  folder = temporaryFolder();
});

afterEach(async () => {
  if (child !== undefined && child.exitCode === null && child.signalCode === null) {
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  child = undefined;
  folder.remove();
});

const busy = (holder: string) =>
  expect.objectContaining({ code: "library-busy", message: expect.stringContaining(holder) });

describe("the writer's lock", () => {
  it("is held by one writer at a time, and the second is told of the first", () => {
    const lock = takeWriterLock(folder.path, "process 1, ingest");
    expect(() => takeWriterLock(folder.path, "process 2")).toThrow(busy("process 1, ingest"));
    expect(isBeingWritten(folder.path)).toBe(true);
    lock.release();
    expect(isBeingWritten(folder.path)).toBe(false);
    takeWriterLock(folder.path, "process 2").release();
    expect(existsSync(folder.at("writer.txt"))).toBe(false);
  });

  it("is not taken by asking whether it is held", () => {
    expect([isBeingWritten(folder.path), isBeingWritten(folder.path)]).toEqual([false, false]);
    takeWriterLock(folder.path, "process 1").release();
  });

  it("of another process holds here, and is free again once that process was killed", async () => {
    await startChild(
      `takeWriterLock(folder, "process of the test"); process.stdout.write("taken"); setInterval(() => {}, 1000);`,
    );
    expect(isBeingWritten(folder.path)).toBe(true);
    expect(() => takeWriterLock(folder.path, "second")).toThrow(busy("process of the test"));
    child?.kill("SIGKILL");
    await once(child!, "exit");
    expect(isBeingWritten(folder.path)).toBe(false);
    expect(existsSync(folder.at("writer.txt"))).toBe(true); // the note of the dead one, which nobody believes
    const lock = takeWriterLock(folder.path, "second");
    expect(() => takeWriterLock(folder.path, "third")).toThrow(busy("second"));
    lock.release();
  });

  it("can be taken while other processes keep asking for it", async () => {
    await startChild(
      `process.stdout.write("asking"); for (;;) { isBeingWritten(folder); await new Promise((done) => setTimeout(done, 1)); }`,
    );
    for (let time = 0; time < 100; time++) takeWriterLock(folder.path, "writer").release();
  });

  it("cannot be taken where there is no folder, or where the lock is no lock", () => {
    const failed = expect.objectContaining({ code: "storage-failed" });
    expect(() => takeWriterLock(folder.at("none"), "writer")).toThrow(failed);
    writeFileSync(folder.at("writer.lock"), "something else entirely. ".repeat(100));
    expect(() => takeWriterLock(folder.path, "writer")).toThrow(failed);
  });
});

/** Runs code with the compiled store in another process, until it has said something. */
async function startChild(code: string): Promise<void> {
  const script = `import { isBeingWritten, takeWriterLock } from ${JSON.stringify(STORE)}; const folder = process.argv.at(-1); ${code}`;
  const started = spawn(process.execPath, ["--input-type=module", "-e", script, folder.path], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  child = started;
  await Promise.race([
    once(started.stdout, "data"),
    once(started, "exit").then(() => {
      throw new Error("The process ended before it said something.");
    }),
  ]);
}

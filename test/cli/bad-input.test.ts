import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProgram } from "../../src/cli/index.ts";
import { documentOf, orrery, orreryProcess } from "../helpers/cli.ts";
import { buildLibrary } from "../helpers/library.ts";
import { randomPapers, toJsonLines } from "../helpers/papers.ts";
import { CORPUS } from "../helpers/places.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

const PAPERS = randomPapers(40);

let folder: TemporaryFolder;
let library: string;

beforeAll(async () => {
  folder = temporaryFolder();
  library = folder.at("library");
  await buildLibrary(library, [folder.write("papers.jsonl", toJsonLines(PAPERS))]);
  mkdirSync(folder.at("hollow", "below"), { recursive: true });
  folder.write("hollow/below/notes.md", "# Notes\n\nNothing that is a paper.\n");
  folder.write("file", "a regular file");
});
afterAll(() => folder.remove());

/** What the program throws for these arguments, and what it has said of them itself. */
async function refusalOf(args: readonly string[]): Promise<{ readonly error: unknown; readonly told: string }> {
  const program = createProgram({ version: "0", now: () => 0, streams: process, onExit: () => undefined });
  let told = "";
  for (const command of [program, ...program.commands]) {
    command.configureOutput({
      writeErr(text) {
        told += text;
      },
    });
  }
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    return { error, told };
  }
  throw new Error(`Expected orrery ${args.join(" ")} to be refused.`);
}

const REFUSED: [what: string, args: string[], message: RegExp][] = [
  ["an empty query", ["search", ""], /empty query/],
  ["a query of exclusions", ["search", "--", "-graph"], /only exclusions/],
  ["a dimension that the model has not", ["embed", "--dimension", "300"], /300/],
];

const UNPARSED: [what: string, args: string[], message: RegExp][] = [
  ["k of 0", ["search", "graph", "-k", "0"], /from 1 to 10,000, got 0/],
  ["k of 1e9", ["search", "graph", "-k", "1e9"], /from 1 to 10,000, got 1e9/],
  ["k of -1", ["related", "paper-1", "-k", "-1"], /from 1 to 10,000, got -1/],
  ["k of abc", ["related", "paper-1", "-k", "abc"], /got abc/],
  ["k of a half", ["search", "graph", "-k", "0.5"], /got 0\.5/],
  ["no query", ["search"], /missing required argument/],
  ["an unknown option", ["search", "graph", "--colour"], /unknown option/],
  ["an unknown mode", ["search", "graph", "--mode", "magic"], /hybrid, lexical, semantic/],
  ["an unknown command", ["find", "graph"], /unknown command/],
  ["a year of two digits", ["search", "graph", "--from", "99"], /from 1,000 to 2,999, got 99/],
  ["a date that is none", ["search", "graph", "--listed-to", "May"], /YYYY-MM-DD.*got May/],
  ["an impossible port", ["serve", "--port", "65536"], /from 0 to 65,535/],
];

describe("Wrong usage is", () => {
  it.each(UNPARSED)("%s", async (_what, args, message) => {
    const { error, told } = await refusalOf(args);
    expect(error).toMatchObject({ code: expect.stringContaining("commander.") });
    expect(told).toMatch(message);
  });

  it.each(REFUSED)("%s", async (_what, [command = "", ...rest], message) => {
    const { error } = await refusalOf([command, "--library", library, ...rest]);
    expect(error).toMatchObject({ code: "bad-request", message: expect.stringMatching(message) });
  });

  it.each([REFUSED[0]!, UNPARSED[0]!])("told with exit code 2: %s", async (_what, args, message) => {
    const { code, stdout, stderr } = await orreryProcess([...args.slice(0, 1), "--library", library, ...args.slice(1)]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n {4}at /);
  });
});

const below = () => folder.at("file", "library");
const nowhere = () => folder.at("nowhere");

describe.concurrent("Exit code 1 and a message in a line for", () => {
  const failures: [what: string, args: () => string[], message: () => RegExp][] = [
    ["an unknown paper", () => ["show", "no-such", "--library", library], () => /no paper "no-such"/],
    [
      "related papers of an unknown one",
      () => ["related", "no-such", "--library", library],
      () => /no paper "no-such"/,
    ],
    ["removing an unknown one", () => ["remove", "no-such", "--library", library], () => /no paper "no-such"/],
    ["a library that is not there", () => ["search", "x", "--library", nowhere()], () => /found none.*orrery ingest/],
    ["a library that is a file", () => ["stats", "--library", folder.at("file"), "--json"], () => /found none/],
    [
      "a library that cannot be made",
      () => ["ingest", CORPUS, "--library", below()],
      () => /Could not open.*written to/,
    ],
    ["serving one that cannot be made", () => ["serve", "--library", below(), "--port", "0"], () => /Could not open/],
    ["another dimension", () => ["search", "x", "--dimension", "128", "--library", library], () => /@512.*@128/],
    ["a model that is not there", () => ["embed", "--model", "some/model"], () => /config\.json/],
    ["judgements that are not there", () => ["eval", nowhere()], () => /corpus\.jsonl/],
  ];
  it.each(failures)("%s", async (_what, args, message) => {
    const { error } = await refusalOf(args());
    expect(error).toMatchObject({ name: "AppError", message: expect.stringMatching(message()) });
    expect(error).not.toMatchObject({ code: "bad-request" });
    expect((error as Error).message).not.toContain("\n");
  });

  it.each([failures[0]!, failures[5]!])("as a command: %s", async (_what, args, message) => {
    const { code, stdout, stderr } = await orreryProcess(args());
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(message());
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  it("a question about nothing makes no library", async () => {
    await orrery(["search", "x", "--library", nowhere()]);
    expect((await orrery(["stats", "--library", nowhere()])).code).toBe(1);
  });

  it("doctor finds what is wrong", async () => {
    const finished = await orrery(["doctor", "--library", nowhere(), "--json"]);
    expect(finished.code).toBe(1);
    expect(documentOf(finished)).toMatchObject({ ok: false });
  });
});

describe.concurrent("Of an input that cannot be used ingest says what is wrong with it:", () => {
  const inputs: [what: string, input: () => string, message: RegExp][] = [
    ["a file that is not there", () => folder.at("missing.jsonl"), /no such file/],
    ["an empty file", () => folder.write("empty.jsonl", ""), /empty/],
    [
      "a binary",
      () =>
        folder.write(
          "binary.bin",
          Uint8Array.from({ length: 9000 }, (_, i) => (i * 7919) % 256),
        ),
      /binary/,
    ],
    ["a folder without papers", () => folder.at("hollow"), /Expected one of/],
    [
      "gzip cut off at once",
      () => folder.write("cut.jsonl.gz", gzipSync(toJsonLines(PAPERS)).subarray(0, 12)),
      /cut off/,
    ],
  ];
  it.each(inputs)("%s", async (what, input, message) => {
    const at = folder.at(`into-${what.replaceAll(" ", "-")}`);
    const finished = await orrery(["ingest", input(), "--library", at, "--json"]);
    expect(finished.code).toBe(1);
    expect(finished.stderr).toMatch(message);
    expect(finished.stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(documentOf(finished)).toMatchObject({ added: 0, rejected: 1 });
    const reject = JSON.parse(readFileSync(join(at, "rejects.jsonl"), "utf8")) as Record<string, unknown>;
    expect(reject).toMatchObject({
      input: expect.stringContaining(folder.path),
      reason: expect.stringMatching(message),
    });
  });

  it("what comes before the end of truncated gzip and around broken JSON is kept", async () => {
    const lines = toJsonLines(PAPERS).trimEnd().split("\n");
    const broken = folder.write(
      "broken.jsonl",
      [...lines.slice(0, 5), '{"title": "cut o', ...lines.slice(5)].join("\n"),
    );
    const first = await orrery(["ingest", broken, "--library", folder.at("broken"), "--json"]);
    expect([first.code, documentOf(first)]).toMatchObject([0, { added: 40, rejected: 1 }]);
    const many = gzipSync(toJsonLines(randomPapers(2000)));
    const cut = folder.write("tail.jsonl.gz", many.subarray(0, many.length - 2000));
    const second = await orrery(["ingest", cut, "--library", folder.at("cut"), "--json"]);
    const { added, rejected } = documentOf<{ added: number; rejected: number }>(second);
    expect(rejected).toBeLessThanOrEqual(2); // the cut itself, and the line it falls into
    expect(rejected).toBeGreaterThan(0);
    expect(added).toBeGreaterThan(1500);
  });

  it("standard input is read like a file, and is said to be empty when it is", async () => {
    const at = folder.at("stdin");
    const stdin = gzipSync(toJsonLines(PAPERS));
    const read = await orrery(["ingest", "-", "--source", "mine", "--library", at, "--json"], { stdin });
    expect([read.code, documentOf(read)]).toMatchObject([0, { added: 40 }]);
    const found = await orrery([
      "search",
      "graph",
      "--source",
      "mine",
      "-m",
      "semantic",
      "-k",
      "99",
      "--library",
      at,
      "--json",
    ]);
    expect(documentOf<{ hits: unknown[] }>(found).hits).toHaveLength(40);
    const empty = await orrery(["ingest", "-", "--library", at]);
    expect(empty).toMatchObject({ code: 1, stderr: "-: The file is empty.\n" });
  });

  it("a query of 10,000 words is answered", async () => {
    const words = Array.from({ length: 10_000 }, (_, i) => `graph${i}`);
    const finished = await orrery(["search", ...words, "--library", library, "--json"]);
    expect(finished).toMatchObject({ code: 0, stderr: "" });
    expect(documentOf<{ notes: string[] }>(finished).notes).toHaveLength(1);
  });
});

describe("A disk that takes no more", () => {
  let mounted = "";
  /** A file system of this size, or false where this user may not make one. */
  const mount = (options: string): boolean => {
    mounted = folder.at("disk");
    mkdirSync(mounted, { recursive: true });
    return spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", mounted]).status === 0;
  };
  const unmount = () => spawnSync("umount", [mounted]);
  let mayMount = false;
  beforeAll(() => {
    mayMount = mount("size=1m");
    if (mayMount) unmount();
  });

  it("is told in a line, what was stored stays, and with more room the next run ends the work", async (context) => {
    if (!mayMount) return context.skip("this user may not mount");
    mount("size=1m");
    try {
      const at = join(mounted, "library");
      const full = await orreryProcess(["ingest", CORPUS, "--library", at, "--json"]);
      expect(full).toMatchObject({ code: 1, stdout: "" });
      expect(full.stderr).toMatch(/^Could not .*(full|ENOSPC).*\n$/);
      expect((await orreryProcess(["search", "graph", "--library", at])).stderr).not.toMatch(/\n {4}at /);
      spawnSync("mount", ["-o", "remount,size=40m", mounted]);
      const ended = await orreryProcess(["ingest", CORPUS, "--library", at, "--json"]);
      expect([ended.code, documentOf(ended)]).toMatchObject([0, { rejected: 0 }]);
      expect(await orreryProcess(["doctor", "--library", at])).toMatchObject({ code: 0 });
    } finally {
      unmount();
    }
  });

  it("because it is read-only is told in a line by every command", async (context) => {
    if (!mayMount) return context.skip("this user may not mount");
    mount("size=20m");
    try {
      const at = join(mounted, "library");
      await buildLibrary(at, [folder.at("papers.jsonl")]);
      spawnSync("mount", ["-o", "remount,ro", mounted]);
      for (const args of [["ingest", folder.at("papers.jsonl")], ["search", "graph"], ["stats"]]) {
        const { code, stdout, stderr } = await orreryProcess([...args, "--library", at]);
        expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
        expect(stderr).toMatch(/^.*may it be written to\?\n$/);
      }
    } finally {
      unmount();
    }
  });
});

import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProgram } from "../../src/cli/index.ts";
import { documentOf, type Finished, orrery, orreryProcess } from "../helpers/cli.ts";
import { buildLibrary, copyLibrary } from "../helpers/library.ts";
import { randomPapers, toJsonLines } from "../helpers/papers.ts";
import { ROOT } from "../helpers/places.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

const PAPERS = randomPapers(80);

/** What paper-4 says beside its text. */
const MORE = {
  printed: { volume: "7", pages: "1-9" },
  keywords: ["kernels", "trees"],
  citations: 1,
  links: [{ kind: "code", url: "https://example.org/code" }],
  retracted: true,
};

let folder: TemporaryFolder;
let library: string;
const run = (...args: string[]): Promise<Finished> => orrery([...args, "--library", library]);

/** Fails unless the command ended well and said nothing but its answer. */
function answerOf<T = Record<string, unknown>>(finished: Finished): T {
  expect(finished).toMatchObject({ code: 0, stderr: "" });
  return documentOf<T>(finished);
}

interface Found {
  readonly hits: readonly { readonly id: string; readonly title: string; readonly score: number }[];
}

beforeAll(async () => {
  folder = temporaryFolder();
  library = folder.at("library");
  const papers = PAPERS.map((paper, i) => (i === 3 ? { ...paper, ...MORE } : paper));
  await buildLibrary(library, [folder.write("papers.jsonl", toJsonLines(papers))]);
});
afterAll(() => folder.remove());

describe.concurrent("With --json one document comes on stdout, and nothing else anywhere, from", () => {
  it("ingest, into a library that is made for it and again", async () => {
    const args = ["ingest", folder.at("papers.jsonl"), "--library", folder.at("new"), "--json"];
    const counts = { updated: 0, rejected: 0, inputs: 1, listings: 0, listed: 0 };
    expect(answerOf(await orrery(args))).toMatchObject({ ...counts, added: 80, unchanged: 0, embedded: 80 });
    expect(answerOf(await orrery(args))).toMatchObject({ ...counts, added: 0, unchanged: 80, embedded: 0 });
  });

  it("search, with its filters", async () => {
    const all = answerOf<Found>(await run("search", "graph", "kernels", "-k", "10000", "-m", "semantic", "--json"));
    expect(all.hits).toHaveLength(80);
    expect(all.hits[0]).toMatchObject({ id: expect.any(String), title: expect.any(String), score: expect.any(Number) });
    const filters = [
      "--from",
      "2005",
      "--to",
      "2010",
      "--category",
      "cs.*",
      "--category",
      "math.OC",
      "--venue",
      "iclr",
    ];
    const few = answerOf<Found>(
      await run("search", "graph kernels", "-k", "80", "-m", "semantic", "--json", ...filters),
    );
    const passing = PAPERS.filter(
      ({ year, categories, venue }) =>
        year! >= 2005 && year! <= 2010 && /^(cs\.|math\.OC)/.test(categories!) && venue === "ICLR",
    );
    expect(few.hits.map(({ id }) => id).sort()).toEqual(passing.map(({ id }) => id).sort());
    const page = answerOf<Found>(
      await run("search", "graph kernels", "-k", "5", "--offset", "2", "-m", "semantic", "--json"),
    );
    expect(page.hits.map(({ id }) => id)).toEqual(all.hits.slice(2, 7).map(({ id }) => id));
  });

  it("search, the newest of the most relevant first", async () => {
    const sorted = answerOf<{ hits: { year: number }[]; sort: string; total: number }>(
      await run("search", "graph kernels", "--sort", "date", "-k", "60", "--json"),
    );
    const years = sorted.hits.map(({ year }) => year);
    expect(years).toEqual([...years].sort((a, b) => b - a));
    expect([sorted.sort, sorted.total, years.length]).toEqual(["date", 50, 50]);
    expect((await run("search", "graph", "--sort", "age")).code).toBe(2);
  });

  it("related and show", async () => {
    const related = answerOf<Found & { id: string }>(await run("related", "paper-4", "-k", "3", "--json"));
    expect([related.id, related.hits.length]).toEqual(["paper-4", 3]);
    expect(answerOf(await run("show", "paper-4", "--json"))).toMatchObject({
      ...{ ...MORE, id: "paper-4", title: PAPERS[3]!.title },
    });
  });

  it("stats and doctor", async () => {
    expect(answerOf(await run("stats", "--json"))).toMatchObject({
      papers: 80,
      listings: 0,
      listed: 0,
      rejects: 0,
      vectors: 80,
      dimension: 512,
      model: expect.stringMatching(/^orrery-static@512#/),
      index: { kind: "hnsw", count: 80, state: "in step" },
    });
    expect(answerOf(await run("doctor", "--json"))).toMatchObject({ ok: true });
  });

  it("remove", async () => {
    const copy = copyLibrary(library, folder.at("removed"));
    const removed = await orrery(["remove", "paper-1", "paper-2", "paper-1", "--library", copy, "--json"]);
    expect(answerOf(removed)).toEqual({ removed: 2 });
    expect(answerOf(await orrery(["stats", "--library", copy, "--json"]))).toMatchObject({ papers: 78, vectors: 78 });
    expect(await orrery(["doctor", "--library", copy])).toMatchObject({ code: 0 });
  });

  it("embed, one vector a line in the order of the lines, of the dimension that is asked for", async () => {
    const stdin = "graph neural networks\r\nprotein folding\n\nprotein folding";
    const whole = answerOf<Embedded>(await orrery(["embed", "--json"], { stdin }));
    expect(whole).toMatchObject({ model: expect.stringContaining("@512"), dimension: 512 });
    expect(whole.vectors.map(({ length }) => length)).toEqual([512, 512, 512, 512]);
    expect(whole.vectors[1]).toEqual(whole.vectors[3]);
    expect(Math.hypot(...whole.vectors[0]!)).toBeCloseTo(1, 5);
    expect(whole.vectors[2]!.every((value) => value === 0)).toBe(true);
    const part = answerOf<Embedded>(
      await orrery(["embed", "--json", "--dimension", "128", "--role", "query"], { stdin }),
    );
    const [first] = part.vectors;
    const length = Math.hypot(...whole.vectors[0]!.slice(0, 128));
    expect(first!.length).toBe(128);
    expect(first![5]).toBeCloseTo(whole.vectors[0]![5]! / length, 5);
    expect(answerOf<Embedded>(await orrery(["embed", "--json"])).vectors).toEqual([]);
  });

  it("embed with the model of a library", async () => {
    const small = folder.at("small");
    const args = ["ingest", folder.at("papers.jsonl"), "--library", small, "--dimension", "256", "--json"];
    answerOf(await orrery(args));
    const embedded = answerOf<Embedded>(await orrery(["embed", "--library", small, "--json"], { stdin: "a word" }));
    expect([embedded.dimension, embedded.vectors[0]!.length]).toEqual([256, 256]);
  });

  it("eval", async () => {
    mkdirSync(folder.at("judged"));
    folder.write("judged/corpus.jsonl", toJsonLines(PAPERS));
    folder.write("judged/queries.jsonl", toJsonLines([{ id: "q", text: PAPERS[0]!.title }]));
    folder.write("judged/qrels.tsv", "query-id\tcorpus-id\tscore\nq\tpaper-1\t1\n");
    const quality = { ndcg10: 1, recall10: 1, recall100: 1, mrr10: 1 };
    expect(answerOf(await orrery(["eval", folder.at("judged"), "--json"]))).toMatchObject({
      queries: 1,
      papers: 80,
      lexical: quality,
      semantic: { ndcg10: expect.any(Number) },
      hybrid: quality,
    });
  });

  it("eval without judgements, which grades the library", async () => {
    const finished = await run("eval", "--json");
    const { ok, lines, papers } = documentOf<{ ok: boolean; lines: { name: string }[]; papers: number }>(finished);
    expect(finished).toMatchObject({ code: ok ? 0 : 1, stderr: "" });
    expect(papers).toBe(80);
    const names = ["abstracts", "vectors", "ranking", "hybrid", "graph", "map", "speed", "size"];
    expect(lines.map(({ name }) => name)).toEqual(names);
  });
});

describe.concurrent("Without --json", () => {
  it("every command prints lines for people, and nothing on stderr in a pipe", async () => {
    const outputs = await Promise.all([
      run("search", "graph kernels", "-k", "2"),
      run("related", "paper-4", "-k", "2"),
      run("show", "paper-4"),
      run("stats"),
      run("doctor"),
    ]);
    for (const { code, stderr, stdout } of outputs) {
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toMatch(/\n$/);
      expect(stdout).not.toMatch(/undefined|NaN|\[object/);
    }
    expect(outputs[0]?.stdout).toMatch(/^ {2}1\. .*\n.*\n.*\n {5}score \d/);
    expect(outputs[2]?.stdout).toContain(PAPERS[3]!.abstract);
    const lines = [
      "RETRACTED",
      "volume 7 · pages 1-9 · 1 citation",
      "Keywords: kernels, trees",
      "code: https://example.org/code",
    ];
    for (const line of lines) expect(outputs[2]?.stdout).toContain(`${line}\n`);
  });

  it("ingest says what it did and which inputs it could not use", async () => {
    const [missing, address] = [folder.at("missing.jsonl"), "http://127.0.0.1:1/papers.json"];
    const args = ["ingest", folder.at("papers.jsonl"), missing, address, "--library", folder.at("told")];
    const { code, stdout, stderr } = await orrery(args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/80 added, 0 updated, 0 unchanged, 2 rejected\.\n80 papers embedded\.\n.*rejects\.jsonl\n$/);
    expect(stderr).toMatch(/^.*missing\.jsonl: There is no such file or folder\.\nhttp:.*: .* accepts no connection/);
  });

  it("embed prints one line of numbers a line", async () => {
    const { stdout } = await orrery(["embed", "--dimension", "128"], { stdin: "one\ntwo\n" });
    expect(
      stdout
        .trimEnd()
        .split("\n")
        .map((line) => line.split(" ").length),
    ).toEqual([128, 128]);
  });

  it("a reader that goes away early, as head does, is no error", async () => {
    const script = join(ROOT, "scripts/orrery.js");
    const command = `"${process.execPath}" "${script}" search graph -k 80 --library "${library}" | head -n 1; echo "\${PIPESTATUS[0]}"`;
    const child = spawn("/bin/bash", ["-c", command], { stdio: ["ignore", "pipe", "pipe"] });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (text) => {
      stdout += text;
    });
    child.stderr.on("data", (text) => {
      stderr += text;
    });
    await new Promise((resolve) => child.once("close", resolve));
    expect(stdout).toMatch(/^ {2}1\. .*\n0\n$/);
    expect(stderr.replace(/^Building.*\n/gm, "")).toBe("");
  });
});

describe("Help", () => {
  it("of the program names every command, and that of each command has an example", async () => {
    const { code, stdout } = await orreryProcess(["--help"]);
    expect(code).toBe(0);
    const commands = [...stdout.matchAll(/^ {2}(\w+) .*/gm)].map(([, name]) => name!).filter((name) => name !== "help");
    const wanted = ["ingest", "search", "related", "show", "remove", "embed", "eval", "stats", "serve", "doctor"];
    expect(commands).toEqual(expect.arrayContaining(wanted));
    for (const command of wanted) {
      const help = helpOf(command);
      expect(help).toMatch(new RegExp(`Examples:\\n(.*\\n)*.*orrery ${command}`));
      expect(help).toContain("--library <folder>");
      expect(help).toContain("--json");
    }
  });

  it("is what a wrong call gets, on stderr, with exit code 2", async () => {
    const { code, stdout, stderr } = await orreryProcess([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("Usage: orrery");
    expect((await orreryProcess(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

/** What a command says of itself, with its examples. */
function helpOf(name: string): string {
  const program = createProgram({ version: "0", now: () => 0, streams: process, onExit: () => undefined });
  const command = program.commands.find((each) => each.name() === name);
  let told = "";
  command?.configureOutput({
    writeOut(text) {
      told += text;
    },
  });
  command?.outputHelp();
  return told;
}

interface Embedded {
  readonly model: string;
  readonly dimension: number;
  readonly vectors: readonly (readonly number[])[];
}

import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { runCommand } from "../../src/cli/index.ts";
import { ROOT } from "./places.ts";

const SCRIPT = join(ROOT, "scripts/orrery.js");
/** Said when the sources have changed since the last build: not part of what a command says. */
const BUILDING = /^Building the \w+ …\n/gm;

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly stdin?: string | Uint8Array;
}

/** Starts the command `orrery` as a user does, with pipes for all three streams. */
export function startOrrery(args: readonly string[], options: RunOptions = {}): ChildProcess {
  return spawn(process.execPath, [SCRIPT, ...args], { cwd: options.cwd, stdio: "pipe" });
}

/** Runs the command `orrery` to its end, in this process: starting another takes longer than most commands. */
export async function orrery(
  args: readonly string[],
  { stdin = "" }: Pick<RunOptions, "stdin"> = {},
): Promise<Finished> {
  const [stdout, stderr] = [collector(), collector()];
  const streams = { stdin: Readable.from([Buffer.from(stdin)]), stdout: stdout.stream, stderr: stderr.stream };
  const code = await runCommand(args, streams);
  return { code, signal: null, stdout: stdout.text(), stderr: stderr.text() };
}

function collector(): { readonly stream: Writable; text(): string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString("utf8") };
}

/** Runs the command `orrery` to its end as a user does, in a process of its own. */
export async function orreryProcess(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const child = startOrrery(args, options);
  child.stdin?.on("error", () => undefined); // a command may end without having read it
  child.stdin?.end(options.stdin ?? "");
  return finished(child);
}

/** What a process printed, and how it ended. */
export function finished(child: ChildProcess): Promise<Finished> {
  const output = { stdout: "", stderr: "" };
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    output.stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    output.stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      resolve({ code, signal, stdout: output.stdout, stderr: output.stderr.replace(BUILDING, "") });
    });
  });
}

/** The one JSON document on stdout; fails when there is anything else. */
export function documentOf<T = Record<string, unknown>>({ stdout }: Finished): T {
  return JSON.parse(stdout) as T; // JSON.parse refuses a second document
}

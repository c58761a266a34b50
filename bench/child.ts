import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { COMMAND } from "./places.ts";

const POLL_MS = 50;
/** Linux counts processor time in hundredths of a second. */
const TICKS_PER_SECOND = 100;

/** What a command gave and took. */
export interface Finished {
  readonly stdout: string;
  readonly seconds: number;
  /** Of all its threads; absent where the system does not say (it is read from /proc). */
  readonly cpuSeconds: number | undefined;
  /** Most resident memory at any time, in MB of a million bytes; absent likewise. */
  readonly peakMB: number | undefined;
}

/** Runs a command of the program to its end. Throws with its messages when it fails. */
export async function runCommand(args: readonly string[]): Promise<Finished> {
  const begun = performance.now();
  const child = spawn(process.execPath, [COMMAND, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let peakMB: number | undefined;
  let cpuSeconds: number | undefined;
  const poll = setInterval(() => {
    peakMB = memoryMB(child, "VmHWM") ?? peakMB;
    cpuSeconds = processorSeconds(child) ?? cpuSeconds;
  }, POLL_MS);
  const [stdout, stderr, code] = await Promise.all([textOf(child.stdout), textOf(child.stderr), exitOf(child)]);
  clearInterval(poll);
  if (code !== 0) throw new Error(`orrery ${args.join(" ")} ended with code ${code}: ${stderr}`);
  return { stdout, seconds: (performance.now() - begun) / 1000, cpuSeconds, peakMB };
}

/** A running server. */
export interface Serving {
  /** Its address, ending in a slash. */
  readonly url: string;
  /** From its start to the moment when it said that it listens. */
  readonly listeningMs: number;
  /** When it was started, by performance.now(). */
  readonly begun: number;
  /** Resident memory now, or the most so far, in MB of a million bytes. */
  memoryMB(kind: "now" | "peak"): number | undefined;
  stop(): Promise<void>;
}

/** Starts `serve` on a free port and waits until it listens. */
export async function serve(library: string): Promise<Serving> {
  const begun = performance.now();
  const args = [COMMAND, "serve", "--library", library, "--port", "0", "--no-sample"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  const messages = textOf(child.stderr);
  const exited = exitOf(child);
  const url = await new Promise<string>((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const found = /open at (http\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    exited.then(async (code) => reject(new Error(`orrery serve ended with code ${code}: ${await messages}`)), reject);
  });
  return {
    url,
    begun,
    listeningMs: performance.now() - begun,
    memoryMB: (kind) => memoryMB(child, kind === "now" ? "VmRSS" : "VmHWM"),
    async stop() {
      child.kill("SIGTERM");
      await exited;
    },
  };
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  let text = "";
  for await (const chunk of stream) text += String(chunk);
  return text;
}

function memoryMB(child: ChildProcess, field: "VmRSS" | "VmHWM"): number | undefined {
  const kilobytes = new RegExp(`${field}:\\s+(\\d+) kB`).exec(readProc(child, "status"))?.[1];
  return kilobytes === undefined ? undefined : (Number(kilobytes) * 1024) / 1e6;
}

function processorSeconds(child: ChildProcess): number | undefined {
  // The name in the second field may hold anything but ends with the last parenthesis; times are fields 14 and 15.
  const fields = readProc(child, "stat").replace(/^.*\)/s, "").trim().split(" ");
  const ticks = Number(fields[11]) + Number(fields[12]);
  return Number.isFinite(ticks) ? ticks / TICKS_PER_SECOND : undefined;
}

/** Empty where there is no such file, or no such process any more. */
function readProc(child: ChildProcess, name: string): string {
  try {
    return readFileSync(`/proc/${child.pid}/${name}`, "utf8");
  } catch {
    return "";
  }
}

import { type ChildProcess, spawn } from "node:child_process";
import { messageOf } from "../../core/index.ts";
import type { SyncOutcome } from "../../sync/index.ts";
import type { ModelOptions } from "../options.ts";

export interface Schedule {
  /** Stops a run that is under way; what it has read is kept. */
  stop(): Promise<void>;
}

export interface ScheduleOptions extends ModelOptions {
  readonly library: string;
  /** Minutes between the end of a run and the beginning of the next. */
  readonly minutes: number;
  /** The script that was started as `orrery`. */
  readonly script: string;
  /** False while there is nobody to ask. */
  readonly isWanted: () => boolean;
  readonly report: (line: string) => void;
}

const MINUTE_MS = 60_000;

/** Runs `orrery sync run --due` now and then: in a process of its own, so that the server goes on answering. */
export function startSchedule(options: ScheduleOptions): Schedule {
  const { minutes, isWanted, report } = options;
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  let ending = Promise.resolve();
  let isStopped = false;
  const turn = () => {
    ending = (isWanted() ? runOnce() : Promise.resolve())
      .catch((error: unknown) => report(`sync: ${messageOf(error)}`))
      .then(() => {
        if (!isStopped) timer = setTimeout(turn, minutes * MINUTE_MS);
      });
  };
  const runOnce = async () => {
    child = spawn(process.execPath, [options.script, ...argumentsOf(options)], { stdio: ["ignore", "pipe", "pipe"] });
    const lines = await newsOf(child);
    if (!isStopped) for (const line of lines) report(`sync: ${line}`);
  };
  turn();
  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      child?.kill("SIGTERM");
      await ending;
    },
  };
}

function argumentsOf({
  library,
  model,
  dimension,
  pooling,
  queryPrefix,
  passagePrefix,
  allowDownload,
}: ScheduleOptions) {
  const named = { library, model, dimension, pooling, "query-prefix": queryPrefix, "passage-prefix": passagePrefix };
  const given = Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${value}`]));
  return ["sync", "run", "--due", "--json", ...given, ...(allowDownload === true ? ["--allow-download"] : [])];
}

/** What is worth a line when the process has ended: new papers, trouble, or what it said instead of an answer. */
async function newsOf(child: ChildProcess): Promise<string[]> {
  const [answer, said] = await Promise.all([textOf(child.stdout), textOf(child.stderr), closed(child)]);
  let outcomes: readonly SyncOutcome[];
  try {
    ({ subscriptions: outcomes } = JSON.parse(answer) as { subscriptions: readonly SyncOutcome[] }); // our own command
  } catch {
    return said.trim() === "" ? [] : said.trim().split("\n");
  }
  return outcomes.flatMap(({ id, added, error }) => [
    ...(added > 0 ? [`${id}: ${added.toLocaleString("en-US")} new`] : []),
    ...(error === undefined ? [] : [`${id}: ${error}`]),
  ]);
}

async function textOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  let text = "";
  if (stream !== null) for await (const chunk of stream) text += String(chunk);
  return text;
}

function closed(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => resolve());
  });
}

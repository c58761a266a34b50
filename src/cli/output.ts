import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import type { OnProgress, Progress } from "../core/index.ts";

/** What a command reads and writes: the streams of the process, where nobody else takes their part. */
export interface Streams {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean };
}

/** Where a command writes: its answer to stdout, everything else to stderr. */
export interface Output {
  /** What is piped in. */
  readonly input: Readable;
  /** One JSON document and nothing else. */
  json(document: unknown): void;
  line(text?: string): void;
  /** Text as it is; resolves when the reader has kept up. */
  text(text: string): Promise<void>;
  /** A message that is not part of the answer. */
  note(text: string): void;
  /** A line that is written over as the work goes on; undefined where nobody watches. */
  readonly progress: OnProgress | undefined;
  /** Ends the progress line. */
  endProgress(): void;
}

const REDRAW_MS = 100;
const CLEAR_LINE = "\r\u001b[K";

export function createOutput(options: {
  readonly quiet?: boolean;
  readonly now: () => number;
  readonly streams: Streams;
}): Output {
  const { stdin, stdout, stderr } = options.streams;
  const watched = stderr.isTTY === true && options.quiet !== true;
  let begunAt = options.now();
  let drawnAt = 0;
  let stage = "";
  let open = false;

  const endProgress = () => {
    if (open) stderr.write(CLEAR_LINE);
    open = false;
  };
  const progress: OnProgress = (state) => {
    const now = options.now();
    if (state.stage !== stage) {
      stage = state.stage;
      begunAt = now;
    } else if (now - drawnAt < REDRAW_MS) return;
    drawnAt = now;
    open = true;
    stderr.write(CLEAR_LINE + describe(state, (now - begunAt) / 1000));
  };
  return {
    input: stdin,
    json: (document) => void stdout.write(`${JSON.stringify(document)}\n`),
    line: (text = "") => void stdout.write(`${text}\n`),
    text: (text) => (stdout.write(text) ? Promise.resolve() : once(stdout, "drain").then(() => {})),
    note: (text) => {
      endProgress();
      stderr.write(`${text}\n`);
    },
    progress: watched ? progress : undefined,
    endProgress,
  };
}

/** `Embedding 12,288 of 20,000 papers · 4,100/s · 2 s left` */
export function describe({ stage, done, total, unit }: Progress, seconds: number): string {
  const rate = seconds > 0.5 ? done / seconds : 0;
  const parts = [`${stage} ${number(done)}${total === undefined ? "" : ` of ${number(total)}`} ${unit}`];
  if (rate > 0) parts.push(`${number(Math.round(rate))}/s`);
  if (rate > 0 && total !== undefined && total > done) parts.push(`${duration((total - done) / rate)} left`);
  return parts.join(" · ");
}

export function number(value: number): string {
  return value.toLocaleString("en-US");
}

export function duration(seconds: number): string {
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

export function bytes(size: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let value = size;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

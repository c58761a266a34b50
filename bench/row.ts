import { appendFileSync, mkdirSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import { isMet, type Target } from "./targets.ts";

/** One measurement. */
export interface Row {
  /** The bench that made it. */
  readonly name: string;
  readonly what: string;
  /** The number that a target speaks of. */
  readonly value: number;
  readonly unit: string;
  /** In the same unit. */
  readonly median?: number;
  readonly p95?: number;
  /** Mean share of the true ten nearest that is found. */
  readonly recall?: number;
  /** How many times better than the baseline measured in the same run; above 1 is better. */
  readonly ratio?: number;
  readonly baseline?: string;
  readonly target?: Target;
  /** What the measurement depends on, and what tells a good run from a bad one. */
  readonly params?: Readonly<Record<string, string | number>>;
}

/** When, on what and over which papers rows were measured. */
export interface RunFacts {
  /** ISO 8601, UTC. */
  readonly date: string;
  readonly set: string;
  readonly seed: number;
}

/** Appends the rows as JSON Lines to `<folder>/<set>.jsonl`. Returns the path. */
export function keepRows(folder: string, facts: RunFacts, rows: readonly Row[]): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${facts.set}.jsonl`);
  const machine = machineClass();
  const lines = rows.map((row) => {
    const met = row.target === undefined ? {} : { met: isMet(row.value, row.target) };
    return `${JSON.stringify({ ...facts, ...row, ...met, machine })}\n`;
  });
  appendFileSync(path, lines.join(""));
  return path;
}

/** The kind of machine, and how busy it was: a load above the number of cores makes every time too long. */
export function machineClass() {
  const processors = cpus();
  return {
    cpu: processors[0]?.model.trim() ?? "unknown",
    cores: processors.length,
    memoryGB: Math.round(totalmem() / 1e9),
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    load: Number((loadavg()[0] ?? 0).toFixed(1)),
  };
}

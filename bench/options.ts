import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { defaultLibrary, defaultSet, isSetName, SETS, type SetName } from "./places.ts";

export interface Options {
  readonly set: SetName;
  readonly library: string;
  /** Builds the library anew although there is one. */
  readonly fresh: boolean;
  /** Names of the benches to run; all when empty. */
  readonly only: readonly string[];
  readonly seed: number;
  readonly gigabytes: number;
}

export const USAGE = `npm run bench -- [--set ${Object.keys(SETS).join("|")}] [--only name]... [--library folder] [--fresh] [--seed number] [--gigabytes number]`;
const SEED = 1;
const GIGABYTES = 0.3;

/** Throws an Error that says what was expected. */
export function parseOptions(args: readonly string[], benches: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      set: { type: "string", default: defaultSet() },
      only: { type: "string", multiple: true, default: [] },
      library: { type: "string" },
      fresh: { type: "boolean", default: false },
      seed: { type: "string", default: String(SEED) },
      gigabytes: { type: "string", default: String(GIGABYTES) },
    },
  });
  const { set, only, fresh } = values;
  if (!isSetName(set)) throw new Error(`Expected --set to be ${Object.keys(SETS).join(" or ")}, got ${set}.`);
  if (!existsSync(SETS[set])) throw new Error(`The set ${set} needs the file ${SETS[set]}, which is not there.`);
  const unknown = only.find((name) => !benches.includes(name));
  if (unknown !== undefined) throw new Error(`Expected --only to be ${benches.join(" or ")}, got ${unknown}.`);
  const seed = Number(values.seed);
  if (!Number.isSafeInteger(seed)) throw new Error(`Expected --seed to be a whole number, got ${values.seed}.`);
  const gigabytes = Number(values.gigabytes);
  if (!(gigabytes > 0)) throw new Error(`Expected --gigabytes to be a number above 0, got ${values.gigabytes}.`);
  return { set, gigabytes, library: resolve(values.library ?? defaultLibrary(set)), fresh, only, seed };
}

/** `npm run bench`: measures the built program and prints one table; the rows are kept in bench/results/. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Bench, Context } from "./bench.ts";
import { embedding } from "./benches/embedding.ts";
import { explaining } from "./benches/explaining.ts";
import { ingestFormats } from "./benches/ingest-formats.ts";
import { ingesting } from "./benches/ingesting.ts";
import { keystrokes } from "./benches/keystrokes.ts";
import { mapBuild } from "./benches/map-build.ts";
import { mapGrowth } from "./benches/map-growth.ts";
import { mapPage } from "./benches/map-page.ts";
import { mapTopics } from "./benches/map-topics.ts";
import { mapUmap } from "./benches/map-umap.ts";
import { merging } from "./benches/merging.ts";
import { nothingHere } from "./benches/nothing-here.ts";
import { parsing } from "./benches/parsing.ts";
import { recall } from "./benches/recall.ts";
import { recommending } from "./benches/recommending.ts";
import { saving } from "./benches/saving.ts";
import { scanning } from "./benches/scanning.ts";
import { scrolling } from "./benches/scrolling.ts";
import { searching } from "./benches/searching.ts";
import { serving } from "./benches/serving.ts";
import { sizes } from "./benches/sizes.ts";
import { type Options, parseOptions, USAGE } from "./options.ts";
import { LIBRARY_FILES, RESULTS_FOLDER, SETS } from "./places.ts";
import { keepRows, machineClass, type Row } from "./row.ts";
import { answerJob, isAlone, runAlone } from "./run.ts";
import { tableOf } from "./table.ts";

/** In the order in which they run; `ingesting` builds the library that those after it use. */
const BENCHES: Readonly<Record<string, Bench>> = {
  parsing,
  "ingest-formats": ingestFormats,
  merging,
  embedding,
  ingesting,
  sizes,
  searching,
  explaining,
  recommending,
  saving,
  serving,
  recall,
  scanning,
  "map-build": mapBuild,
  "map-umap": mapUmap,
  "map-topics": mapTopics,
  "map-growth": mapGrowth,
  "map-page": mapPage,
  keystrokes,
  scrolling,
  "nothing-here": nothingHere,
};

/** They read the file of the set only. */
const WITHOUT_LIBRARY = ["parsing", "ingest-formats", "merging", "embedding", "nothing-here"];

const args = process.argv.slice(2);
if (isAlone(args)) answerJob(BENCHES);
else await main(args);

async function main(args: readonly string[]): Promise<void> {
  const options = optionsOf(args);
  if (options === undefined) return;
  const { set, library, seed, gigabytes } = options;
  const date = new Date().toISOString();
  const context: Context = { set, input: SETS[set], library, seed, gigabytes };
  const rows: Row[] = [];
  for (const name of namesOf(options)) {
    const begun = performance.now();
    const measured = await runAlone(fileURLToPath(import.meta.url), { name, context });
    rows.push(...measured);
    note(`${name}: ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  }
  const path = keepRows(RESULTS_FOLDER, { date, set, seed }, rows);
  const { cpu, cores, node, load } = machineClass();
  process.stdout.write(`${set}, ${date}, ${cpu}, ${cores} cores, Node ${node}, load ${load}\n\n${tableOf(rows)}\n`);
  note(`Rows added to ${path}`);
}

function optionsOf(args: readonly string[]): Options | undefined {
  try {
    return parseOptions(args, Object.keys(BENCHES));
  } catch (error) {
    note(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exitCode = 2;
    return undefined;
  }
}

/** The benches to run. A library is built when it is asked for, or is not there. */
function namesOf({ only, fresh, library, set }: Options): string[] {
  const names = Object.keys(BENCHES).filter((name) => only.length === 0 || only.includes(name));
  const isBuilt = existsSync(join(library, LIBRARY_FILES.hnsw));
  const isNeeded = names.some((name) => !WITHOUT_LIBRARY.includes(name));
  const needsBuilding = isNeeded && (fresh || !isBuilt || only.includes("ingesting"));
  if (!existsSync(SETS["20k"]))
    note("Without ../shared the shipped sample alone is measured: small numbers prove little.");
  if (isNeeded && !needsBuilding)
    note(`The library of ${set} in ${library} is used again; --fresh builds it anew and times that.`);
  const others = names.filter((name) => name !== "ingesting");
  const first = others.filter((name) => WITHOUT_LIBRARY.includes(name));
  return [...first, ...(needsBuilding ? ["ingesting"] : []), ...others.slice(first.length)];
}

function note(line: string): void {
  process.stderr.write(`${line}\n`);
}

import { rmSync } from "node:fs";
import type { IngestReport } from "../../src/library/index.ts";
import type { Bench, Context } from "../bench.ts";
import { type Finished, runCommand } from "../child.ts";
import type { Row } from "../row.ts";
import { AGAIN_PERCENT, EMBEDDED_AGAIN, INGEST_SECONDS } from "../targets.ts";

/** From the file to a library that can be searched, by the command in a process of its own; then the same file again.
 *  Leaves the library for the other benches. */
export const ingesting: Bench = async (context) => {
  rmSync(context.library, { recursive: true, force: true });
  const first = await ingestOnce(context);
  const again = await ingestOnce(context);
  return [
    {
      name: "ingesting",
      what: `${first.report.added.toLocaleString("en-US")} new papers, file to searchable`,
      value: first.seconds,
      unit: "s",
      target: INGEST_SECONDS[context.set],
      params: paramsOf(first),
    },
    ...memoryRow("peak memory of that", first),
    {
      name: "ingesting",
      what: "the same file again",
      value: again.seconds,
      unit: "s",
      ratio: first.seconds / again.seconds,
      baseline: "the first time",
      params: paramsOf(again),
    },
    {
      name: "ingesting",
      what: "the same file again, of the time for it first",
      value: (100 * again.seconds) / first.seconds,
      unit: "%",
      target: AGAIN_PERCENT,
    },
    {
      name: "ingesting",
      what: "papers embedded again",
      value: again.report.embedded,
      unit: "papers",
      target: EMBEDDED_AGAIN,
    },
    ...memoryRow("peak memory of that", again),
  ];
};

interface Ingested extends Finished {
  readonly report: IngestReport;
}

async function ingestOnce({ input, library }: Context): Promise<Ingested> {
  const finished = await runCommand(["ingest", input, "--library", library, "--json", "--quiet"]);
  return { ...finished, report: JSON.parse(finished.stdout) as IngestReport }; // printed by our own command
}

function paramsOf({ report, seconds, cpuSeconds }: Ingested) {
  const { added, updated, unchanged, rejected, embedded } = report;
  return {
    added,
    updated,
    unchanged,
    rejected,
    embedded,
    papersPerSecond: Math.round((added + updated + unchanged) / seconds),
    ...(cpuSeconds === undefined ? {} : { processorSeconds: cpuSeconds }),
  };
}

function memoryRow(what: string, { peakMB }: Finished): Row[] {
  return peakMB === undefined ? [] : [{ name: "ingesting", what, value: peakMB, unit: "MB" }];
}

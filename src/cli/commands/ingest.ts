import { AppError, counted } from "../../core/index.ts";
import { type Columns, Downloads, type IngestReport } from "../../library/index.ts";
import { backgroundThreads, clock, openLibrary, version } from "../environment.ts";
import type { CommonOptions, ModelOptions } from "../options.ts";
import { duration, type Output } from "../output.ts";

export interface IngestCommandOptions extends CommonOptions, ModelOptions {
  readonly source?: string;
  readonly reEmbed?: boolean;
  /** Hosts that redirects of web addresses may lead to. */
  readonly follow?: readonly string[];
  readonly private?: boolean;
  /** Columns by field. */
  readonly map?: Columns;
}

/** Reads papers into the library. Exit code 1 where an input could not be used at all and nothing else was read. */
export async function ingest(
  inputs: readonly string[],
  options: IngestCommandOptions,
  output: Output,
): Promise<number> {
  const cancel = new AbortController();
  const onInterrupt = () => cancel.abort();
  process.once("SIGINT", onInterrupt);
  const downloads = new Downloads({
    userAgent: `Orrery/${version()}`,
    clock,
    signal: cancel.signal,
    report: (line) => output.note(line),
    ...(options.follow === undefined ? {} : { follow: options.follow }),
    ...(options.private === undefined ? {} : { private: options.private }),
  });
  const library = openLibrary(options, output, { create: true, workers: backgroundThreads() });
  try {
    const report = await library.ingest(inputs, {
      stdin: output.input,
      fetchAddress: (address) => downloads.fetch(address),
      signal: cancel.signal,
      ...(options.source === undefined ? {} : { source: options.source }),
      ...(options.map === undefined ? {} : { columns: options.map }),
      ...(options.reEmbed === undefined ? {} : { reEmbed: options.reEmbed }),
      ...(output.progress === undefined ? {} : { onProgress: output.progress }),
    });
    const isChanged = report.added + report.updated + report.embedded > 0;
    if (isChanged || !library.relevance.hasLearned) await library.relevance.learn(output.progress);
    output.endProgress();
    if (options.json) output.json(report);
    else for (const line of summary(report, options.library)) output.line(line);
    const readNothing = report.rejected > 0 && report.added + report.updated + report.unchanged === 0;
    return readNothing ? 1 : 0;
  } catch (error) {
    if (error instanceof AppError && error.code === "cancelled") {
      throw new AppError("cancelled", "Stopped. What was read is kept; the same command goes on from there.", {
        cause: error,
      });
    }
    throw error;
  } finally {
    process.off("SIGINT", onInterrupt);
    downloads.remove();
    await library.close();
  }
}

function summary(report: IngestReport, folder: string): string[] {
  const { added, updated, unchanged, rejected, embedded, listings, listed, inputs, seconds } = report;
  const lines = [
    `${counted(inputs, "file")} read in ${duration(seconds)}: ${added} added, ${updated} updated, ${unchanged} unchanged, ${rejected} rejected.`,
    `${counted(embedded, "paper")} embedded.`,
  ];
  if (listings > 0) lines.push(`${counted(listings, "listing page")} with ${counted(listed, "entry", "entries")}.`);
  if (rejected > 0) lines.push(`What was rejected, where and why: ${folder}/rejects.jsonl`);
  return lines;
}

import { availableParallelism } from "node:os";
import type { Progress } from "../../src/core/index.ts";
import type { Bench } from "../bench.ts";
import { MODELS_FOLDER } from "../places.ts";
import { library as libraryRoom } from "../program.ts";
import { MAP_MB, MAP_SECONDS } from "../targets.ts";

/** A map from nothing, as `orrery map build` makes it: vectors and texts read, neighbors found, laid out, topics found
 *  and named, saved and read again. Leaves the map for the other benches. */
export const mapBuild: Bench = async ({ set, library: folder }) => {
  const threads = availableParallelism();
  const library = new libraryRoom.Library({
    folder,
    modelsFolder: MODELS_FOLDER,
    mapThreads: threads,
    clock: () => new Date(),
    report: (line) => process.stderr.write(`${line}\n`),
  });
  const watch = new StageWatch();
  await library.buildMap("build", (progress) => watch.see(progress));
  const stages = watch.finish();
  // Before anything else is done in this process.
  const peakMB = (process.resourceUsage().maxRSS * 1024) / 1e6;
  const { papers, topics, levels } = library.map.topics();
  const { processorShare } = watch;
  await library.close();
  return [
    {
      name: "map-build",
      what: `map of ${papers.toLocaleString("en-US")} papers`,
      value: watch.seconds,
      unit: "s",
      target: MAP_SECONDS[set],
      params: { threads, topics: topics.length, levels, processorShare, ...stages },
    },
    { name: "map-build", what: "peak memory of that", value: peakMB, unit: "MB", target: MAP_MB },
  ];
};

/** Takes the time from the first word of each stage to the first word of the next. */
class StageWatch {
  readonly #begun = performance.now();
  readonly #cpu = process.cpuUsage();
  readonly #begins = new Map<string, number>([["Starting", this.#begun]]);
  #ended = 0;
  /** Processor time by the time that passed: at most the number of threads. */
  processorShare = 0;

  get seconds(): number {
    return (this.#ended - this.#begun) / 1000;
  }

  see({ stage }: Progress): void {
    if (!this.#begins.has(stage)) this.#begins.set(stage, performance.now());
  }

  /** Seconds by stage. */
  finish(): Record<string, number> {
    this.#ended = performance.now();
    const { user, system } = process.cpuUsage(this.#cpu);
    this.processorShare = Number(((user + system) / 1e6 / this.seconds).toFixed(2));
    const begins = [...this.#begins];
    return Object.fromEntries(
      begins.map(([stage, begun], i) => {
        const next = begins[i + 1]?.[1] ?? this.#ended;
        return [`${stage}, s`, Number(((next - begun) / 1000).toFixed(2))];
      }),
    );
  }
}

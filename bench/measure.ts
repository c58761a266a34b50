/** How long each call took. */
export interface Timings {
  /** Milliseconds, in the order of the calls. */
  readonly ms: Float64Array;
  /** Sum of what the calls returned: it makes their results needed, and equal runs comparable. */
  readonly sum: number;
  /** Processor time of this process by the time that passed: well below 1 where it waits for a busy machine (or for
   *  another process, as over HTTP), and then the times say little. */
  readonly processorShare: number;
}

/** Times `run` on each input, after running it untimed on the inputs to warm up with. */
export async function timeEach<Input>(
  inputs: readonly Input[],
  run: (input: Input) => number | Promise<number>,
  warmUp: readonly Input[] = [],
): Promise<Timings> {
  let sum = 0;
  for (const input of warmUp) sum += (await run(input)) * 0;
  const ms = new Float64Array(inputs.length);
  const cpu = process.cpuUsage();
  const started = performance.now();
  for (const [i, input] of inputs.entries()) {
    const begun = performance.now();
    sum += await run(input);
    ms[i] = performance.now() - begun;
  }
  const { user, system } = process.cpuUsage(cpu);
  return { ms, sum, processorShare: (user + system) / 1000 / (performance.now() - started) };
}

/** The nearest-rank percentile, `share` from 0 to 1; NaN of nothing. */
export function percentile(values: Float64Array, share: number): number {
  const sorted = values.slice().sort();
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function median(values: Float64Array): number {
  return percentile(values, 0.5);
}

export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/** The fields of a row about latency: its value is the 95th percentile. */
export function latency({ ms, sum, processorShare }: Timings) {
  const p95 = percentile(ms, 0.95);
  const params = { calls: ms.length, sum, processorShare: Number(processorShare.toFixed(2)) };
  return { value: p95, unit: "ms", median: median(ms), p95, params };
}

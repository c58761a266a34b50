import { expect } from "vitest";

const FACTOR = 8;
const ROUNDS = 3;
/** Between 8 and 64, so that neither the noise of a busy machine nor a kind constant decides. */
const MOST = 24;

/** Fails when eight times the size makes `work` take the time of much more than eight times the work. Linear work takes
 *  8 times as long, quadratic work 64 times. What counts is the time of the processor, not that of the clock, and the
 *  least of some rounds: other processes hardly change either. `size` should keep `work` busy for a millisecond. */
export function expectLinear(work: (size: number) => unknown, size: number): void {
  work(size); // compiled by now, or nearly
  expect(leastTime(work, FACTOR * size) / leastTime(work, size)).toBeLessThan(MOST);
}

function leastTime(work: (size: number) => unknown, size: number): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage();
    work(size);
    const { user, system } = process.cpuUsage(before);
    return user + system;
  });
  return Math.max(1, Math.min(...times));
}

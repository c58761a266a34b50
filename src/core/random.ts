/** Uniform numbers in [0, 1). */
export type Rng = () => number;

/** The mulberry32 generator (Tommy Ettinger, public domain algorithm): 32 bits of state, the same sequence for the same seed. */
export function mulberry32(seed: number): Rng {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A standard normal number by the Box-Muller transform. */
export function gaussian(rng: Rng): number {
  return Math.sqrt(-2 * Math.log(1 - rng())) * Math.cos(2 * Math.PI * rng());
}

/** `count` different whole numbers from [0, limit), in random order (partial Fisher-Yates). */
export function sampleWithout(rng: Rng, limit: number, count: number): number[] {
  const pool = Array.from({ length: limit }, (_, i) => i);
  const size = Math.min(count, limit);
  for (let i = 0; i < size; i++) {
    const j = i + Math.floor(rng() * (limit - i));
    [pool[i], pool[j]] = [pool[j]!, pool[i]!];
  }
  return pool.slice(0, size);
}

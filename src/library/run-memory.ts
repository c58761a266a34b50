import type { RunMemory } from "../store/index.ts";

/** Remembers which papers one run of ingest has written and from which source: two bytes a paper, and
 *  the records of those that several speak of. */
export function createRunMemory(): RunMemory {
  let numbers = new Uint16Array(1024);
  const labels: string[] = [""];
  const numberOf = new Map<string, number>();
  const records = new Set<number>();
  let first: number | undefined;
  return {
    run(revision) {
      first ??= revision;
      return first;
    },
    hasWritten: (record) => records.has(record),
    rememberRecord: (record) => void records.add(record),
    writtenBy(row) {
      const number = numbers[row] ?? 0;
      return number === 0 ? undefined : labels[number];
    },
    remember(row, source) {
      if (row >= numbers.length) {
        const larger = new Uint16Array(Math.max(row + 1, numbers.length * 2));
        larger.set(numbers);
        numbers = larger;
      }
      let number = numberOf.get(source);
      if (number === undefined) {
        number = Math.min(labels.length, 0xffff); // beyond that many sources the last ones share a number
        labels[number] = source;
        numberOf.set(source, number);
      }
      numbers[row] = number;
    },
  };
}

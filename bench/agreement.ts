/** How far two ways of sorting the same things into groups agree. */
export interface Agreement {
  /** Adjusted mutual information (Vinh, Epps, Bailey 2010): 0 by chance, 1 for the same groups. The expected value is the
   *  exact one, the information of the two is averaged. */
  readonly ami: number;
  /** Adjusted Rand index (Hubert and Arabie 1985): likewise, of pairs. */
  readonly ari: number;
}

/** Both give the group of each thing. O(things + pairs of different group sizes · size). */
export function agreementOf(a: readonly number[], b: readonly number[]): Agreement {
  const [sizesA, sizesB] = [sizesOf(a), sizesOf(b)];
  const width = Math.max(...b, 0) + 1;
  const cells = sizesOf(a.map((group, i) => group * width + b[i]!));
  const count = a.length;
  let information = 0;
  for (const [cell, both] of cells) {
    const product = sizesA.get(Math.floor(cell / width))! * sizesB.get(cell % width)!;
    information += (both / count) * Math.log((both * count) / product);
  }
  const expected = expectedInformation(sizesA, sizesB, count);
  const most = (entropyOf(sizesA, count) + entropyOf(sizesB, count)) / 2;
  const pairs = pairsOf(cells);
  const [pairsA, pairsB] = [pairsOf(sizesA), pairsOf(sizesB)];
  const expectedPairs = (2 * pairsA * pairsB) / (count * (count - 1));
  return {
    ami: share(information - expected, most - expected),
    ari: share(pairs - expectedPairs, (pairsA + pairsB) / 2 - expectedPairs),
  };
}

type Sizes = ReadonlyMap<number, number>;

function sizesOf(groups: Iterable<number>): Sizes {
  const sizes = new Map<number, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return sizes;
}

/** The mean mutual information of two ways with groups of these sizes, over all ways to fill them: the sum over the
 *  hypergeometric distribution of the overlap of each pair. Groups of one size are taken together. */
function expectedInformation(a: Sizes, b: Sizes, count: number): number {
  const log = logFactorials(count);
  let sum = 0;
  for (const [sizeA, timesA] of sizesOf(a.values())) {
    for (const [sizeB, timesB] of sizesOf(b.values())) {
      const constant = log[sizeA]! + log[sizeB]! + log[count - sizeA]! + log[count - sizeB]! - log[count]!;
      for (let both = Math.max(1, sizeA + sizeB - count); both <= Math.min(sizeA, sizeB); both++) {
        const ways = log[both]! + log[sizeA - both]! + log[sizeB - both]! + log[count - sizeA - sizeB + both]!;
        const information = (both / count) * Math.log((count * both) / (sizeA * sizeB));
        sum += timesA * timesB * information * Math.exp(constant - ways);
      }
    }
  }
  return sum;
}

function logFactorials(most: number): Float64Array {
  const logs = new Float64Array(most + 1);
  for (let n = 2; n <= most; n++) logs[n] = logs[n - 1]! + Math.log(n);
  return logs;
}

function entropyOf(sizes: Sizes, count: number): number {
  let sum = 0;
  for (const size of sizes.values()) sum -= (size / count) * Math.log(size / count);
  return sum;
}

/** Pairs of things in one group. */
function pairsOf(sizes: Sizes): number {
  let sum = 0;
  for (const size of sizes.values()) sum += (size * (size - 1)) / 2;
  return sum;
}

/** Where nothing is left to explain, the two are the same. */
function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}

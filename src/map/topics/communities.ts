/** Communities of a weighted graph by the Leiden algorithm (Traag, Waltman, van Eck 2019), with modularity at a chosen
 *  resolution as its measure. Deterministic: where the paper draws at random, the best choice is taken, and vertices
 *  are visited in order. */

/** An undirected graph whose vertices may stand for several: `mass` is the sum of the weights of their edges, those
 *  among themselves included. */
export interface WeightedGraph {
  readonly count: number;
  /** Edges of vertex i at starts[i] … starts[i + 1], each edge at both ends; edges to itself are left out. */
  readonly starts: Uint32Array;
  readonly targets: Uint32Array;
  readonly weights: Float32Array | Float64Array;
  readonly mass: Float64Array;
}

const MOST_ROUNDS = 20;

export function massOf(starts: Uint32Array, weights: Float32Array): Float64Array {
  const mass = new Float64Array(starts.length - 1);
  for (let i = 0; i < mass.length; i++) {
    for (let edge = starts[i]!; edge < starts[i + 1]!; edge++) mass[i]! += weights[edge]!;
  }
  return mass;
}

/** The community of each vertex, numbered from 0 in the order of their first vertices. A higher resolution gives more
 *  and smaller ones. A vertex without edges is a community of its own, unless `begin`, a partition to set out from, has
 *  it elsewhere. */
export function findCommunities(graph: WeightedGraph, resolution: number, begin?: Uint32Array): Uint32Array {
  const total = graph.mass.reduce((sum, mass) => sum + mass, 0) || 1;
  const density = resolution / total;
  let level = graph;
  const single = Uint32Array.from({ length: graph.count }, (_, i) => i);
  let labels: Uint32Array = begin === undefined ? single : numbered(begin);
  /** The vertex of `level` that each vertex of `graph` is part of. */
  let place: Uint32Array = single.slice();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    labels = numbered(moveVertices(level, labels, density));
    const parts = numbered(refine(level, labels, density));
    const partCount = countOf(parts);
    if (partCount === level.count) break;
    const labelOfPart = new Uint32Array(partCount);
    for (let i = 0; i < level.count; i++) labelOfPart[parts[i]!] = labels[i]!;
    place = place.map((vertex) => parts[vertex]!);
    level = aggregate(level, parts, partCount);
    labels = labelOfPart;
  }
  return numbered(place.map((vertex) => labels[vertex]!));
}

/** One vertex for each label. */
export function aggregate(graph: WeightedGraph, labels: Uint32Array, count: number): WeightedGraph {
  const mass = new Float64Array(count);
  const { order, begins } = groupBy(labels, count);
  const starts = new Uint32Array(count + 1);
  const targets: number[] = [];
  const weights: number[] = [];
  const sums = new Float64Array(count);
  for (let label = 0; label < count; label++) {
    const met: number[] = [];
    for (let at = begins[label]!; at < begins[label + 1]!; at++) {
      const i = order[at]!;
      mass[label]! += graph.mass[i]!;
      for (let edge = graph.starts[i]!; edge < graph.starts[i + 1]!; edge++) {
        const other = labels[graph.targets[edge]!]!;
        if (other === label) continue;
        if (sums[other] === 0) met.push(other);
        sums[other]! += graph.weights[edge]!;
      }
    }
    for (const other of met.sort((a, b) => a - b)) {
      targets.push(other);
      weights.push(sums[other]!);
      sums[other] = 0;
    }
    starts[label + 1] = targets.length;
  }
  return { count, starts, targets: Uint32Array.from(targets), weights: Float64Array.from(weights), mass };
}

/** Vertices in the order of their labels, those of label l at begins[l] … begins[l + 1]. */
export function groupBy(labels: Uint32Array, count: number): { order: Uint32Array; begins: Uint32Array } {
  const begins = new Uint32Array(count + 1);
  for (const label of labels) begins[label + 1]!++;
  for (let l = 0; l < count; l++) begins[l + 1]! += begins[l]!;
  const next = begins.slice();
  const order = new Uint32Array(labels.length);
  for (let i = 0; i < labels.length; i++) order[next[labels[i]!]!++] = i;
  return { order, begins };
}

export function countOf(labels: Uint32Array): number {
  return labels.reduce((most, label) => Math.max(most, label + 1), 0);
}

/** Moves each vertex to the community of the greatest gain, and looks again at the neighbors of those that moved. */
function moveVertices(graph: WeightedGraph, begin: Uint32Array, density: number): Uint32Array {
  const { count, starts, targets, weights, mass } = graph;
  const labels = begin.slice();
  const masses = new Float64Array(count);
  const sizes = new Uint32Array(count); // a vertex without edges has no mass, and yet its label is taken
  for (let i = 0; i < count; i++) {
    masses[labels[i]!]! += mass[i]!;
    sizes[labels[i]!]!++;
  }
  const empty: number[] = [];
  for (let label = count - 1; label >= 0; label--) if (sizes[label] === 0) empty.push(label);
  const links = new Float64Array(count);
  const queue = Uint32Array.from({ length: count }, (_, i) => i);
  const waits = new Uint8Array(count).fill(1);
  let head = 0;
  for (let waiting = count; waiting > 0; waiting--) {
    const i = queue[head]!;
    head = (head + 1) % count;
    waits[i] = 0;
    const own = labels[i]!;
    const met: number[] = [];
    for (let edge = starts[i]!; edge < starts[i + 1]!; edge++) {
      const label = labels[targets[edge]!]!;
      if (links[label] === 0) met.push(label);
      links[label]! += weights[edge]!;
    }
    masses[own]! -= mass[i]!;
    let best = own;
    let most = links[own]! - density * mass[i]! * masses[own]!;
    for (const label of met) {
      const gain = links[label]! - density * mass[i]! * masses[label]!;
      if (gain > most + 1e-12 || (gain > most - 1e-12 && label < best)) {
        best = label;
        most = gain;
      }
    }
    const fresh = empty.at(-1);
    if (most < -1e-12 && fresh !== undefined) {
      best = fresh;
      empty.pop();
    }
    for (const label of met) links[label] = 0;
    masses[best]! += mass[i]!;
    if (best === own) continue;
    labels[i] = best;
    sizes[best]!++;
    if (--sizes[own]! === 0) empty.push(own);
    for (let edge = starts[i]!; edge < starts[i + 1]!; edge++) {
      const other = targets[edge]!;
      if (waits[other] === 1 || labels[other] === best) continue;
      waits[other] = 1;
      queue[(head + waiting - 1) % count] = other;
      waiting++;
    }
  }
  return labels;
}

/** Splits each community into parts that hang together: vertices begin alone and join, once, the part of their
 *  community that gains most, if both are well connected with the rest of it. */
function refine(graph: WeightedGraph, labels: Uint32Array, density: number): Uint32Array {
  const { count, starts, targets, weights, mass } = graph;
  const parts = Uint32Array.from({ length: count }, (_, i) => i);
  const masses = mass.slice();
  const communityMass = new Float64Array(count);
  for (let i = 0; i < count; i++) communityMass[labels[i]!]! += mass[i]!;
  /** Weight between a part and the rest of its community. */
  const outward = new Float64Array(count);
  const sizes = new Uint32Array(count).fill(1);
  for (let i = 0; i < count; i++) {
    for (let edge = starts[i]!; edge < starts[i + 1]!; edge++) {
      if (labels[targets[edge]!] === labels[i]) outward[i]! += weights[edge]!;
    }
  }
  const isWellConnected = (part: number, label: number) =>
    outward[part]! >= density * masses[part]! * (communityMass[label]! - masses[part]!);
  const links = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const label = labels[i]!;
    if (sizes[parts[i]!] !== 1 || !isWellConnected(parts[i]!, label)) continue;
    const met: number[] = [];
    for (let edge = starts[i]!; edge < starts[i + 1]!; edge++) {
      const other = targets[edge]!;
      if (labels[other] !== label) continue;
      const part = parts[other]!;
      if (links[part] === 0) met.push(part);
      links[part]! += weights[edge]!;
    }
    const own = parts[i]!;
    let best = own;
    let most = 0;
    for (const part of met) {
      const gain = links[part]! - density * mass[i]! * masses[part]!;
      if (part !== own && gain > most && isWellConnected(part, label)) {
        best = part;
        most = gain;
      }
    }
    if (best !== own) {
      parts[i] = best;
      masses[best]! += mass[i]!;
      masses[own]! -= mass[i]!;
      sizes[best]!++;
      sizes[own]!--;
      outward[best] = outward[best]! + outward[own]! - 2 * links[best]!;
      outward[own] = 0;
    }
    for (const part of met) links[part] = 0;
  }
  return parts;
}

/** The same labels, numbered from 0 in the order in which they come. */
export function numbered(labels: Uint32Array): Uint32Array {
  const numbers = new Map<number, number>();
  return labels.map((label) => {
    const known = numbers.get(label);
    if (known !== undefined) return known;
    numbers.set(label, numbers.size);
    return numbers.size - 1;
  });
}

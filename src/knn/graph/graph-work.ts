import { dot, type Embeddings, row } from "../../core/index.ts";
import { TopK } from "../top-k.ts";
import { CodesLane, type SharedCodes } from "./codes.ts";
import { NO_NEIGHBOR } from "./knn-graph.ts";
import { keepList, type Lists, offerList } from "./lists.ts";
import { LEAF_SIZE } from "./split.ts";

/** What all threads that build a graph share. The vectors have places in the codes; lists are by place. */
export interface GraphSetup {
  readonly vectors: Embeddings;
  /** Neighbors wanted of each vector. */
  readonly k: number;
  readonly codes: SharedCodes;
  /** The vector at each place. */
  readonly order: Uint32Array;
  /** Vectors around centers, which follow the vectors in the codes: cluster c has the places starts[c] … starts[c + 1]. */
  readonly clusters: { readonly centers: Embeddings; readonly starts: Uint32Array };
  /** The cluster of each vector. */
  readonly nearest: Uint32Array;
  /** How many vectors each vector is compared with at least, cluster by cluster, before rounds begin. */
  readonly probed: number;
  /** Vectors whose lists are known; those after them are new. */
  readonly known: number;
  /** Candidates: those that a round begins with, and those that it leaves. */
  readonly lists: readonly [Lists, Lists];
  /** Places that have place i among their best, at starts[i] … starts[i + 1]. */
  readonly reverse: { readonly starts: Uint32Array; readonly sources: Uint32Array };
}

/** One part of the work, over the places `from` … `to - 1` ("centers": over clusters). `source` says which lists it
 *  begins with; "probe" fills the first. */
export interface GraphJob {
  readonly kind: "fill" | "centers" | "assign" | "probe" | "meet" | "round" | "measure";
  readonly from: number;
  readonly to: number;
  readonly source: 0 | 1;
}

/** Does parts of the work of building a graph; each writes only what belongs to its own places. */
export class GraphWork {
  readonly #setup: GraphSetup;
  readonly #lane: CodesLane;
  readonly #bests: readonly TopK[];
  readonly #best: TopK;
  readonly #seen: Uint32Array;
  #stamp = 0;

  constructor(setup: GraphSetup) {
    this.#setup = setup;
    this.#lane = new CodesLane(setup.codes);
    this.#bests = Array.from({ length: LEAF_SIZE }, () => new TopK(setup.lists[0].width));
    this.#best = new TopK(setup.lists[0].width);
    this.#seen = new Uint32Array(setup.vectors.count);
  }

  do({ kind, from, to, source }: GraphJob): void {
    const { vectors, order, clusters } = this.#setup;
    if (kind === "fill") for (let at = from; at < to; at++) this.#lane.fill(at, row(vectors, order[at]!));
    else if (kind === "centers")
      for (let c = from; c < to; c++) this.#lane.fill(vectors.count + c, row(clusters.centers, c));
    else if (kind === "assign") this.#assign(from, to);
    else if (kind === "probe") this.#probe(from, to);
    else if (kind === "meet") this.#meet(from, to);
    else if (kind === "round") this.#round(from, to, source);
    else this.#measure(from, to, source);
  }

  /** Finds the center nearest to each vector. */
  #assign(from: number, to: number): void {
    const { nearest, order } = this.#setup;
    const best = new Float32Array(to - from).fill(Number.NEGATIVE_INFINITY);
    this.#forEachCenter(from, to, (i, center, similarity) => {
      if (similarity <= best[i]!) return;
      best[i] = similarity;
      nearest[order[from + i]!] = center;
    });
  }

  /** Compares vectors with those of the clusters whose centers are nearest to each. */
  #probe(from: number, to: number): void {
    const { clusters, lists, probed, vectors } = this.#setup;
    const { starts } = clusters;
    const every = probed >= vectors.count;
    const visitors = every ? undefined : this.#visitorsOf(from, to);
    const all = Uint32Array.from({ length: to - from }, (_, i) => from + i);
    for (let cluster = 0; cluster < clusters.centers.count; cluster++) {
      const places = visitors === undefined ? all : visitors[cluster];
      if (places === undefined) continue;
      for (let first = starts[cluster]!; first < starts[cluster + 1]!; first += LEAF_SIZE) {
        this.#compare(from, Uint32Array.from(places), first, Math.min(LEAF_SIZE, starts[cluster + 1]! - first));
      }
    }
    for (let place = from; place < to; place++) keepList(lists[0], place, this.#bests[place - from]!);
  }

  /** Compares known vectors with the new ones, and new ones with all. */
  #meet(from: number, to: number): void {
    const { lists, known, vectors } = this.#setup;
    const places = Uint32Array.from({ length: to - from }, (_, i) => from + i);
    const old = places.filter((place) => place < known);
    const fresh = places.filter((place) => place >= known);
    for (const place of old) offerList(lists[0], place, this.#bests[place - from]!);
    const meetAll = (some: Uint32Array, begin: number) => {
      if (some.length === 0) return;
      for (let first = begin; first < vectors.count; first += LEAF_SIZE) {
        this.#compare(from, some, first, Math.min(LEAF_SIZE, vectors.count - first));
      }
    };
    meetAll(old, known);
    meetAll(fresh, 0);
    for (const place of places) keepList(lists[0], place, this.#bests[place - from]!);
  }

  /** For each cluster the places from among these that are to be compared with it. */
  #visitorsOf(from: number, to: number): number[][] {
    const { clusters, probed } = this.#setup;
    const { count } = clusters.centers;
    const similarities = new Float32Array((to - from) * count);
    this.#forEachCenter(from, to, (i, center, similarity) => {
      similarities[i * count + center] = similarity;
    });
    const visitors: number[][] = Array.from({ length: count }, () => []);
    const nearest = new TopK(Math.min(count, Math.ceil((4 * probed * count) / this.#setup.vectors.count)));
    for (let i = 0; i < to - from; i++) {
      for (let c = 0; c < count; c++) nearest.push(c, similarities[i * count + c]!);
      let met = 0;
      for (const center of nearest.drain().labels) {
        visitors[center]!.push(from + i);
        met += clusters.starts[center + 1]! - clusters.starts[center]!;
        if (met >= probed) break;
      }
    }
    return visitors;
  }

  #forEachCenter(from: number, to: number, visit: (i: number, center: number, similarity: number) => void): void {
    const { clusters, codes, vectors } = this.#setup;
    const places = Uint32Array.from({ length: to - from }, (_, i) => from + i);
    for (let first = 0; first < clusters.centers.count; first += LEAF_SIZE) {
      const count = Math.min(LEAF_SIZE, clusters.centers.count - first);
      const products = this.#lane.tile(places, vectors.count + first, count);
      for (let i = 0; i < places.length; i++) {
        const line = i * this.#lane.line;
        const scale = codes.scales[from + i]!;
        for (let c = 0; c < count; c++) {
          visit(i, first + c, products[line + c]! * scale * codes.scales[vectors.count + first + c]!);
        }
      }
    }
  }

  #compare(from: number, places: Uint32Array, first: number, count: number): void {
    const { scales } = this.#setup.codes;
    const products = this.#lane.tile(places, first, count);
    for (let i = 0; i < places.length; i++) {
      const place = places[i]!;
      const best = this.#bests[place - from]!;
      const scale = scales[place]!;
      if (scale === 0) continue;
      const line = i * this.#lane.line;
      let bar = best.threshold / scale;
      for (let j = 0; j < count; j++) {
        const similarity = products[line + j]! * scales[first + j]!;
        if (similarity < bar || first + j === place) continue;
        best.push(first + j, similarity * scale);
        bar = best.threshold / scale;
      }
    }
  }

  /** Compares each vector with the neighbors of its neighbors, in both directions (NN-descent by Dong, Moses and Li,
   *  2011, in rounds of which each reads only what the one before left). */
  #round(from: number, to: number, source: 0 | 1): void {
    const { lists, k, reverse } = this.#setup;
    const before = lists[source];
    const candidates = new Uint32Array(2 * k * (k + 1));
    for (let i = from; i < to; i++) {
      offerList(before, i, this.#best);
      this.#seeOnly(before, i);
      let count = 0;
      const meet = (other: number) => {
        if (this.#seen[other] === this.#stamp) return;
        this.#seen[other] = this.#stamp;
        candidates[count++] = other;
      };
      const visit = (middle: number) => {
        for (let at = middle * before.width; at < middle * before.width + k; at++) {
          const other = before.neighbors[at]!;
          if (other === NO_NEIGHBOR) break;
          meet(other);
        }
      };
      for (let at = i * before.width; at < i * before.width + k; at++) {
        const middle = before.neighbors[at]!;
        if (middle === NO_NEIGHBOR) break;
        visit(middle);
      }
      for (let at = reverse.starts[i]!; at < reverse.starts[i + 1]!; at++) {
        meet(reverse.sources[at]!);
        visit(reverse.sources[at]!);
      }
      this.#offer(i, candidates.subarray(0, count));
      keepList(lists[source === 0 ? 1 : 0], i, this.#best);
    }
  }

  #offer(i: number, candidates: Uint32Array): void {
    if (candidates.length === 0) return;
    const { scales } = this.#setup.codes;
    const scale = scales[i]!;
    const products = this.#lane.gather(i, candidates);
    for (let at = 0; at < candidates.length; at++) {
      const other = candidates[at]!;
      this.#best.push(other, products[at]! * scale * scales[other]!);
    }
  }

  /** Orders the candidates by their true similarities, equal ones by the numbers of the vectors. */
  #measure(from: number, to: number, source: 0 | 1): void {
    const { lists, vectors, order } = this.#setup;
    const { width, neighbors } = lists[source];
    for (let i = from; i < to; i++) {
      const vector = row(vectors, order[i]!);
      for (let at = i * width; at < (i + 1) * width; at++) {
        const other = neighbors[at]!;
        if (other === NO_NEIGHBOR) break;
        const number = order[other]!;
        this.#best.push(number, dot(vector, row(vectors, number)));
      }
      keepList(lists[source === 0 ? 1 : 0], i, this.#best);
    }
  }

  /** Marks vector i and those in its list, and nothing else. */
  #seeOnly({ width, neighbors }: Lists, i: number): void {
    this.#stamp++;
    this.#seen[i] = this.#stamp;
    for (let at = i * width; at < (i + 1) * width; at++) {
      const other = neighbors[at]!;
      if (other === NO_NEIGHBOR) break;
      this.#seen[other] = this.#stamp;
    }
  }
}

import type { HierarchicalNSW } from "hnswlib-node";
import hnswlib from "hnswlib-node";
import { AppError, messageOf } from "../core/index.ts";
import type { Accept } from "./knn-index.ts";
import type { TopK } from "./top-k.ts";

export interface GraphSettings {
  readonly dimension: number;
  readonly M: number;
  readonly efConstruction: number;
  readonly efSearch: number;
  readonly seed: number;
}

/** Memory for the first vectors is asked for at once, but no more than this: hnswlib dies when it gets none. */
const MOST_AT_ONCE = 1 << 20;
const LEAST_ROOM = 256;
const VACANT = 0;

/** A graph of labelled unit vectors, none of them zero (a zero vector has no direction to be found in).
 *
 *  hnswlib knows the vectors by slot, in order of arrival. A replaced or removed vector leaves a vacant slot: it is
 *  still walked through but never found. Once most slots are vacant the graph is built anew, so that memory and time
 *  stay in proportion to the vectors there are. (hnswlib can also move a vector within the graph: that takes eight
 *  times as long.) */
export class HnswGraph {
  readonly settings: GraphSettings;
  #native: HierarchicalNSW;
  /** Label of each slot, or VACANT. */
  #labels: Uint32Array;
  #used = 0;
  readonly #slotOf = new Map<number, number>();

  constructor(settings: GraphSettings, capacity: number) {
    this.settings = settings;
    const room = Math.min(MOST_AT_ONCE, Math.max(LEAST_ROOM, capacity));
    this.#native = createNative(settings, room);
    this.#labels = new Uint32Array(room);
  }

  /** A graph from the file that `write` wrote and the labels of its slots. Throws AppError("damaged-file"). */
  static read(path: string, labels: Uint32Array, settings: GraphSettings): HnswGraph {
    const graph = new HnswGraph(settings, 0);
    try {
      graph.#native.readIndexSync(path);
    } catch (error) {
      throw new AppError("damaged-file", `hnswlib could not read ${path}: ${messageOf(error)}`, { cause: error });
    }
    graph.#native.setEf(settings.efSearch);
    if (graph.#native.getCurrentCount() !== labels.length) {
      const got = graph.#native.getCurrentCount();
      throw new AppError("damaged-file", `Expected ${labels.length} vectors in ${path}, got ${got}.`);
    }
    graph.#labels = labels;
    graph.#used = labels.length;
    for (const [slot, label] of labels.entries()) if (label !== VACANT) graph.#slotOf.set(label, slot);
    return graph;
  }

  get count(): number {
    return this.#slotOf.size;
  }

  /** Labels of the slots in use, 0 for a vacant one. */
  get slots(): Uint32Array {
    return this.#labels.subarray(0, this.#used);
  }

  has(label: number): boolean {
    return this.#slotOf.has(label);
  }

  labels(): Iterable<number> {
    return this.#slotOf.keys();
  }

  set(label: number, vector: Float32Array): void {
    this.#makeRoom();
    const slot = this.#used;
    try {
      this.#native.addPoint(Array.from(vector), slot);
    } catch (error) {
      throw new AppError("storage-failed", `hnswlib could not add a vector: ${messageOf(error)}`, { cause: error });
    }
    this.#used++;
    this.delete(label);
    this.#labels[slot] = label;
    this.#slotOf.set(label, slot);
  }

  delete(label: number): boolean {
    const slot = this.#slotOf.get(label);
    if (slot === undefined) return false;
    this.#native.markDelete(slot);
    this.#labels[slot] = VACANT;
    return this.#slotOf.delete(label);
  }

  /** Offers the nearest accepted vectors to `top`. */
  search(query: Float32Array, top: TopK, accept?: Accept): void {
    if (this.count === 0) return;
    const thrown: unknown[] = []; // hnswlib aborts the process when a filter throws
    const acceptSlot = (slot: number): boolean => {
      try {
        return thrown.length > 0 || accept?.(this.#labels[slot]!) === true; // once it threw: end the walk soon
      } catch (error) {
        thrown.push(error);
        return true;
      }
    };
    const { neighbors, distances } = this.#native.searchKnn(
      Array.from(query),
      Math.min(top.limit, this.count),
      accept && acceptSlot,
    );
    if (thrown.length > 0) throw thrown[0];
    for (const [i, slot] of neighbors.entries()) top.push(this.#labels[slot]!, 1 - distances[i]!);
  }

  /** Writes the graph in hnswlib's own format, in which vacant slots are marked. Errors of the disk go unnoticed. */
  write(path: string): void {
    this.#native.writeIndexSync(path);
  }

  #makeRoom(): void {
    if (this.#used - this.count > this.count) this.#rebuild();
    const room = this.#native.getMaxElements();
    if (this.#used >= this.#labels.length) {
      const grown = new Uint32Array(Math.max(room, LEAST_ROOM, Math.ceil(this.#used * 1.5)));
      grown.set(this.#labels);
      this.#labels = grown;
    }
    if (this.#used < room) return;
    try {
      this.#native.resizeIndex(this.#labels.length);
    } catch (error) {
      throw new AppError("storage-failed", `hnswlib found no memory: ${messageOf(error)}`, { cause: error });
    }
  }

  /** Builds the graph anew from the vectors that are left, in their order. */
  #rebuild(): void {
    const former = this.#native;
    const labels = this.slots.filter((label) => label !== VACANT);
    const room = Math.max(LEAST_ROOM, Math.ceil(labels.length * 1.5));
    this.#native = createNative(this.settings, room);
    this.#labels = new Uint32Array(room);
    this.#labels.set(labels);
    this.#used = labels.length;
    for (const [slot, label] of labels.entries()) {
      this.#native.addPoint(former.getPoint(this.#slotOf.get(label)!), slot);
      this.#slotOf.set(label, slot);
    }
    former.initIndex(1); // frees its memory now; the collector does not know how much it is
  }
}

function createNative({ dimension, M, efConstruction, efSearch, seed }: GraphSettings, room: number): HierarchicalNSW {
  const native = new hnswlib.HierarchicalNSW("ip", dimension);
  native.initIndex(room, M, efConstruction, seed);
  native.setEf(efSearch);
  return native;
}

/** Frames that come slower than this while the map moves are drawn more coarsely. */
const SLOW_MS = 42;
/** So many points are always drawn. */
const LEAST_POINTS = 25_000;
const MOST_EVERY = 32;

/** Finds how coarsely to draw while the map moves, so that it moves smoothly where the GPU is slow or none. */
export class Pace {
  #every = 1;
  #before: number | undefined;
  #intervalMs = 0;

  /** Only every n-th point has to be drawn in the frame at `now` milliseconds. */
  everyAt(now: number, isMoving: boolean, count: number): number {
    if (!isMoving) {
      this.#before = undefined;
      return 1;
    }
    if (this.#before === undefined) {
      // Another try at more detail with each new movement.
      this.#every = Math.max(1, this.#every / 2);
      this.#intervalMs = SLOW_MS / 2;
    } else {
      this.#intervalMs += 0.35 * (now - this.#before - this.#intervalMs);
    }
    this.#before = now;
    if (this.#intervalMs > SLOW_MS) {
      this.#every = Math.min(MOST_EVERY, 2 * this.#every);
      this.#intervalMs = SLOW_MS / 2;
    }
    return Math.max(1, Math.min(this.#every, Math.floor(count / LEAST_POINTS)));
  }
}

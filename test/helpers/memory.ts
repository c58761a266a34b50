import { setImmediate as nextTurn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Bytes of this process that something still refers to, in the JavaScript heap and in array buffers: what is left
 *  after everything else has been collected, however rarely that would happen by itself. */
export async function liveBytes(): Promise<number> {
  for (let i = 0; i < ROUNDS; i++) {
    collectGarbage();
    await nextTurn(); // finalizers, and the sweeping of array buffers, come after the collection
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const ROUNDS = 2;

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

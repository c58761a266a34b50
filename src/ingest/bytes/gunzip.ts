import { createGunzip, type Gunzip } from "node:zlib";
import { AppError, messageOf } from "../../core/index.ts";

const MAGIC = Buffer.from([0x1f, 0x8b]);
/** Compressed bytes given to zlib at a time: deflate grows at most a thousandfold, so a hostile file cannot fill memory. */
const STEP_BYTES = 1 << 15;
const OUTPUT_BYTES = 1 << 18;

export function isGzip(head: Buffer): boolean {
  return head.subarray(0, MAGIC.length).equals(MAGIC);
}

/** The decompressed bytes of one or more gzip members. Everything that can be decompressed is given out before
 *  AppError("bad-input") says that the data is cut off or damaged. */
export async function* gunzipped(compressed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: OUTPUT_BYTES });
  const outputs: Buffer[] = [];
  gunzip.on("data", (output: Buffer) => outputs.push(output));
  gunzip.on("error", () => {}); // each step below listens for itself; an error between two steps shows at the next
  try {
    for await (const chunk of compressed) {
      for (let at = 0; at < chunk.length; at += STEP_BYTES) {
        const working = step(gunzip, (done) => gunzip.write(chunk.subarray(at, at + STEP_BYTES), done));
        yield* outputs.splice(0); // read the last outputs while zlib works on the next in a thread of its own
        await working;
      }
    }
    await step(gunzip, (done) => gunzip.once("end", done).end()); // the callback of end() comes before the last check
    yield* outputs.splice(0);
  } catch (error) {
    yield* outputs.splice(0);
    throw error;
  } finally {
    gunzip.destroy();
  }
}

/** One call that zlib answers through a callback or an error event. */
function step(gunzip: Gunzip, call: (done: (error?: Error | null) => void) => void): Promise<void> {
  const finished = new Promise<void>((resolve, reject) => {
    const failed = (error: Error) => reject(damage(error));
    gunzip.once("error", failed);
    call((error) => {
      if (error) return failed(error);
      gunzip.off("error", failed);
      resolve();
    });
  });
  finished.catch(() => {}); // it may fail while the reader is busy with earlier outputs; it is awaited after them
  return finished;
}

function damage(error: Error): AppError {
  const cutOff = "code" in error && error.code === "Z_BUF_ERROR";
  const reason = cutOff
    ? "The gzip data is cut off: its end is missing."
    : `The gzip data is damaged: ${messageOf(error)}.`;
  return new AppError("bad-input", reason, { cause: error });
}

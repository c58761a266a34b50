import { createGunzip, createInflateRaw, type Gunzip, type InflateRaw } from "node:zlib";
import { AppError, messageOf } from "../../core/index.ts";

const MAGIC = Buffer.from([0x1f, 0x8b]);
/** Compressed bytes given to zlib at a time: deflate grows at most a thousandfold, so a hostile file cannot fill memory. */
const STEP_BYTES = 1 << 15;
const OUTPUT_BYTES = 1 << 18;
/** Text grows tenfold or so. What grows more than this, beyond a size that does no harm, is made to keep others busy. */
const MAX_GROWTH = 200;
const HARMLESS_BYTES = 1 << 26;

export function isGzip(head: Buffer): boolean {
  return head.subarray(0, MAGIC.length).equals(MAGIC);
}

/** The decompressed bytes of one or more gzip members. Everything that can be decompressed is given out before
 *  AppError("bad-input") says that the data is cut off or damaged, or that it grows beyond all measure. */
export function gunzipped(compressed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  return inflated(createGunzip({ chunkSize: OUTPUT_BYTES }), compressed, "gzip");
}

/** The decompressed bytes of a deflate stream without header, as ZIP archives hold it; otherwise as `gunzipped`. */
export function inflatedRaw(compressed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  return inflated(createInflateRaw({ chunkSize: OUTPUT_BYTES }), compressed, "ZIP");
}

async function* inflated(
  engine: Gunzip | InflateRaw,
  compressed: AsyncIterable<Buffer>,
  kind: "gzip" | "ZIP",
): AsyncGenerator<Buffer> {
  const outputs: Buffer[] = [];
  let taken = 0;
  let given = 0;
  engine.on("data", (output: Buffer) => {
    outputs.push(output);
    given += output.length;
  });
  engine.on("error", () => {}); // each step below listens for itself; an error between two steps shows at the next
  try {
    for await (const chunk of compressed) {
      for (let at = 0; at < chunk.length; at += STEP_BYTES) {
        if (engine.readableEnded) break;
        const part = chunk.subarray(at, at + STEP_BYTES);
        const working = step(engine, kind, (done) => engine.write(part, done));
        yield* outputs.splice(0); // read the last outputs while zlib works on the next in a thread of its own
        await working;
        taken += part.length;
        if (given > HARMLESS_BYTES && given > taken * MAX_GROWTH) throw new AppError("bad-input", tooMuch(kind));
      }
    }
    // The callback of end() comes before the last check. A deflate stream may have ended before its bytes did.
    if (!engine.readableEnded) await step(engine, kind, (done) => engine.once("end", done).end());
    yield* outputs.splice(0);
  } catch (error) {
    yield* outputs.splice(0);
    throw error;
  } finally {
    engine.destroy();
  }
}

/** One call that zlib answers through a callback or an error event. */
function step(
  engine: Gunzip | InflateRaw,
  kind: string,
  call: (done: (error?: Error | null) => void) => void,
): Promise<void> {
  const finished = new Promise<void>((resolve, reject) => {
    const failed = (error: Error) => reject(damage(error, kind));
    engine.once("error", failed);
    call((error) => {
      if (error) return failed(error);
      engine.off("error", failed);
      resolve();
    });
  });
  finished.catch(() => {}); // it may fail while the reader is busy with earlier outputs; it is awaited after them
  return finished;
}

function damage(error: Error, kind: string): AppError {
  const cutOff = "code" in error && error.code === "Z_BUF_ERROR";
  const reason = cutOff
    ? `The ${kind} data is cut off: its end is missing.`
    : `The ${kind} data is damaged: ${messageOf(error)}.`;
  return new AppError("bad-input", reason, { cause: error });
}

function tooMuch(kind: string): string {
  const limit = `${MAX_GROWTH} times its size`;
  return `The ${kind} data grows to more than ${HARMLESS_BYTES >> 20} MiB and ${limit}: it is no text, and the rest of it is not read.`;
}

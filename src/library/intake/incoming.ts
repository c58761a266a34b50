import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { AppError, messageOf } from "../../core/index.ts";

/** What is written beside a file that has come in whole. */
export interface Manifest {
  readonly name: string;
  readonly kind: "file" | "text";
  readonly createdAt: string;
  /** How often it was begun to read it: a file that ends the program is not tried for ever. */
  readonly attempts: number;
}

export interface Leftover extends Manifest {
  readonly job: string;
  readonly bytes: number;
}

const MANIFEST = "job.json";
const CONTENT = "content";

/** The folder in which files wait until they have been read: one folder for each job, so that no name of a reader's file
 *  becomes a name here. */
export class Incoming {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Where the content of a job lies. */
  content(job: string): string {
    return join(this.#folder, job, CONTENT);
  }

  /** Writes what comes and returns its size. Throws AppError "too-large" beyond `limit` bytes, "storage-failed", or
   *  what the content throws; nothing is left behind then. */
  async write(job: string, content: AsyncIterable<Uint8Array>, limit: number): Promise<number> {
    let size = 0;
    const counted = async function* () {
      for await (const chunk of content) {
        size += chunk.length;
        if (size > limit) throw tooLarge(limit);
        yield chunk;
      }
    };
    try {
      mkdirSync(join(this.#folder, job), { recursive: true });
      await pipeline(counted, createWriteStream(this.content(job)));
      return size;
    } catch (error) {
      this.remove(job);
      if (error instanceof AppError) throw error;
      throw notKept(error);
    }
  }

  /** Says that a job's content is whole, so that another process can read it should this one end. Throws AppError
   *  "storage-failed". */
  seal(job: string, manifest: Manifest): void {
    const path = join(this.#folder, job, MANIFEST);
    try {
      writeFileSync(`${path}.tmp`, JSON.stringify(manifest));
      renameSync(`${path}.tmp`, path);
    } catch (error) {
      throw notKept(error);
    }
  }

  remove(job: string): void {
    rmSync(join(this.#folder, job), { recursive: true, force: true });
  }

  /** What earlier processes left whole, the oldest first; the rest of what they left is removed. What belongs to another
   *  process that is still running stays with it: `isForeign` tells by the job's id. */
  leftovers(isForeign: (job: string) => boolean): Leftover[] {
    if (!existsSync(this.#folder)) return [];
    const found: Leftover[] = [];
    for (const job of readdirSync(this.#folder).sort()) {
      if (isForeign(job)) continue;
      const manifest = this.#manifest(job);
      if (manifest === undefined) this.remove(job);
      else found.push({ ...manifest, job, bytes: statSync(this.content(job)).size });
    }
    return found;
  }

  #manifest(job: string): Manifest | undefined {
    try {
      if (!existsSync(this.content(job))) return undefined;
      return JSON.parse(readFileSync(join(this.#folder, job, MANIFEST), "utf8")) as Manifest; // written by seal
    } catch {
      return undefined; // none, or cut off as the process ended
    }
  }
}

function tooLarge(limit: number): AppError {
  const gibibytes = (limit / 2 ** 30).toLocaleString("en-US", { maximumFractionDigits: 1 });
  return new AppError(
    "too-large",
    `Expected at most ${gibibytes} GiB, this is more. Read it with: orrery ingest <file> --library <folder>`,
  );
}

function notKept(error: unknown): AppError {
  return new AppError("storage-failed", `Could not keep what came in: ${messageOf(error)}.`, { cause: error });
}

/** A folder that all files of one run of the suite share, gone when the run ends. */
import { mkdirSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** Path of the shared folder. */
    readonly scratch: string;
  }
}

const POLL_MS = 50;

/** The folder `name` with what `make` has put there: made by whichever test file asks first in this run, while others
 *  that ask wait for it. Nobody writes to it afterwards. Rejects for all of them when making it has failed. */
export async function madeOnce(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(inject("scratch"), name);
  const outcome = `${folder}.outcome`;
  if (claim(folder)) {
    const failure = await make(folder).then(
      () => "",
      (error: unknown) => `Could not make ${name}: ${error}`,
    );
    writeFileSync(outcome, failure, { flush: true });
  }
  for (;;) {
    const failure = await readFile(outcome, "utf8").catch(() => undefined);
    if (failure === "") return folder;
    if (failure !== undefined) throw new Error(failure);
    await sleep(POLL_MS);
  }
}

function claim(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false; // another file makes it, or has made it
  }
}

import { counted } from "../../core/index.ts";
import { openLibrary } from "../environment.ts";
import type { CommonOptions } from "../options.ts";
import type { Output } from "../output.ts";

/** Removes papers from the library for good. */
export async function remove(ids: readonly string[], options: CommonOptions, output: Output): Promise<number> {
  const library = openLibrary(options, output);
  try {
    const removed = await library.remove(ids);
    if (options.json) output.json({ removed });
    else output.line(`${counted(removed, "paper")} removed.`);
    return 0;
  } finally {
    await library.close();
  }
}

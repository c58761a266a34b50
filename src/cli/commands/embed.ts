import { createInterface } from "node:readline";
import { row } from "../../core/index.ts";
import { openModel } from "../environment.ts";
import type { ModelOptions } from "../options.ts";
import type { Output } from "../output.ts";

export interface EmbedCommandOptions extends ModelOptions {
  readonly library?: string;
  readonly json?: boolean;
  readonly role: "query" | "passage";
}

/** Embeds each line of stdin: with --json one document, otherwise one line of numbers for each line. */
export async function embed(options: EmbedCommandOptions, output: Output): Promise<number> {
  const model = await openModel(options);
  try {
    const lines: string[] = [];
    for await (const line of createInterface({ input: output.input, crlfDelay: Number.POSITIVE_INFINITY }))
      lines.push(line);
    const embeddings = await model.embed(lines, options.role);
    const vectors = lines.map((_, i) => Array.from(row(embeddings, i)));
    if (options.json) output.json({ model: model.id, dimension: model.dimension, vectors });
    else for (const vector of vectors) output.line(vector.map((value) => value.toFixed(6)).join(" "));
    return 0;
  } finally {
    await model.close();
  }
}

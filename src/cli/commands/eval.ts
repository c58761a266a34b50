import { evaluate, type Quality } from "../../library/index.ts";
import { openModel } from "../environment.ts";
import type { ModelOptions } from "../options.ts";
import { number, type Output } from "../output.ts";

export interface EvalCommandOptions extends ModelOptions {
  readonly library?: string;
  readonly json?: boolean;
}

/** Measures each search mode against the judgements in a folder. */
export async function evaluateFolder(folder: string, options: EvalCommandOptions, output: Output): Promise<number> {
  const model = await openModel(options);
  try {
    const result = await evaluate(folder, model);
    if (options.json) {
      output.json(result);
      return 0;
    }
    output.line(`${folder}: ${number(result.queries)} queries over ${number(result.papers)} papers, ${result.model}`);
    output.line(
      `${"".padEnd(9)}${["nDCG@10", "recall@10", "recall@100", "MRR@10"].map((name) => name.padStart(12)).join("")}`,
    );
    const modes: [string, Quality][] = [
      ["lexical", result.lexical],
      ["semantic", result.semantic],
      ["hybrid", result.hybrid],
    ];
    for (const [name, { ndcg10, recall10, recall100, mrr10 }] of modes) {
      output.line(
        `${name.padEnd(9)}${[ndcg10, recall10, recall100, mrr10].map((value) => value.toFixed(4).padStart(12)).join("")}`,
      );
    }
    return 0;
  } finally {
    await model.close();
  }
}

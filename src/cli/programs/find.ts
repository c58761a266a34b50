import type { Command } from "commander";
import { MAX_RESULTS } from "../../library/index.ts";
import { explain } from "../commands/explain.ts";
import { related, search } from "../commands/search.ts";
import { wholeNumber } from "../options.ts";
import { examples, modeOption, type Run, sortOption, withFilters, withLibrary, withModel } from "./shared-options.ts";

/** Adds the commands that find papers, and say why. */
export function addFindCommands(program: Command, run: Run): void {
  withFilters(withModel(withLibrary(program.command("search"))))
    .description('Find papers: words, a question, "exact phrases" and -exclusions.')
    .argument("<query...>", "what to look for (put it after -- when it begins with a minus)")
    .addOption(modeOption())
    .option("-k <count>", `how many hits, up to ${MAX_RESULTS}`, wholeNumber(1, MAX_RESULTS), 10)
    .option("--offset <count>", "how many hits to skip", wholeNumber(0, 1_000_000), 0)
    .addOption(sortOption())
    .addHelpText(
      "after",
      examples([
        "orrery search how do transformers learn in context",
        "orrery search '\"tensor networks\" -quantum' --from 2020 -k 20",
        "orrery search protein design --mode semantic --category 'q-bio.*' --json",
      ]),
    )
    .action(run((output, words: string[], options) => search(words, options, output)));

  withFilters(withLibrary(program.command("related")))
    .description("Show the papers nearest in meaning to a paper.")
    .argument("<id>", "the paper's id, arXiv id or DOI")
    .option("-k <count>", `how many papers, up to ${MAX_RESULTS}`, wholeNumber(1, MAX_RESULTS), 10)
    .addHelpText("after", examples(["orrery related 2401.00001", "orrery related sample-001 -k 5 --json"]))
    .action(run((output, id: string, options) => related(id, options, output)));

  withLibrary(program.command("explain"))
    .description("Say why two papers are alike in meaning, or why a paper answers a query.")
    .argument("<a>", "id of a paper; with --query, words or a question")
    .argument("<b>", "id of the other paper")
    .option("--query", "take the first argument for a query")
    .addHelpText(
      "after",
      examples(["orrery explain 2401.00001 2402.00002", 'orrery explain --query "graph kernels" 2401.00001 --json']),
    )
    .action(run((output, a: string, b: string, options) => explain(a, b, options, output)));
}

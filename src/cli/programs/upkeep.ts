import { type Command, Option } from "commander";
import { doctor } from "../commands/doctor.ts";
import { embed } from "../commands/embed.ts";
import { evaluateFolder } from "../commands/eval.ts";
import { grade } from "../commands/grade.ts";
import { serve } from "../commands/serve.ts";
import { stats } from "../commands/stats.ts";
import { wholeNumber } from "../options.ts";
import { examples, type Run, withLibrary, withModel, withModelOf } from "./shared-options.ts";

const DEFAULT_PORT = 7070;

/** Adds the commands that open a library, and say how it is. */
export function addUpkeepCommands(program: Command, run: Run): void {
  withModel(withLibrary(program.command("serve")))
    .description("Open the explorer in the browser. An empty library is first filled with the bundled sample.")
    .option("-p, --port <port>", "port to listen on; 0 takes any free one", wholeNumber(0, 65_535), DEFAULT_PORT)
    .option("--host <address>", "address to listen on; the default answers this machine only", "127.0.0.1")
    .addOption(
      new Option("--writes <from>", "who may change lists and papers: this machine, all who reach it, or nobody")
        .choices(["local", "all", "none"])
        .default("local"),
    )
    .option("--no-sample", "leave an empty library empty")
    .addOption(
      new Option("--sync <minutes>", "ask the subscriptions for what is new every so many minutes, 10 to 10,080")
        .argParser(wholeNumber(10, 10_080))
        .conflicts("offline"),
    )
    .option("--offline", "never ask arXiv for papers, not even when a reader wants that")
    .addHelpText("after", examples(["orrery serve", "orrery serve --library arxiv --port 8080"]))
    .action(run((output, options) => serve(options, output)));

  withLibrary(program.command("stats"))
    .description("Say what the library holds.")
    .addHelpText("after", examples(["orrery stats", "orrery stats --library arxiv --json"]))
    .action(run((output, options) => stats(options, output)));

  withLibrary(program.command("doctor"))
    .description("Examine program and library, and say what is wrong.")
    .addHelpText("after", examples(["orrery doctor", "orrery doctor --library arxiv"]))
    .action(run((output, options) => doctor(options, output)));

  withModel(program.command("eval"))
    .description("Grade the library on its own papers, or measure each search mode against relevance judgements.")
    .argument("[folder]", "judgements: corpus.jsonl(.gz), queries.jsonl(.gz) and qrels.tsv")
    .option("--library <folder>", "library to grade (index unless named); with judgements, the one whose model to use")
    .option("--json", "print one JSON document and nothing else")
    .addHelpText(
      "after",
      examples(["orrery eval", "orrery eval --library arxiv --json", "orrery eval judgements/scifact --dimension 256"]),
    )
    .action(
      run((output, folder: string | undefined, options) =>
        folder === undefined ? grade(options, output) : evaluateFolder(folder, options, output),
      ),
    );

  withModel(withModelOf(program.command("embed")))
    .description("Embed each line of standard input.")
    .addOption(new Option("--role <role>", "what the lines are").choices(["query", "passage"]).default("passage"))
    .addHelpText("after", examples(['echo "graph neural networks" | orrery embed --dimension 128 --json']))
    .action(run((output, options) => embed(options, output)));
}

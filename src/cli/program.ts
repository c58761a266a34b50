import { Argument, Command, Option } from "commander";
import { MAX_RESULTS } from "../library/index.ts";
import { daily } from "./commands/daily.ts";
import { doctor } from "./commands/doctor.ts";
import { embed } from "./commands/embed.ts";
import { evaluateFolder } from "./commands/eval.ts";
import { explain } from "./commands/explain.ts";
import { EXPORT_FORMATS, exportPapers } from "./commands/export.ts";
import { grade } from "./commands/grade.ts";
import { ingest } from "./commands/ingest.ts";
import { MAP_ACTIONS, MAP_FORMATS, map, topics } from "./commands/map.ts";
import { remove } from "./commands/remove.ts";
import { related, search, show } from "./commands/search.ts";
import { serve } from "./commands/serve.ts";
import { stats } from "./commands/stats.ts";
import { addDuplicatesCommand } from "./duplicates-program.ts";
import { collect, columnOf, listingDay, MODEL_POOLINGS, wholeNumber } from "./options.ts";
import { createOutput, type Output } from "./output.ts";
import { addReadingCommands } from "./reading-program.ts";
import { addRecommendCommand } from "./recommend-program.ts";
import { addDigestCommand, addSavedCommand } from "./saved-program.ts";
import { addSyncCommand } from "./sync-program.ts";

export interface ProgramHooks {
  readonly version: string;
  readonly now: () => number;
  /** Receives the exit code of the command that ran. */
  readonly onExit: (code: number) => void;
}

const DEFAULT_PORT = 7070;
const YEARS = [1000, 2999] as const;

/** The command line of Orrery. Wrong usage throws CommanderError; commands throw AppError. */
export function createProgram(hooks: ProgramHooks): Command {
  const program = new Command("orrery");
  program
    .description("A local-first explorer of research papers by meaning.")
    .version(hooks.version)
    .showHelpAfterError("(orrery --help tells more)")
    .exitOverride()
    .addHelpText(
      "after",
      examples([
        "npm start",
        'npx orrery search "equivariant networks for molecules"',
        "npx orrery ingest papers.jsonl.gz --library ~/papers",
      ]),
    );

  const run =
    <Arguments extends unknown[]>(work: (output: Output, ...args: Arguments) => Promise<number>) =>
    async (...args: Arguments) => {
      const options = args.find((each): each is Arguments[number] & { quiet?: boolean } => isOptions(each));
      const output = createOutput({ quiet: options?.quiet ?? false, now: hooks.now });
      try {
        hooks.onExit(await work(output, ...args));
      } finally {
        output.endProgress();
      }
    };

  withModel(withLibrary(program.command("ingest")))
    .description(
      "Read papers into the library: BibTeX, RIS, CSL-JSON, CSV, PubMed XML, Atom, RSS, JSON Lines, and JSON of Hugging Face, arXiv, OpenAlex and Semantic Scholar; plain, gzip or ZIP.",
    )
    .argument("<inputs...>", "files, folders, web addresses, or - for standard input")
    .option("--source <label>", "label to keep the papers under, instead of the file's name")
    .option("--map <field=column>", "read a field from this column or key; may be repeated", columnOf)
    .option("--follow <host>", "another host that may be asked when a redirect leads there; may be repeated", collect)
    .option("--private", "the host of an address may lie in a private network though its name does not say so")
    .option("--re-embed", "allow another model than the library's: all papers are embedded anew")
    .addHelpText(
      "after",
      examples([
        "orrery ingest saved-pages/",
        "orrery ingest arxiv.jsonl.gz --library arxiv",
        "zcat dump.gz | orrery ingest - --source dump",
        "orrery ingest table.csv --map title=Name --map abstract=Notes",
        "orrery ingest https://arxiv.org/abs/1706.03762",
      ]),
    )
    .action(run((output, inputs: string[], options) => ingest(inputs, options, output)));

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
  withFilters(withModel(withFolder(program.command("export"))))
    .description("Write papers for reference managers, spreadsheets and documents.")
    .argument("[query...]", "whose hits to write; without it and --id, all papers that pass the filters")
    .addOption(new Option("-f, --format <format>", "what to write").choices(EXPORT_FORMATS).default("bibtex"))
    .option("--id <id>", "a paper to write, by its id, arXiv id or DOI; may be repeated", collect)
    .option("-k <count>", `how many papers at most, up to ${MAX_RESULTS}`, wholeNumber(1, MAX_RESULTS), MAX_RESULTS)
    .addOption(modeOption())
    .addOption(sortOption())
    .option("-o, --output <file>", "where to write, instead of standard output")
    .addHelpText(
      "after",
      examples([
        "orrery export --id 2401.00001 --id 2401.00002",
        "orrery export tensor networks -k 50 --format ris -o tensor-networks.ris",
        "orrery export --topic t12 --from 2020 --format csv -o topic.csv",
      ]),
    )
    .action(run((output, words: string[], options) => exportPapers(words, options, output)));

  withLibrary(program.command("map"))
    .description("Lay out the topic map, bring it in step with the papers, or write it for other programs.")
    .addArgument(
      new Argument(
        "[action]",
        "update places new papers, build starts anew, refit lays all out again like it was, export writes a file",
      )
        .choices(MAP_ACTIONS)
        .default("update"),
    )
    .addOption(new Option("--format <format>", "what export writes").choices(MAP_FORMATS).default("svg"))
    .option("-o, --output <file>", "where export writes, instead of standard output")
    .addHelpText(
      "after",
      examples(["orrery map", "orrery map refit --library arxiv", "orrery map export --format svg -o map.svg"]),
    )
    .action(run((output, action: (typeof MAP_ACTIONS)[number], options) => map(action, options, output)));

  withLibrary(program.command("topics"))
    .description("List the topics of the map, or show one.")
    .argument("[id]", "id of a topic, for example t12")
    .option("--level <level>", "list no deeper levels than this; 0 is the top", wholeNumber(0, 99))
    .addHelpText("after", examples(["orrery topics --level 1", "orrery topics t12", "orrery topics --json"]))
    .action(run((output, id: string | undefined, options) => topics(id, options, output)));

  withLibrary(program.command("daily"))
    .description("List the days on which papers were listed, or show the papers of one.")
    .argument("[period]", "a day, week or month: 2024-05-01, 2024-W18, 2024-05; --05-01 where pages name no year")
    .addOption(new Option("--by <length>", "what to list").choices(["day", "week", "month"]).default("day"))
    .option("-k <count>", "how many papers to show", wholeNumber(1, 1000), 200)
    .option("--offset <count>", "how many papers to skip", wholeNumber(0, 1_000_000), 0)
    .addHelpText(
      "after",
      examples(["orrery daily --by week", "orrery daily 2024-05-01", "orrery daily --json -- --05-01"]),
    )
    .action(run((output, period: string | undefined, options) => daily(period, options, output)));

  withLibrary(program.command("show"))
    .description("Show one paper with all that is known of it.")
    .argument("<id>", "the paper's id, arXiv id or DOI")
    .addHelpText("after", examples(["orrery show sample-001", "orrery show https://arxiv.org/abs/2401.00001v2"]))
    .action(run((output, id: string, options) => show(id, options, output)));

  withLibrary(program.command("remove"))
    .description("Remove papers from the library for good.")
    .argument("<ids...>", "ids of the papers")
    .addHelpText("after", examples(["orrery remove 2401.00001"]))
    .action(run((output, ids: string[], options) => remove(ids, options, output)));

  withModel(withModelOf(program.command("embed")))
    .description("Embed each line of standard input.")
    .addOption(new Option("--role <role>", "what the lines are").choices(["query", "passage"]).default("passage"))
    .addHelpText("after", examples(['echo "graph neural networks" | orrery embed --dimension 128 --json']))
    .action(run((output, options) => embed(options, output)));

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

  addReadingCommands(program, { run, withLibrary, examples });
  addRecommendCommand(program, { run, withLibrary, examples });
  addDigestCommand(program, { run, withLibrary: (command) => withModel(withLibrary(command)), examples });
  addDuplicatesCommand(program, { run, withLibrary, examples });
  addSavedCommand(program, { run, withLibrary, examples }, (command) =>
    withFilters(withModel(command.addOption(modeOption()).addOption(sortOption()))),
  );

  addSyncCommand(program, { run, withLibrary: (command) => withModel(withLibrary(command)), examples });

  withLibrary(program.command("stats"))
    .description("Say what the library holds.")
    .addHelpText("after", examples(["orrery stats", "orrery stats --library arxiv --json"]))
    .action(run((output, options) => stats(options, output)));

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

  withLibrary(program.command("doctor"))
    .description("Examine program and library, and say what is wrong.")
    .addHelpText("after", examples(["orrery doctor", "orrery doctor --library arxiv"]))
    .action(run((output, options) => doctor(options, output)));

  return program;
}

function withLibrary(command: Command): Command {
  return withFolder(command).option("--json", "print one JSON document and nothing else");
}

/** For commands that print no answer of their own. */
function withFolder(command: Command): Command {
  return command.option("--library <folder>", "folder of the library", "index").option("-q, --quiet", "no progress");
}

/** For commands that need no library of their own. */
function withModelOf(command: Command): Command {
  return command
    .option("--library <folder>", "use the model that this library was built with")
    .option("--json", "print one JSON document and nothing else");
}

function withModel(command: Command): Command {
  return command
    .option("--model <name>", "sentence model: a name in models/, a folder, or a hub id")
    .option(
      "--dimension <count>",
      "use so many numbers of each vector (bundled model: 512, 256 or 128)",
      wholeNumber(1, 65_536),
    )
    .addOption(new Option("--pooling <kind>", "how token vectors become one").choices(MODEL_POOLINGS))
    .option("--query-prefix <text>", "text that the model wants before a query")
    .option("--passage-prefix <text>", "text that the model wants before a paper")
    .option("--allow-download", "fetch a hub model that is not on this machine");
}

function withFilters(command: Command): Command {
  return command
    .option("--from <year>", "first year", wholeNumber(...YEARS))
    .option("--to <year>", "last year", wholeNumber(...YEARS))
    .option("--category <category>", "category, cs.* for a whole archive; may be repeated", collect)
    .option("--venue <venue>", "venue; may be repeated", collect)
    .option("--source <label>", "source label; may be repeated", collect)
    .option("--listed-from <date>", "first listing date", listingDay)
    .option("--listed-to <date>", "last listing date", listingDay)
    .option("--topic <id>", "topic of the map, for example t12; may be repeated", collect)
    .option("--area <corners>", "area of the map: x,y;x,y;x,y with numbers from 0 to 1")
    .option("--list <name>", "one of your lists, by name or id; may be repeated", collect)
    .addOption(new Option("--read <state>", "only papers that you have read, or only others").choices(["yes", "no"]));
}

function modeOption(): Option {
  return new Option("-m, --mode <mode>", "what ranks").choices(["hybrid", "lexical", "semantic"]).default("hybrid");
}

function sortOption(): Option {
  return new Option("--sort <order>", "date puts the newest of the most relevant papers first, of 1,000 at most")
    .choices(["relevance", "date"])
    .default("relevance");
}

function examples(lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}`).join("\n")}`;
}

function isOptions(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Command);
}

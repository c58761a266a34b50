import { type Command, Option } from "commander";
import { collect, listingDay, MODEL_POOLINGS, wholeNumber } from "../options.ts";
import type { Output } from "../output.ts";

/** Turns the work of a command, which gives its exit code, into the action that commander calls. */
export type Run = <Arguments extends unknown[]>(
  work: (output: Output, ...args: Arguments) => Promise<number>,
) => (...args: Arguments) => Promise<void>;

export const YEARS = [1000, 2999] as const;

/** For commands that work on a library and give an answer. */
export function withLibrary(command: Command): Command {
  return withFolder(command).option("--json", "print one JSON document and nothing else");
}

/** For commands that print no answer of their own. */
export function withFolder(command: Command): Command {
  return command.option("--library <folder>", "folder of the library", "index").option("-q, --quiet", "no progress");
}

/** For commands that need no library of their own. */
export function withModelOf(command: Command): Command {
  return command
    .option("--library <folder>", "use the model that this library was built with")
    .option("--json", "print one JSON document and nothing else");
}

/** For commands that may use another model than the bundled one. */
export function withModel(command: Command): Command {
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

/** The filters of a search. */
export function withFilters(command: Command): Command {
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

export function modeOption(): Option {
  return new Option("-m, --mode <mode>", "what ranks").choices(["hybrid", "lexical", "semantic"]).default("hybrid");
}

export function sortOption(): Option {
  return new Option("--sort <order>", "date puts the newest of the most relevant papers first, of 1,000 at most")
    .choices(["relevance", "date"])
    .default("relevance");
}

/** Lines to add after the help of a command. */
export function examples(lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}`).join("\n")}`;
}

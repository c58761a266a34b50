import { Argument, type Command, Option } from "commander";
import { daily } from "../commands/daily.ts";
import { MAP_ACTIONS, MAP_FORMATS, map, topics } from "../commands/map.ts";
import { wholeNumber } from "../options.ts";
import { examples, type Run, withLibrary } from "./shared-options.ts";

/** Adds the commands of the topic map and of what was listed when. */
export function addMapCommands(program: Command, run: Run): void {
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
}

import type { Command } from "commander";
import { recommend } from "../commands/recommend.ts";
import { collect, listingDay, wholeNumber } from "../options.ts";
import { examples, type Run, withLibrary, YEARS } from "./shared-options.ts";

const MOST_PAPERS = 200;

/** Adds the command that recommends papers. */
export function addRecommendCommand(program: Command, run: Run): void {
  withLibrary(program.command("recommend"))
    .description("Recommend papers for likes and dislikes; without any, for what you keep, like and have read.")
    .option("--like <seed...>", "papers by id, list:NAME, topic:ID or text:WORDS, each perhaps with *WEIGHT", collect)
    .option("--dislike <seed...>", "the same, for what the papers are not to be like", collect)
    .option("--list <name>", "a list of yours as a like; may be repeated", collect)
    .option("--query <text>", "what the papers are to be about: counts as much as all likes")
    .option("--topic <id>", "only papers of this topic of the map; may be repeated", collect)
    .option("--day <date>", "only papers that were listed on this day", listingDay)
    .option("--from <year>", "only papers from this year on", wholeNumber(...YEARS))
    .option("--to <year>", "only papers up to this year", wholeNumber(...YEARS))
    .option("--category <category>", "only papers of this category; may be repeated", collect)
    .option("--diversity <share>", "from 0, the best papers, to 1, papers unlike each other")
    .option("--no-explore", "no pick in ten is one that may teach something new")
    .option("--strike <word>", "a word that is not to count; may be repeated", collect)
    .option("--weight <word=factor>", "a word that is to count more or less, 0 to 10; may be repeated", collect)
    .option("-k <number>", "number of papers", wholeNumber(1, MOST_PAPERS), 20)
    .addHelpText(
      "after",
      examples([
        "orrery recommend --like 2401.00001 2402.00002 --dislike 2403.00003",
        "orrery recommend --list Thesis --day 2024-05-01 --json",
        'orrery recommend --like "text:graph kernels*2" --strike molecule --weight theory=3',
      ]),
    )
    .action(run((output, options) => recommend(options, output)));
}

import { Argument, type Command } from "commander";
import { DUPLICATE_ACTIONS, type DuplicateAction, duplicates } from "../commands/duplicates.ts";
import { wholeNumber } from "../options.ts";
import { examples, type Run, withLibrary } from "./shared-options.ts";

const MOST_PAIRS = 200;
const FIRST_PAIRS = 20;
const LAST_OFFSET = 100_000;

/** Adds the command that finds and settles duplicates. */
export function addDuplicatesCommand(program: Command, run: Run): void {
  withLibrary(program.command("duplicates"))
    .description("List papers that may be one work, and decide; show the records of a paper, or take a merge back.")
    .addArgument(
      new Argument("[action]", "list, show, merge (two papers), apart (two papers), or split (a paper)")
        .choices(DUPLICATE_ACTIONS)
        .default("list"),
    )
    .argument("[papers...]", "ids of papers; after split also the numbers of records, else those that came last leave")
    .option("-k <count>", `number of pairs, at most ${MOST_PAIRS}`, wholeNumber(1, MOST_PAIRS), FIRST_PAIRS)
    .option("--offset <count>", "skip so many pairs", wholeNumber(0, LAST_OFFSET), 0)
    .addHelpText(
      "after",
      examples([
        "orrery duplicates",
        "orrery duplicates merge 1706.03762 10.5555/3295222.3295349",
        "orrery duplicates apart 2401.00001 2402.00002",
        "orrery duplicates show 1706.03762 --json",
        "orrery duplicates split 1706.03762",
      ]),
    )
    .action(run((output, action: DuplicateAction, ids: string[], options) => duplicates(action, ids, options, output)));
}

import { Argument, type Command } from "commander";
import { SAVED_ACTIONS, saved } from "./commands/saved.ts";
import { wholeNumber } from "./options.ts";
import type { CommandTools } from "./reading-program.ts";

const MOST_SHOWN = 200;

/** Adds the command of saved searches. `withSearch` gives it the options of a search. */
export function addSavedCommand(
  program: Command,
  { run, withLibrary, examples }: CommandTools,
  withSearch: (command: Command) => Command,
): void {
  withSearch(withLibrary(program.command("saved")))
    .description("Keep searches under names, and see what came in for them since you last looked.")
    .addArgument(
      new Argument("[action]", "list shows all; add saves one, show shows what is new, rename and remove change them")
        .choices(SAVED_ACTIONS)
        .default("list"),
    )
    .argument("[name]", "name of the saved search, or its id")
    .argument("[words...]", "for add: what to look for; for rename: the new name")
    .option("--peek", "show: leave what is new as new")
    .option("-k <count>", `show: how many new papers, up to ${MOST_SHOWN}`, wholeNumber(1, MOST_SHOWN), 50)
    .addHelpText(
      "after",
      examples([
        "orrery saved add Equivariance equivariant networks for molecules --category 'cs.*'",
        "orrery saved",
        "orrery saved show Equivariance --peek",
        "orrery saved rename Equivariance 'Equivariant networks'",
      ]),
    )
    .action(
      run((output, action: (typeof SAVED_ACTIONS)[number], name: string | undefined, words: string[], options) =>
        saved(action, name, words, options, output),
      ),
    );
}

import { Argument, type Command } from "commander";
import { LIST_ACTIONS, list, lists } from "../commands/lists.ts";
import { mark, undo } from "../commands/mark.ts";
import { examples, type Run, withLibrary } from "./shared-options.ts";

/** Adds the commands of what the reader keeps: lists, what was read, notes. */
export function addReadingCommands(program: Command, run: Run): void {
  withLibrary(program.command("lists"))
    .description("List your lists.")
    .addHelpText("after", examples(["orrery lists", "orrery lists --json"]))
    .action(run((output, options) => lists(options, output)));

  withLibrary(program.command("list"))
    .description("Show one of your lists, or make, change or delete one.")
    .addArgument(
      new Argument(
        "<action>",
        "create takes papers, add and remove too; rename, color and note take one value",
      ).choices(LIST_ACTIONS),
    )
    .argument("<name>", "name of the list, or its id")
    .argument("[values...]", "ids of papers, or the new name, colour or note")
    .addHelpText(
      "after",
      examples([
        "orrery list create Thesis 2401.00001 2402.00002",
        "orrery list add Thesis 10.1145/3292500.3330701",
        'orrery list note Thesis "To be read by May"',
        "orrery list show Thesis --json",
      ]),
    )
    .action(
      run((output, action: (typeof LIST_ACTIONS)[number], name: string, values: string[], options) =>
        list(action, name, values, options, output),
      ),
    );

  withLibrary(program.command("mark"))
    .description("Mark papers as read or unread, or write a note on one; without options say how they are marked.")
    .argument("<ids...>", "ids of the papers")
    .option("--read", "mark them as read")
    .option("--unread", "mark them as unread")
    .option("--note <text>", "write this note, instead of the one that there is")
    .addHelpText(
      "after",
      examples([
        "orrery mark 2401.00001 --read",
        'orrery mark 2401.00001 --note "See section 3"',
        "orrery mark 2401.00001",
      ]),
    )
    .action(run((output, ids: string[], options) => mark(ids, options, output)));

  withLibrary(program.command("undo"))
    .description("Take back the latest change of lists, saved searches, marks and notes, or the one of a token.")
    .argument("[token]", "what the change gave with --json")
    .addHelpText("after", examples(["orrery undo", "orrery undo 12-mf3k2a1b"]))
    .action(run((output, token: string | undefined, options) => undo(token, options, output)));
}

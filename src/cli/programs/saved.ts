import { Argument, type Command, Option } from "commander";
import { DIGEST_FORMATS, digest } from "../commands/digest.ts";
import { SAVED_ACTIONS, saved } from "../commands/saved.ts";
import { collect, wholeNumber } from "../options.ts";
import { examples, modeOption, type Run, sortOption, withFilters, withLibrary, withModel } from "./shared-options.ts";

const MOST_SHOWN = 200;

/** Adds the command of saved searches. */
export function addSavedCommand(program: Command, run: Run): void {
  withFilters(withModel(withLibrary(program.command("saved")).addOption(modeOption()).addOption(sortOption())))
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

/** Adds the command that tells what is new for the reader. */
export function addDigestCommand(program: Command, run: Run): void {
  withModel(withLibrary(program.command("digest")))
    .description("Tell what came in since the last digest for your lists, what you have read, and your saved searches.")
    .option("--since <date>", "begin on this day, YYYY-MM-DD, instead of where the last digest ended", "last")
    .option("-k <count>", `how many papers, up to ${MOST_SHOWN}`, wholeNumber(1, MOST_SHOWN), 30)
    .addOption(new Option("-f, --format <format>", "what to write").choices(DIGEST_FORMATS).default("markdown"))
    .option("-o, --output <file>", "where to write; the next digest begins where this one ends")
    .option("--to <address>", "whom the mail is for; may be repeated", collect)
    .option("--send", "send it as mail; the next digest begins where this one ends")
    .addHelpText(
      "after",
      examples([
        "orrery digest",
        "orrery digest --since 2024-05-01 --format html -o digest.html",
        "orrery digest --format eml --to ann@example.org -o digest.eml",
        "ORRERY_SMTP_URL=smtp://ann:secret@mail.example.org:587 orrery digest --send --to ann@example.org",
      ]),
    )
    .action(run((output, options) => digest(options, output)));
}

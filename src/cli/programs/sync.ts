import { Argument, type Command, InvalidArgumentError, Option } from "commander";
import { PERIOD_LENGTHS, SUBSCRIPTION_KINDS } from "../../sync/index.ts";
import { SYNC_ACTIONS, sync } from "../commands/sync.ts";
import { collect } from "../options.ts";
import { examples, type Run, withLibrary, withModel } from "./shared-options.ts";

/** Adds the command that keeps a library up to date. */
export function addSyncCommand(program: Command, run: Run): void {
  withModel(withLibrary(program.command("sync")))
    .description("Fetch what is new in what you subscribe to: Hugging Face Daily Papers, arXiv, feeds, folders.")
    .addArgument(
      new Argument("[action]", "run asks all subscriptions, or those named; add subscribes, list shows, remove ends")
        .choices(SYNC_ACTIONS)
        .default("run"),
    )
    .argument(
      "[what...]",
      `for add: ${SUBSCRIPTION_KINDS.join(", ")}, and of which period, category, query, address or path; else ids`,
    )
    .addOption(new Option("--by <length>", "length of the periods of hf-daily").choices(PERIOD_LENGTHS))
    .option("--since <date>", "first day to ask for, of hf-daily and arXiv", day)
    .option("--name <label>", "label to keep the papers under, instead of the usual one")
    .option("--follow <host>", "another host that may be asked when a redirect leads there; may be repeated", collect)
    .option("--private", "the host may lie in a private network though its name does not say so")
    .option("--due", "run: leave out arXiv where it was asked in the last 12 hours; it changes once a day")
    .addHelpText(
      "after",
      examples([
        "orrery sync add hf-daily --by day",
        "orrery sync add arxiv-category cs.CL --since 2024-05-01",
        "orrery sync add arxiv-query 'all:\"graph kernels\" AND cat:cs.LG'",
        "orrery sync add feed https://example.org/papers.atom",
        "orrery sync add folder ~/Downloads/papers",
        "orrery sync",
      ]),
    )
    .action(
      run((output, action: (typeof SYNC_ACTIONS)[number], what: string[], options) =>
        sync(action, what, options, output),
      ),
    );
}

function day(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new InvalidArgumentError(`Expected YYYY-MM-DD, got ${text}.`);
}

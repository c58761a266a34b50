import { type Command, Option } from "commander";
import { MAX_RESULTS } from "../../library/index.ts";
import { EXPORT_FORMATS, exportPapers } from "../commands/export.ts";
import { ingest } from "../commands/ingest.ts";
import { remove } from "../commands/remove.ts";
import { show } from "../commands/search.ts";
import { collect, columnOf, wholeNumber } from "../options.ts";
import {
  examples,
  modeOption,
  type Run,
  sortOption,
  withFilters,
  withFolder,
  withLibrary,
  withModel,
} from "./shared-options.ts";

/** Adds the commands by which papers come into a library, are shown, written for others and removed. */
export function addPaperCommands(program: Command, run: Run): void {
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
}

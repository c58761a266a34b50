import { Command } from "commander";
import { createOutput, type Output, type Streams } from "./output.ts";
import { addDuplicatesCommand } from "./programs/duplicates.ts";
import { addFindCommands } from "./programs/find.ts";
import { addMapCommands } from "./programs/map.ts";
import { addPaperCommands } from "./programs/papers.ts";
import { addReadingCommands } from "./programs/reading.ts";
import { addRecommendCommand } from "./programs/recommend.ts";
import { addDigestCommand, addSavedCommand } from "./programs/saved.ts";
import { examples } from "./programs/shared-options.ts";
import { addSyncCommand } from "./programs/sync.ts";
import { addUpkeepCommands } from "./programs/upkeep.ts";

export interface ProgramHooks {
  readonly version: string;
  readonly now: () => number;
  readonly streams: Streams;
  /** Receives the exit code of the command that ran. */
  readonly onExit: (code: number) => void;
}

/** The command line of Orrery. Wrong usage throws CommanderError; commands throw AppError. */
export function createProgram(hooks: ProgramHooks): Command {
  const program = new Command("orrery");
  program
    .description("A local-first explorer of research papers by meaning.")
    .version(hooks.version)
    .showHelpAfterError("(orrery --help tells more)")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void hooks.streams.stdout.write(text),
      writeErr: (text) => void hooks.streams.stderr.write(text),
    })
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
      const output = createOutput({ quiet: options?.quiet ?? false, now: hooks.now, streams: hooks.streams });
      try {
        hooks.onExit(await work(output, ...args));
      } finally {
        output.endProgress();
      }
    };

  addUpkeepCommands(program, run);
  addPaperCommands(program, run);
  addFindCommands(program, run);
  addRecommendCommand(program, run);
  addMapCommands(program, run);
  addReadingCommands(program, run);
  addSavedCommand(program, run);
  addDigestCommand(program, run);
  addDuplicatesCommand(program, run);
  addSyncCommand(program, run);
  return program;
}

function isOptions(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Command);
}

/** The command line. */
import { CommanderError } from "commander";
import { AppError, type ErrorCode } from "../core/index.ts";
import { version } from "./environment.ts";
import { createProgram } from "./program.ts";

export { createProgram } from "./program.ts";

const FAILED = 1;
const WRONG_USAGE = 2;
/** Errors that lie in how the command was called. */
const USAGE_CODES: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["bad-request"]);

/** Runs one command and sets the exit code: 0 good, 1 failed, 2 wrong usage. */
export async function main(args: readonly string[]): Promise<void> {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0); // the reader has seen enough, as in `orrery search … | head`
    throw error;
  });
  const program = createProgram({
    version: version(),
    now: () => performance.now(),
    onExit: (code) => {
      process.exitCode = code;
    },
  });
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE; // commander has said what is wrong
  if (!(error instanceof AppError)) throw error;
  process.stderr.write(`${error.message}\n`);
  return USAGE_CODES.has(error.code) ? WRONG_USAGE : FAILED;
}

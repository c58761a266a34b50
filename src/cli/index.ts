/** The command line. */
import { CommanderError } from "commander";
import { AppError, type ErrorCode, messageOf } from "../core/index.ts";
import { version } from "./environment.ts";
import type { Streams } from "./output.ts";
import { createProgram } from "./program.ts";

export { createProgram } from "./program.ts";

const FAILED = 1;
const WRONG_USAGE = 2;
/** Errors that lie in how the command was called. */
const USAGE_CODES: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["bad-request"]);

/** Runs one command as the process, and sets its exit code. */
export async function main(args: readonly string[]): Promise<void> {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0); // the reader has seen enough, as in `orrery search … | head`
    throw error;
  });
  process.exitCode = await runCommand(args, process);
}

/** Runs one command. Resolves with its exit code: 0 good, 1 failed, 2 wrong usage. */
export async function runCommand(args: readonly string[], streams: Streams): Promise<number> {
  let exitCode = 0;
  const program = createProgram({
    version: version(),
    now: () => performance.now(),
    streams,
    onExit: (code) => {
      exitCode = code;
    },
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    return exitCodeOf(error, streams);
  }
}

function exitCodeOf(error: unknown, { stderr }: Streams): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE; // commander has said what is wrong
  stderr.write(`${explain(error)}\n`);
  return error instanceof AppError && USAGE_CODES.has(error.code) ? WRONG_USAGE : FAILED;
}

/** What went wrong in a line; where it is a fault of the program, also the place. */
function explain(error: unknown): string {
  if (error instanceof AppError) return error.message;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code.startsWith("SQLITE_")) {
    return `The library cannot be used: ${messageOf(error)} (${code}). orrery doctor examines it.`;
  }
  if (error instanceof Error && "syscall" in error) return error.message; // of the file system: it names the file
  return `This is a fault of Orrery: ${error instanceof Error ? error.stack : String(error)}`;
}

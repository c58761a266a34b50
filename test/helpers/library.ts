import { cpSync } from "node:fs";
import { Library, type LibraryOptions } from "../../src/library/index.ts";
import { MODELS } from "./places.ts";

export interface OpenedLibrary {
  readonly library: Library;
  /** What the library told its user. */
  readonly reports: readonly string[];
  /** Moves the clock, so that the next refresh() looks again. */
  pass(milliseconds: number): void;
}

export const EVERYTHING = { mode: "hybrid", prefix: false, k: 10, offset: 0 } as const;

/** Opens a library with a clock of its own and the bundled model. */
export function openLibrary(folder: string, options: Partial<LibraryOptions> = {}): OpenedLibrary {
  const reports: string[] = [];
  let now = Date.parse("2026-01-01T00:00:00Z");
  const library = new Library({
    folder,
    modelsFolder: MODELS,
    create: true,
    clock: () => new Date(now++),
    report: (line) => reports.push(line),
    ...options,
  });
  return {
    library,
    reports,
    pass(milliseconds) {
      now += milliseconds;
    },
  };
}

/** Runs `work` on a library and closes it, whatever happens. */
export async function withLibrary<T>(
  folder: string,
  work: (opened: OpenedLibrary) => T | Promise<T>,
  options: Partial<LibraryOptions> = {},
): Promise<T> {
  const opened = openLibrary(folder, options);
  try {
    return await work(opened);
  } finally {
    await opened.library.close();
  }
}

/** Builds a library from inputs. */
export async function buildLibrary(folder: string, inputs: readonly string[]): Promise<void> {
  await withLibrary(folder, ({ library }) => library.ingest(inputs));
}

/** A copy of a closed library. */
export function copyLibrary(from: string, to: string): string {
  cpSync(from, to, { recursive: true });
  return to;
}

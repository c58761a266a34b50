import type { Database } from "better-sqlite3";

/** A record that could not be used, and why. Line 0 stands for the input as a whole. */
export interface Reject {
  readonly input: string;
  readonly line: number;
  readonly reason: string;
  readonly excerpt: string;
  readonly at: string;
}

export type RejectTable = ReturnType<typeof rejectTable>;

/** The rejects of the last run over each input. */
export function rejectTable(db: Database) {
  const insert = db.prepare(
    "INSERT OR REPLACE INTO rejects (input, line, reason, excerpt, at) VALUES (@input, @line, @reason, @excerpt, @at)",
  );
  const forget = db.prepare("DELETE FROM rejects WHERE input = ?");
  const all = db.prepare<[], Reject>("SELECT input, line, reason, excerpt, at FROM rejects ORDER BY input, line");
  const page = db.prepare<[number, number], Reject>(
    "SELECT input, line, reason, excerpt, at FROM rejects ORDER BY at DESC, input, line LIMIT ? OFFSET ?",
  );
  const count = db.prepare<[], number>("SELECT count(*) FROM rejects").pluck();

  return {
    put(reject: Reject): void {
      insert.run(reject);
    },
    /** Called when an input is read again: its old rejects no longer hold. */
    forget(input: string): void {
      forget.run(input);
    },
    all: (): IterableIterator<Reject> => all.iterate(),
    /** The latest first; those of one moment by input and line. */
    page: (k: number, offset: number): Reject[] => page.all(k, offset),
    count: (): number => count.get() ?? 0,
  };
}

import type { Database } from "better-sqlite3";

/** What a reader decided of two papers: they are one work, or two. */
export interface Decision {
  readonly a: string;
  readonly b: string;
  readonly verdict: "same" | "apart";
  readonly at: string;
}

export type DecisionTable = ReturnType<typeof decisionTable>;

/** Decisions by the ids of papers, which they outlive: a paper that was removed and comes again meets them. */
export function decisionTable(db: Database) {
  const put = db.prepare("INSERT OR REPLACE INTO work_decisions (a, b, verdict, at) VALUES (?, ?, ?, ?)");
  const forget = db.prepare("DELETE FROM work_decisions WHERE a = ? AND b = ?");
  const of = db.prepare<{ id: string }, Decision>(
    "SELECT a, b, verdict, at FROM work_decisions WHERE a = @id OR b = @id",
  );
  const all = db.prepare<[], Decision>("SELECT a, b, verdict, at FROM work_decisions ORDER BY at, a, b");
  const any = db.prepare<[], number>("SELECT 1 FROM work_decisions LIMIT 1").pluck();

  return {
    put(one: string, other: string, verdict: Decision["verdict"], at: string): void {
      put.run(...inOrder(one, other), verdict, at);
    },
    forget(one: string, other: string): void {
      forget.run(...inOrder(one, other));
    },
    /** Those that name one of the ids. */
    of: (ids: readonly string[]): Decision[] => ids.flatMap((id) => of.all({ id })),
    all: (): Decision[] => all.all(),
    /** False where nothing was decided, which spares looking. */
    any: (): boolean => any.get() !== undefined,
  };
}

function inOrder(one: string, other: string): [string, string] {
  return one < other ? [one, other] : [other, one];
}

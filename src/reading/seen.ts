import type { Database } from "better-sqlite3";

/** How far a reader has looked: papers of later rows came in after that. Rows are never given out twice, and count up. */
export interface SeenMark {
  /** Of which library the row is; rows of another one mean nothing here. */
  readonly library: string;
  /** The last row that was there; 0 for none. */
  readonly row: number;
  /** ISO 8601, UTC. */
  readonly at: string;
}

export type DigestMark = ReturnType<typeof digestMark>;

/** How far the last digest went. */
export function digestMark(db: Database) {
  const get = db.prepare<[], string>("SELECT value FROM state WHERE key = 'digest'").pluck();
  const set = db.prepare("INSERT OR REPLACE INTO state (key, value) VALUES ('digest', ?)");
  return {
    get(): SeenMark | undefined {
      const text = get.get();
      return text === undefined ? undefined : (JSON.parse(text) as SeenMark); // written below
    },
    set({ library, row, at }: SeenMark): void {
      set.run(JSON.stringify({ library, row, at }));
    },
  };
}

/** Whether the second mark goes farther than the first. */
export function isFarther(mark: SeenMark | undefined, next: Omit<SeenMark, "at">): boolean {
  return mark === undefined || mark.library !== next.library || next.row > mark.row;
}

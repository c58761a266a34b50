import type { NoteSubject } from "./changes.ts";

/** Two texts of one note: what was typed here, and what the server got from elsewhere meanwhile. */
export interface Conflict {
  readonly mine: string;
  readonly theirs: string;
}

export type Conflicts = ReadonlyMap<string, Conflict>;

export function conflictOf(conflicts: Conflicts, { of, id }: NoteSubject): Conflict | undefined {
  return conflicts.get(`${of} ${id}`);
}

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

/** With another conflict of a note, or without one. */
export function withConflict(conflicts: Conflicts, { of, id }: NoteSubject, conflict: Conflict | undefined): Conflicts {
  const next = new Map(conflicts);
  if (conflict === undefined) next.delete(`${of} ${id}`);
  else next.set(`${of} ${id}`, conflict);
  return next;
}

/** All of them, each with the note that it is about. */
export function eachConflict(conflicts: Conflicts): { readonly subject: NoteSubject; readonly conflict: Conflict }[] {
  return [...conflicts].map(([key, conflict]) => {
    const gap = key.indexOf(" ");
    return { subject: { of: key.slice(0, gap) === "list" ? "list" : "paper", id: key.slice(gap + 1) }, conflict };
  });
}

/** What changes are called, so that a reader knows what taking one back will do. */
import { counted } from "../core/index.ts";
import type { StoredListEdit } from "./lists.ts";
import type { StoredMarkEdit } from "./marks.ts";
import type { MembersEdit, NamedPaper } from "./members.ts";
import type { Opinion } from "./opinions.ts";
import { quoted } from "./text.ts";

export function editInWords({ name }: { name: string }, edit: StoredListEdit): string {
  const changed = Object.entries(edit).filter(([field, value]) => value !== undefined && field !== "noteWas");
  if (changed.length > 1) return `Changed the list ${quoted(name)}`;
  if (edit.name !== undefined) return `Renamed the list ${quoted(name)} to ${quoted(edit.name)}`;
  if (edit.color !== undefined) return `Gave the list ${quoted(name)} the colour ${edit.color}`;
  if (edit.note !== undefined) return `Wrote the note of the list ${quoted(name)}`;
  return `Moved the list ${quoted(name)}`;
}

/** `removed` are the papers that are taken out, as far as they are named. */
export function membersEditInWords(
  name: string,
  { add, remove, before }: MembersEdit,
  removed: readonly NamedPaper[],
): string {
  const list = quoted(name);
  if (add.length > 0 && remove.length > 0) return `Changed the papers of the list ${list}`;
  if (remove.length > 0) return `Removed ${papersInWords(removed, remove.length)} from the list ${list}`;
  const papers = papersInWords(add, add.length);
  return before === undefined ? `Added ${papers} to the list ${list}` : `Placed ${papers} in the list ${list}`;
}

/** What was done to one paper: its mark, its note, or both. */
export function markInWords(paper: NamedPaper, { read, note }: StoredMarkEdit): string {
  const noted = note === "" ? "removed the note" : "wrote the note";
  if (note === undefined) return markedAs([paper], read ?? false);
  if (read !== undefined) return `${markedAs([paper], read)} and ${noted} on it`;
  return `${noted.slice(0, 1).toUpperCase()}${noted.slice(1)} on ${quoted(paper.title)}`;
}

export function markedAs(papers: readonly NamedPaper[], read: boolean): string {
  return `Marked ${papersInWords(papers, papers.length)} as ${read ? "read" : "unread"}`;
}

export function judgedAs(papers: readonly NamedPaper[], opinion: Opinion | null): string {
  const named = papersInWords(papers, papers.length);
  if (opinion === null) return `Took back what you think of ${named}`;
  return opinion === "liked" ? `Liked ${named}` : `Marked ${named} as not interesting`;
}

/** One paper by its title, several by their number. */
function papersInWords([only]: readonly NamedPaper[], count: number): string {
  return count === 1 && only !== undefined ? quoted(only.title) : counted(count, "paper");
}

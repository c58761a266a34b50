/** What a reader can do to lists, marks and notes, as the page keeps it until the server has it. Pure. */
import type {
  ListChange,
  ListColor,
  ListPapersEdit,
  MarkChange,
  NewList,
  Opinion,
  ReadingAnswer,
  UndoAnswer,
} from "../../../src/wire/index.ts";

export type ListName = ReadingAnswer["lists"][number];

/** A note belongs to a paper or to a list. */
export interface NoteSubject {
  readonly of: "paper" | "list";
  readonly id: string;
}

export interface NoteEdit extends NoteSubject {
  readonly kind: "note";
  readonly note: string;
  /** What the note was when the reader began to type. */
  readonly noteWas: string;
}

/** What is changed of a list; `before`: the list that it goes before, or null for the end. */
export interface ListFields {
  readonly name?: string;
  readonly color?: ListColor;
  readonly before?: string | null;
}

export type Change =
  /** `id` is made up until the server has given one. */
  | { readonly kind: "create"; readonly id: string; readonly list: NewList }
  | { readonly kind: "edit"; readonly id: string; readonly edit: ListFields }
  | { readonly kind: "delete"; readonly id: string }
  | { readonly kind: "papers"; readonly id: string; readonly edit: ListPapersEdit }
  | { readonly kind: "read"; readonly ids: readonly string[]; readonly read: boolean }
  /** What the reader thinks of papers; null takes it back. */
  | { readonly kind: "opinion"; readonly ids: readonly string[]; readonly opinion: Opinion | null }
  | NoteEdit
  | { readonly kind: "undo"; readonly token: string };

export type ChangeAnswer = Partial<ListChange> & Partial<MarkChange> & Partial<UndoAnswer> & { revision: number };

export interface ChangeRequest {
  readonly method: "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly body?: object;
}

/** Lists that the server does not know yet have ids that begin so. */
const MADE_UP = "new ";

export function makeUpId(unique: string): string {
  return `${MADE_UP}${unique}`;
}

export function isMadeUp(id: string): boolean {
  return id.startsWith(MADE_UP);
}

/** Whether two names are one to the server. */
export function isSameName(a: string, b: string): boolean {
  return a.trim().normalize("NFC").toLowerCase() === b.trim().normalize("NFC").toLowerCase();
}

/** How the server is asked for a change. */
export function requestOf(change: Change): ChangeRequest {
  switch (change.kind) {
    case "create":
      return { method: "POST", path: "/api/lists", body: change.list };
    case "edit":
      return { method: "PATCH", path: listPath(change.id), body: change.edit };
    case "delete":
      return { method: "DELETE", path: listPath(change.id) };
    case "papers":
      return { method: "POST", path: `${listPath(change.id)}/papers`, body: change.edit };
    case "read":
      return { method: "POST", path: "/api/marks", body: { ids: change.ids, read: change.read } };
    case "opinion":
      return { method: "POST", path: "/api/marks", body: { ids: change.ids, opinion: change.opinion } };
    case "note": {
      const body = { note: change.note, noteWas: change.noteWas };
      if (change.of === "list") return { method: "PATCH", path: listPath(change.id), body };
      return { method: "PUT", path: `/api/papers/${encodeURIComponent(change.id)}/mark`, body };
    }
    case "undo":
      return { method: "POST", path: "/api/undo", body: { undo: change.token } };
  }
}

/** The same change when the server has given a new list its id. */
export function withRealId(change: Change, madeUp: string, id: string): Change {
  if (change.kind === "edit" && change.edit.before === madeUp) {
    return { ...change, id: change.id === madeUp ? id : change.id, edit: { ...change.edit, before: id } };
  }
  return "id" in change && change.id === madeUp ? { ...change, id } : change;
}

/** What was done, for the line that offers to undo it; undefined where a line would only disturb. */
export function sayChange(change: Change, lists: readonly ListName[]): string | undefined {
  const nameOf = (id: string) => shorten(lists.find((list) => list.id === id)?.name ?? "the list");
  switch (change.kind) {
    case "create":
      return (change.list.papers ?? []).length > 0
        ? `Added to the new list ${shorten(change.list.name)}.`
        : `Made the list ${shorten(change.list.name)}.`;
    case "edit":
      if (change.edit.name !== undefined) return `Renamed to ${shorten(change.edit.name)}.`;
      return change.edit.color === undefined ? `Moved ${nameOf(change.id)}.` : `Coloured ${nameOf(change.id)}.`;
    case "delete":
      return `Deleted ${nameOf(change.id)}.`;
    case "papers": {
      const { add = [], remove = [], before } = change.edit;
      if (remove.length > 0) return `Removed ${several(remove.length)}from ${nameOf(change.id)}.`;
      return before === undefined
        ? `Added ${several(add.length)}to ${nameOf(change.id)}.`
        : `Moved in ${nameOf(change.id)}.`;
    }
    case "read":
      return `Marked ${several(change.ids.length)}as ${change.read ? "read" : "unread"}.`;
    case "opinion":
      if (change.opinion === null) return "Taken back.";
      return change.opinion === "liked" ? "Liked." : "Not interesting: left out from now on.";
    case "note":
    case "undo":
      return undefined;
  }
}

function listPath(id: string): string {
  return `/api/lists/${encodeURIComponent(id)}`;
}

function several(count: number): string {
  return count === 1 ? "" : `${count.toLocaleString("en")} papers `;
}

function shorten(name: string): string {
  return name.length > 60 ? `${name.slice(0, 59)}…` : name;
}

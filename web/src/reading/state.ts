/** What the page knows of lists and marks, and what a change makes of it. Pure. */
import type { ListMember, ReadingAnswer, ReadingList } from "../../../src/wire/index.ts";
import type { Change, ListName } from "./changes.ts";

export type PaperMark = ReadingAnswer["marks"][number];

export interface ReadingState {
  readonly revision: number;
  readonly writable: boolean;
  readonly lists: readonly ListName[];
  readonly marks: ReadonlyMap<string, PaperMark>;
}

/** The state that an answer describes. Marks that did not change stay the same objects. */
export function stateOf(answer: ReadingAnswer, before?: ReadingState): ReadingState {
  const marks = new Map<string, PaperMark>();
  for (const mark of answer.marks) {
    const known = before?.marks.get(mark.id);
    marks.set(mark.id, known !== undefined && isSameMark(known, mark) ? known : mark);
  }
  return { revision: answer.revision, writable: answer.writable, lists: answer.lists, marks };
}

/** The state after a change, as far as the page can tell; undoing is the server's. */
export function withChange(state: ReadingState, change: Change): ReadingState {
  switch (change.kind) {
    case "create": {
      const { name, color = "gray", note = "", papers = [] } = change.list;
      if (state.lists.some((list) => list.id === change.id)) return state;
      const list = { id: change.id, name, color, note, count: 0, unread: 0, createdAt: "", updatedAt: "" };
      return withMembers({ ...state, lists: [...state.lists, list] }, change.id, papers, []);
    }
    case "edit": {
      const { before, ...fields } = change.edit;
      const lists = editList(state.lists, change.id, fields);
      return { ...state, lists: before === undefined ? lists : moveBefore(lists, [change.id], before) };
    }
    case "delete": {
      const marks = new Map(state.marks);
      for (const mark of state.marks.values()) {
        if (mark.lists.includes(change.id)) setMark(marks, { ...mark, lists: without(mark.lists, change.id) });
      }
      return { ...state, marks, lists: state.lists.filter((list) => list.id !== change.id) };
    }
    case "papers":
      return withMembers(state, change.id, change.edit.add ?? [], change.edit.remove ?? []);
    case "read":
      return withMarks(
        state,
        change.ids.map((id) => ({ ...markOf(state, id), read: change.read })),
      );
    case "opinion":
      return withMarks(
        state,
        change.ids.map((id) => {
          const { opinion: _, ...mark } = markOf(state, id);
          return change.opinion === null ? mark : { ...mark, opinion: change.opinion };
        }),
      );
    case "note":
      if (change.of === "list") return { ...state, lists: editList(state.lists, change.id, { note: change.note }) };
      return withMarks(state, [{ ...markOf(state, change.id), hasNote: change.note !== "" }]);
    case "undo":
      return state;
  }
}

/** An open list after a change: what is added comes with the next answer of the server, everything else at once. */
export function listWithChange(list: ReadingList, change: Change): ReadingList {
  if (change.kind === "note" && change.of === "paper") {
    if (!list.papers.some(({ id }) => id === change.id)) return list;
    return {
      ...list,
      papers: list.papers.map((member) => (member.id === change.id ? { ...member, note: change.note } : member)),
    };
  }
  if (!("id" in change) || change.id !== list.id) return list;
  if (change.kind === "edit") {
    const { before: _, ...fields } = change.edit;
    return { ...list, ...fields };
  }
  if (change.kind === "note") return { ...list, note: change.note };
  if (change.kind !== "papers") return list;
  const { add = [], remove = [], before } = change.edit;
  const gone = new Set(remove);
  const kept = list.papers.filter(({ id }) => !gone.has(id));
  return { ...list, papers: before === undefined ? kept : moveBefore(kept, add, before) };
}

/** The mark of a paper; one that says nothing where it has none. */
export function markOf({ marks }: ReadingState, id: string): PaperMark {
  return marks.get(id) ?? { id, read: false, lists: [], hasNote: false };
}

/** With the given marks in place of those of the same papers, and the counts of the lists in step. */
export function withMarks(state: ReadingState, changed: readonly PaperMark[]): ReadingState {
  const marks = new Map(state.marks);
  const counts = new Map(state.lists.map(({ id, count, unread }) => [id, { count, unread }]));
  for (const mark of changed) {
    const old = marks.get(mark.id);
    if (old !== undefined) count(counts, old, -1);
    count(counts, mark, 1);
    if (old === undefined || !isSameMark(old, mark)) setMark(marks, mark);
  }
  return { ...state, marks, lists: state.lists.map((list) => withCounts(list, counts.get(list.id))) };
}

/** Moves those with the given ids, in this order, before another, or to the end. Others keep their order. */
export function moveBefore<Ordered extends Pick<ListMember, "id">>(
  all: readonly Ordered[],
  ids: readonly string[],
  before: string | null,
): Ordered[] {
  const moved = ids.flatMap((id) => all.find((one) => one.id === id) ?? []);
  const rest = all.filter(({ id }) => !ids.includes(id));
  const place = before === null ? -1 : rest.findIndex(({ id }) => id === before);
  return place === -1 ? [...rest, ...moved] : [...rest.slice(0, place), ...moved, ...rest.slice(place)];
}

function withMembers(state: ReadingState, list: string, add: readonly string[], remove: readonly string[]) {
  if (!state.lists.some(({ id }) => id === list)) return state;
  const changed = [
    ...remove.map((id) => markOf(state, id)).map((mark) => ({ ...mark, lists: without(mark.lists, list) })),
    ...add
      .map((id) => markOf(state, id))
      .filter(({ lists }) => !lists.includes(list))
      .map((mark) => ({ ...mark, lists: [...mark.lists, list] })),
  ];
  return withMarks(state, changed);
}

function count(counts: Map<string, { count: number; unread: number }>, mark: PaperMark, by: 1 | -1): void {
  for (const id of mark.lists) {
    const before = counts.get(id);
    if (before === undefined) continue;
    counts.set(id, { count: before.count + by, unread: before.unread + (mark.read ? 0 : by) });
  }
}

function withCounts(list: ListName, counts: { count: number; unread: number } | undefined): ListName {
  if (counts === undefined || (counts.count === list.count && counts.unread === list.unread)) return list;
  return { ...list, ...counts };
}

function editList(lists: readonly ListName[], id: string, fields: Partial<ListName>): readonly ListName[] {
  return lists.map((list) => (list.id === id ? { ...list, ...fields } : list));
}

function setMark(marks: Map<string, PaperMark>, mark: PaperMark): void {
  const { read, hasNote, lists, opinion } = mark;
  if (read || hasNote || lists.length > 0 || opinion !== undefined) marks.set(mark.id, mark);
  else marks.delete(mark.id);
}

function isSameMark(a: PaperMark, b: PaperMark): boolean {
  if (a.opinion !== b.opinion) return false;
  return a.read === b.read && a.hasNote === b.hasNote && a.lists.join(" ") === b.lists.join(" ");
}

function without(ids: readonly string[], gone: string): string[] {
  return ids.filter((id) => id !== gone);
}

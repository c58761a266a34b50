import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Change, withRealId } from "../../../web/src/reading/changes.ts";
import type { Conflicts } from "../../../web/src/reading/conflicts.ts";
import { keepWaiting, takeLeft } from "../../../web/src/reading/kept.ts";
import { moveBefore, type ReadingState, stateOf, withChange } from "../../../web/src/reading/state.ts";

const EMPTY: ReadingState = { revision: 0, writable: true, lists: [], marks: new Map() };
const list = fc.constantFrom("l1", "l2", "l3");
const papers: fc.Arbitrary<string[]> = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e"), { maxLength: 4 });
const before = fc.option(fc.constantFrom("a", "b", "x"));
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant("create" as const), id: list, list: fc.record({ name: fc.string(), papers }) }),
  fc.record({ kind: fc.constant("delete" as const), id: list }),
  fc.record({ kind: fc.constant("papers" as const), id: list, edit: fc.record({ add: papers }) }),
  fc.record({ kind: fc.constant("papers" as const), id: list, edit: fc.record({ remove: papers }) }),
  fc.record({ kind: fc.constant("read" as const), ids: papers, read: fc.boolean() }),
  fc.record({
    kind: fc.constant("note" as const),
    of: fc.constant("paper" as const),
    id: fc.constantFrom("a", "b"),
    note: fc.constantFrom("", "x"),
    noteWas: fc.constant(""),
  }),
);

describe("what the page makes of changes", () => {
  it("counts the papers of each list and those unread as one would by hand, whatever happens", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
        const state = changes.reduce(withChange, EMPTY);
        const marks = [...state.marks.values()];
        for (const { id, count, unread } of state.lists) {
          const members = marks.filter(({ lists }) => lists.includes(id));
          expect([count, unread]).toEqual([members.length, members.filter(({ read }) => !read).length]);
        }
        for (const mark of marks) {
          expect(mark.read || mark.hasNote || mark.lists.length > 0).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("is the same when a change is made twice", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 20 }), change, (before, last) => {
        const once = withChange(before.reduce(withChange, EMPTY), last);
        expect(withChange(once, last)).toEqual(once);
      }),
    );
  });

  it("moves papers before another or to the end, and keeps the order of all others", () => {
    fc.assert(
      fc.property(papers, papers, before, (ids, moved, before) => {
        fc.pre(before === null || !moved.includes(before));
        const all = ids.map((id) => ({ id }));
        const result = moveBefore(all, moved, before).map(({ id }) => id);
        expect(result.toSorted()).toEqual(ids.toSorted());
        const rest = ids.filter((id) => !moved.includes(id));
        expect(result.filter((id) => !moved.includes(id))).toEqual(rest);
        const together = moved.filter((id) => ids.includes(id));
        const at = before === null || !rest.includes(before) ? rest.length : rest.indexOf(before);
        expect(result.slice(at, at + together.length)).toEqual(together);
      }),
    );
  });

  it("leaves marks that an answer does not change the same objects, so that their cards are not drawn again", () => {
    const answer = (read: boolean) => ({
      revision: 1,
      writable: true,
      lists: [],
      marks: [
        { id: "a", read: true, hasNote: false, lists: [] },
        { id: "b", read, hasNote: true, lists: [] },
      ],
    });
    const before = stateOf(answer(false));
    const after = stateOf(answer(true), before);
    expect(after.marks.get("a")).toBe(before.marks.get("a"));
    expect(after.marks.get("b")).not.toBe(before.marks.get("b"));
  });

  it("calls a new list by the id that the server gives it", () => {
    const moved: Change = { kind: "edit", id: "new 1", edit: { before: "new 1" } };
    expect(withRealId(moved, "new 1", "l9")).toEqual({ kind: "edit", id: "l9", edit: { before: "l9" } });
    expect(withRealId({ kind: "delete", id: "l1" }, "new 1", "l9")).toEqual({ kind: "delete", id: "l1" });
  });
});

describe("what waits in a browser", () => {
  const waiting = (id: string) => [{ key: "1", change: { kind: "read", ids: [id], read: true } as const }];
  const none: Conflicts = new Map();

  it("is taken over from tabs that have gone, in order, and from no tab that is there", () => {
    const storage = fakeStorage();
    keepWaiting(storage, "closed", waiting("a"), new Map([["paper a", { mine: "m", theirs: "t" }]]), 0);
    keepWaiting(storage, "crashed", waiting("b"), none, 1_000);
    keepWaiting(storage, "open", waiting("c"), none, 900_000);
    keepWaiting(storage, "mine", waiting("d"), none, 1_000);
    const left = takeLeft(storage, "mine", 1_000_000);
    expect(left.changes).toMatchObject([{ ids: ["a"] }, { ids: ["b"] }]);
    expect([...left.conflicts]).toEqual([["paper a", { mine: "m", theirs: "t" }]]);
    expect(storage.length).toBe(2);
    expect(takeLeft(storage, "mine", 1_000_000).changes).toEqual([]);
  });

  it("that is no change is thrown away, and so are changes of lists that were never made", () => {
    const storage = fakeStorage();
    storage.setItem("orrery-unsaved a", "not JSON");
    storage.setItem(
      "orrery-unsaved b",
      JSON.stringify({
        at: 0,
        conflicts: [],
        changes: [null, 7, {}, { kind: "delete", id: "new 1" }, { kind: "delete", id: "l1" }],
      }),
    );
    expect(takeLeft(storage, "mine", 1).changes).toEqual([{ kind: "delete", id: "l1" }]);
    expect(storage.length).toBe(0);
  });

  it("leaves nothing behind when nothing waits any more", () => {
    const storage = fakeStorage();
    keepWaiting(storage, "mine", waiting("a"), none, 1);
    keepWaiting(storage, "mine", [], none, 2);
    expect(storage.length).toBe(0);
  });
});

function fakeStorage() {
  const entries = new Map<string, string>();
  return {
    get length() {
      return entries.size;
    },
    key: (index: number) => [...entries.keys()][index] ?? null,
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
  };
}

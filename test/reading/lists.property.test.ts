import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "../../src/core/index.ts";
import { Reading } from "../../src/reading/index.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";
import { Model, Refused } from "./model.ts";

let folder: TemporaryFolder;
let count = 0;

beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => folder.remove());

const paper = fc.integer({ min: 1, max: 5 }).map((n) => ({ id: `p${n}`, title: `Title ${n}` }));
const papers = fc.array(paper, { maxLength: 4 });
const place = fc.option(fc.integer({ min: 1, max: 6 }), { freq: 3 });
const name = fc.constantFrom("Thesis", "Later", "To read");
const which = fc.constantFrom(0, 0, 1, 2);
const word = fc.constantFrom("", "one", "two");

const add = fc.record({ do: fc.constant("add" as const), which, papers });
const put = fc.record({ do: fc.constant("place" as const), which, papers, before: place });
const undo = fc.record({ do: fc.constant("undo" as const), back: fc.nat({ max: 7 }) });
const undoLast = fc.record({ do: fc.constant("undo" as const), back: fc.constant(0) });
const step = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant("create" as const), name, papers }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("delete" as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("rename" as const), which, name }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("note" as const), which, word }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("move" as const), which, before: fc.option(which) }) },
  { weight: 2, arbitrary: add },
  { weight: 4, arbitrary: put },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("remove" as const), which, papers }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("mark" as const), paper, read: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("write" as const), paper, word }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("read" as const), papers, read: fc.boolean() }) },
  { weight: 4, arbitrary: undo },
  { weight: 2, arbitrary: undoLast },
);
const BEGINNING = (["Thesis", "Later"] as const).map((name): Step => {
  return { do: "create", name, papers: [1, 2, 3].map((n) => ({ id: `p${n}`, title: `Title ${n}` })) };
});
const REFUSALS = ["bad-request", "conflict", "not-found"];
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

describe("Lists, marks and notes", () => {
  it("are what a naive model makes of the same changes, and so is what is left when some are taken back", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 60, maxLength: 90, size: "max" }), (steps) => {
        let now = Date.parse("2026-01-01T00:00:00Z");
        const reading = new Reading(folder.at(`${++count}.sqlite`), () => new Date(now));
        const model = new Model();
        const changes: { token: string; change: ReturnType<Model["change"]> }[] = [];
        let before = viewOf(reading);
        for (const each of [...BEGINNING, ...steps]) {
          now += 1000;
          const at = new Date(now).toISOString();
          const expected = attempt(() => {
            if (each.do !== "undo") return model.change(() => inModel(model, each, at));
            const change = changes.at(-1 - each.back)?.change;
            if (change === undefined) return undefined;
            model.undo(change);
            return undefined;
          });
          const got = attempt(() => {
            if (each.do !== "undo") return inReading(reading, each);
            const token = changes.at(-1 - each.back)?.token;
            if (token !== undefined) reading.undo(token);
            return undefined;
          });
          expect(got === "refused").toBe(expected === "refused");
          const view = viewOf(reading);
          if (got === "refused") expect(view).toEqual(before);
          else if (got !== undefined && expected !== undefined && expected !== "refused")
            changes.push({ token: got.undo, change: expected });
          expect(view).toEqual(viewOfModel(model));
          before = view;
        }
        reading.close();
      }),
      { numRuns: 4 },
    );
  });
});

/** The result, or "refused" where the change makes no sense any more. */
function attempt<T>(work: () => T): T | "refused" {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refused) return "refused";
    if (error instanceof AppError && REFUSALS.includes(error.code)) return "refused";
    throw error;
  }
}

function inModel(model: Model, each: Exclude<Step, { do: "undo" }>, at: string): unknown {
  const lists = model.present;
  const listAt = (place: number) => {
    const list = lists[place];
    if (list === undefined) throw new Refused();
    return list;
  };
  switch (each.do) {
    case "create":
      return model.create(each.name, "teal", each.papers, at);
    case "delete":
      listAt(each.which).isDeleted = true;
      return undefined;
    case "rename":
      return model.edit(listAt(each.which), { name: each.name });
    case "note":
      return model.edit(listAt(each.which), { note: each.word });
    case "move":
      return model.move(listAt(each.which), each.before === null ? null : (lists[each.before]?.id ?? null));
    case "add":
      return model.take(listAt(each.which), each.papers, [], undefined, at);
    case "place":
      return model.take(listAt(each.which), each.papers, [], each.before === null ? null : `p${each.before}`, at);
    case "remove":
      return model.take(listAt(each.which), [], idsOf(each.papers), undefined, at);
    case "mark":
      return model.mark(each.paper.id, { read: each.read }, at);
    case "write":
      return model.mark(each.paper.id, { note: each.word }, at);
    case "read":
      return each.papers.map(({ id }) => model.mark(id, { read: each.read }, at));
  }
}

function inReading(reading: Reading, each: Exclude<Step, { do: "undo" }>): { undo: string } {
  const lists = reading.lists();
  const idAt = (place: number) => lists[place]?.id ?? "l0";
  switch (each.do) {
    case "create":
      return reading.createList({ name: each.name, color: "teal", note: "", papers: each.papers });
    case "delete":
      return reading.deleteList(idAt(each.which));
    case "rename":
      return reading.editList(idAt(each.which), { name: each.name });
    case "note":
      return reading.editList(idAt(each.which), { note: each.word });
    case "move":
      return reading.editList(idAt(each.which), { before: each.before === null ? null : idAt(each.before) });
    case "add":
      return reading.editMembers(idAt(each.which), { add: each.papers, remove: [] });
    case "place": {
      const before = each.before === null ? null : `p${each.before}`;
      return reading.editMembers(idAt(each.which), { add: each.papers, remove: [], before });
    }
    case "remove":
      return reading.editMembers(idAt(each.which), { add: [], remove: idsOf(each.papers) });
    case "mark":
      return reading.editMark(each.paper, { read: each.read });
    case "write":
      return reading.editMark(each.paper, { note: each.word });
    case "read":
      return reading.markRead(each.papers, each.read);
  }
}

const idsOf = (named: readonly { id: string }[]) => named.map(({ id }) => id);

function viewOf(reading: Reading) {
  const lists = reading.lists().map(({ id, name: title, color, note, count: papers, unread }) => ({
    ...{ id, title, color, note, papers, unread },
    members: reading.members(id),
  }));
  const marks = reading.marks().map((mark) => [mark.id, { ...mark, ...reading.mark(mark.id) }]);
  return { lists, marks: Object.fromEntries(marks), read: reading.read().sort() };
}

function viewOfModel(model: Model): ReturnType<typeof viewOf> {
  const isRead = (id: string) => model.marks.get(id)?.readAt !== undefined;
  const lists = model.present.map((list) => {
    const ids = model.papersOf(list);
    return {
      ...{ id: list.id, title: list.name, color: list.color, note: list.note, papers: ids.length },
      unread: ids.filter((id) => !isRead(id)).length,
      members: ids.map((id) => {
        const { title, addedAt } = list.papers.get(id)!;
        return { id, title, addedAt };
      }),
    };
  });
  const marks: Record<string, object> = {};
  for (let n = 1; n <= 5; n++) {
    const id = `p${n}`;
    const { readAt, note } = model.marks.get(id) ?? { readAt: undefined, note: "" };
    const its = model.present.filter((list) => list.papers.has(id)).map((list) => list.id);
    if (readAt === undefined && note === "" && its.length === 0) continue;
    const read = readAt === undefined ? {} : { readAt };
    marks[id] = { id, read: readAt !== undefined, hasNote: note !== "", note, lists: its, ...read };
  }
  const read = [...model.marks.keys()].filter(isRead).sort();
  return { lists, marks, read };
}

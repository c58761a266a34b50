import { copyFileSync, existsSync, renameSync, statSync } from "node:fs";
import BetterSqlite3 from "better-sqlite3";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Reading } from "../../src/reading/index.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

let folder: TemporaryFolder;
let path: string;
let count = 0;
let reading: Reading;

beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => folder.remove());
beforeEach(() => {
  path = folder.at(`${++count}.sqlite`);
  reading = open(path);
  return () => reading.close();
});

let now = Date.parse("2026-01-01T00:00:00Z");
const open = (at: string) => {
  return new Reading(at, () => {
    now += 1000;
    return new Date(now);
  });
};
const papers = (...numbers: number[]) => numbers.map((n) => ({ id: `p${n}`, title: `Title ${n}` }));
const make = (name: string, ...numbers: number[]) =>
  reading.createList({ name, color: "blue", note: "", papers: papers(...numbers) });
const orderOf = (id: string, of = reading) => of.members(id).map((paper) => paper.id);
const conflict = expect.objectContaining({ code: "conflict" });
const wrong = expect.objectContaining({ code: "bad-request" });

describe("The file", () => {
  it("is not there before the first change, however much is read", () => {
    expect([reading.lists(), reading.marks(), reading.read(), reading.members("l1"), reading.revision()]).toEqual([
      ...[[], [], [], []],
      0,
    ]);
    expect(reading.mark("p1")).toEqual({ id: "p1", note: "", lists: [] });
    for (const change of [
      () => reading.deleteList("l1"),
      () => reading.undo("1-x"),
      () => reading.editList("l1", {}),
    ]) {
      expect(change).toThrow(expect.objectContaining({ code: "not-found" }));
    }
    expect(existsSync(path)).toBe(false);
    reading.markRead(papers(1), true);
    expect(statSync(path).size).toBeGreaterThan(0);
  });

  it("is shared with others: each sees at once what the other has changed", () => {
    const other = open(path);
    const stamps = [other.stamp()];
    const { id } = make("Thesis", 1, 2);
    stamps.push(other.stamp());
    expect(orderOf(id, other)).toEqual(["p1", "p2"]);
    other.markRead(papers(2), true);
    stamps.push(reading.stamp());
    expect([reading.read(), reading.revision(), reading.lists()[0]?.unread]).toEqual([["p2"], 2, 1]);
    expect(new Set(stamps).size).toBe(3);
    other.close();
  });

  it("can be put back from a copy of it alone while it is open", () => {
    make("Thesis");
    copyFileSync(path, folder.at("copy"));
    make("Later");
    const stamp = reading.stamp();
    expect(reading.revision()).toBe(2);
    renameSync(folder.at("copy"), path);
    expect(reading.lists().map(({ name }) => name)).toEqual(["Thesis"]);
    make("Someday");
    expect(reading.lists().map(({ name }) => name)).toEqual(["Thesis", "Someday"]);
    expect(reading.revision()).toBe(2);
    expect(reading.stamp()).not.toBe(stamp);
  });

  it("of another program, of a later version, or damaged is left alone, with a message that names it", () => {
    const db = new BetterSqlite3(path);
    db.exec("CREATE TABLE recipes (name TEXT)");
    expect(() => reading.lists()).toThrow(/another program's database/);
    db.exec("DROP TABLE recipes");
    db.pragma("user_version = 99");
    expect(() => make("Thesis")).toThrow(expect.objectContaining({ code: "wrong-version" }));
    db.close();
    folder.write(`${count}.sqlite`, "not a database".repeat(1000));
    expect(() => reading.lists()).toThrow(
      expect.objectContaining({ code: "storage-failed", message: expect.stringContaining(path) }),
    );
    expect(() => make("Thesis")).toThrow(expect.objectContaining({ code: "storage-failed" }));
  });
});

describe("A list", () => {
  it("keeps its id for life, and no other list gets it", () => {
    const first = make("Thesis");
    const { undo } = reading.deleteList(first.id);
    const second = make("Later");
    expect([first.id, second.id]).toEqual(["l1", "l2"]);
    reading.undo(undo);
    expect(reading.lists().map(({ id }) => id)).toEqual(["l1", "l2"]);
  });

  it.each([
    ["Thesis", "thesis"],
    ["Thesis", "  THESIS "],
    ["Étude", "E\u0301tude"],
  ])("named %j leaves no room for another named %j", (name, other) => {
    make(name);
    const { id } = make("Else");
    for (const change of [() => make(other), () => reading.editList(id, { name: other })]) {
      expect(change).toThrow(
        expect.objectContaining({ code: "bad-request", message: expect.stringContaining(`“${name}”`) }),
      );
    }
    expect(reading.lists()).toHaveLength(2);
  });

  it("may change the spelling of its own name", () => {
    const { id } = make("thesis");
    reading.editList(id, { name: " Thesis " });
    expect(reading.lists()[0]?.name).toBe("Thesis");
    expect(() => reading.editList(id, { name: " \t" })).toThrow(wrong);
  });

  it("keeps texts as they were typed, save NUL and halves of surrogate pairs", () => {
    const odd = "  <b>x</b>\r\n\u202e \u200b\0 \ud83d $\\frac{1} 🙂 ";
    const { id } = reading.createList({ name: "a\0b", color: "red", note: odd, papers: [{ id: "p1", title: odd }] });
    reading.editMark({ id: "p1", title: odd }, { note: odd });
    const safe = odd.replace("\0", "\ufffd").replace("\ud83d $", "\ufffd $");
    expect(reading.list(id)).toMatchObject({ name: "a\ufffdb", note: safe });
    expect(reading.members(id)[0]?.title).toBe(safe);
    expect(reading.mark("p1").note).toBe(safe);
    reading.editMark({ id: "p1", title: "" }, { note: "other", noteWas: odd }); // what was typed is what was kept
    expect(reading.mark("p1").note).toBe("other");
  });

  it("takes 10,000 papers and no more", () => {
    const many = Array.from({ length: 10_000 }, (_, i) => ({ id: `m${i}`, title: "" }));
    const { id } = reading.createList({ name: "Much", color: "red", note: "", papers: many });
    expect(() => reading.editMembers(id, { add: papers(1), remove: [] })).toThrow(/10,001 papers/);
    reading.editMembers(id, { add: papers(1), remove: ["m0"], before: "m1" });
    expect(orderOf(id).slice(0, 2)).toEqual(["p1", "m1"]);
    expect(reading.list(id).count).toBe(10_000);
  });
});

describe("Two who change one list at the same time", () => {
  it("lose nothing: moves, additions and removals of both are there", () => {
    const { id } = make("Thesis", 1, 2, 3, 4);
    const other = open(path);
    reading.editMembers(id, { add: papers(4), remove: [], before: "p1" });
    other.editMembers(id, { add: papers(1), remove: [], before: null }); // made when 4 stood at the end
    reading.editMembers(id, { add: papers(5), remove: [], before: "p3" });
    other.editMembers(id, { add: papers(6), remove: ["p2", "p7"], before: "p2" }); // gone by the time it is placed
    expect(orderOf(id)).toEqual(["p4", "p5", "p3", "p1", "p6"]);
    other.close();
  });

  it("of whom one starts from an old note is told so, and nothing of theirs is saved", () => {
    const { id } = make("Thesis");
    reading.editList(id, { note: "mine", noteWas: "" });
    expect(() => reading.editList(id, { note: "theirs", noteWas: "", name: "New" })).toThrow(conflict);
    expect(reading.list(id)).toMatchObject({ name: "Thesis", note: "mine" });
    reading.editMark({ id: "p1", title: "One" }, { note: "mine", noteWas: "" });
    expect(() => reading.editMark({ id: "p1", title: "One" }, { note: "x", noteWas: "", read: true })).toThrow(/“One”/);
    expect(reading.mark("p1")).toEqual({ id: "p1", note: "mine", lists: [] });
  });

  it("of whom one sends the same again is not told so", () => {
    reading.editMark({ id: "p1", title: "One" }, { note: "mine", noteWas: "" });
    const again = reading.editMark({ id: "p1", title: "One" }, { note: "mine", noteWas: "" });
    expect(again).toEqual({ revision: 1, undo: "0" });
    expect(reading.undo("0")).toEqual({ revision: 1, what: "Nothing had been changed" });
  });
});

describe("Taking back", () => {
  it("brings a deleted list back with its papers, their order, its place and its id", () => {
    make("First", 9);
    const { id } = make("Thesis", 3, 1, 2);
    make("Last");
    reading.editList(id, { note: "by May", color: "teal" });
    const before = [reading.lists().map(({ updatedAt, ...list }) => list), reading.members(id)];
    const { undo } = reading.deleteList(id);
    expect(reading.marks().map((mark) => mark.id)).toEqual(["p9"]);
    expect(reading.undo(undo).what).toBe("Deleted the list “Thesis”");
    expect([reading.lists().map(({ updatedAt, ...list }) => list), reading.members(id)]).toEqual(before);
  });

  it("puts a paper back at its place, though others have moved", () => {
    const { id } = make("Thesis", 1, 2, 3);
    const { undo } = reading.editMembers(id, { add: [], remove: ["p2"] });
    reading.editMembers(id, { add: papers(3), remove: [], before: "p1" });
    reading.editMembers(id, { add: papers(4), remove: [], before: null });
    expect(reading.undo(undo).what).toBe("Removed “Title 2” from the list “Thesis”");
    expect(orderOf(id)).toEqual(["p3", "p1", "p2", "p4"]);
  });

  it("finds the old place however many other changes came after", () => {
    const { id } = make("Thesis", 1, 2, 3);
    const last = make("Last");
    const moved = reading.editList(id, { before: null });
    const { undo } = reading.editMembers(id, { add: [], remove: ["p2"] });
    for (let i = 0; i < 40; i++) reading.markRead(papers(9), i % 2 === 0);
    for (const token of [undo, moved.undo]) reading.undo(token);
    expect(orderOf(id)).toEqual(["p1", "p2", "p3"]);
    expect(reading.lists().map((list) => list.id)).toEqual([id, last.id]);
  });

  it("is refused where the same has been changed since, and then changes nothing", () => {
    const { id } = make("Thesis", 1, 2);
    const added = reading.editMembers(id, { add: papers(3, 4), remove: [] });
    reading.editMembers(id, { add: papers(3), remove: [], before: "p1" });
    const noted = reading.editMark({ id: "p1", title: "One" }, { note: "a" });
    reading.editMark({ id: "p1", title: "One" }, { note: "b" });
    const deleted = reading.deleteList(id);
    make("thesis");
    const revision = reading.revision();
    for (const [{ undo }, message] of [
      [added, /list has been deleted/],
      [noted, /note on “p1” has been changed again/],
      [deleted, /another list “thesis”/],
    ] as const) {
      expect(() => reading.undo(undo)).toThrow(
        expect.objectContaining({ code: "conflict", message: expect.stringMatching(message) }),
      );
    }
    expect(reading.revision()).toBe(revision);
  });

  it("of a new list is refused once there is more in it than it was made with", () => {
    const { id, undo } = make("Thesis", 1);
    const added = reading.editMembers(id, { add: papers(2), remove: [] });
    expect(() => reading.undo(undo)).toThrow(conflict);
    reading.undo(added.undo);
    reading.undo(undo);
    expect(reading.lists()).toEqual([]);
  });

  it("works once, for this file only, and for tokens that it gave", () => {
    const { undo } = make("Thesis");
    reading.undo(undo);
    expect(() => reading.undo(undo)).toThrow(/taken back already/);
    const elsewhere = open(folder.at("elsewhere.sqlite"));
    elsewhere.markRead(papers(1), true);
    for (const token of [undo, "", "1", "99-abc", "1-", "-1", "NaN", "l1"]) {
      expect(() => elsewhere.undo(token)).toThrow(expect.objectContaining({ code: "not-found" }));
    }
    elsewhere.close();
  });

  it("goes back 200 changes, and lists deleted before that are gone for good", () => {
    const { id } = make("Thesis", 1, 2);
    const deleted = reading.deleteList(id);
    const tokens = Array.from({ length: 248 }, (_, i) => reading.markRead(papers(10 + i), true).undo);
    for (const token of [deleted.undo, tokens[47]!]) expect(() => reading.undo(token)).toThrow(/last 200/);
    for (const token of [tokens[48]!, tokens[247]!]) reading.undo(token);
    expect(reading.read()).toHaveLength(246);
    expect(reading.papers().filter((paper) => ["p1", "p2"].includes(paper))).toEqual([]);
  });

  it("of the latest change, again and again, leads back to nothing", () => {
    const { id } = make("Thesis", 1, 2);
    reading.editList(id, { name: "PhD", color: "red" });
    reading.markRead(papers(1, 2, 3), true);
    reading.deleteList(id);
    const what: string[] = [];
    for (let token = reading.latestChange(); token !== undefined; token = reading.latestChange()) {
      what.push(reading.undo(token).what);
    }
    expect(what).toEqual([
      "Deleted the list “PhD”",
      "Marked 3 papers as read",
      "Changed the list “Thesis”",
      "Made the list “Thesis”",
    ]);
    expect([reading.lists(), reading.marks()]).toEqual([[], []]);
  });

  it.each([
    [{ read: true }, "Marked “One” as read"],
    [{ note: "n" }, "Wrote the note on “One”"],
    [{ read: true, note: "n" }, "Marked “One” as read and wrote the note on it"],
  ])("says what it takes back of a mark: %j", (edit, what) => {
    const { undo } = reading.editMark({ id: "p1", title: "One" }, edit);
    expect(reading.undo(undo).what).toBe(what);
    expect(reading.marks()).toEqual([]);
  });
});

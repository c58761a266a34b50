import { beforeEach, describe, expect, it } from "vitest";
import type { ReadingStore } from "../../../web/src/reading/store.ts";
import { FakeServer, openTab, settled, type Tab } from "./fake-server.ts";

let server: FakeServer;
let tab: Tab;
let store: ReadingStore;

beforeEach(async () => {
  server = new FakeServer();
  tab = await openTab(server);
  ({ store } = tab);
});

const names = () => store.state?.lists.map(({ name }) => name);
const isRead = (id: string) => store.state?.marks.get(id)?.read === true;

describe("what the reader changes", () => {
  it("shows at once, and stays when the server has it", async () => {
    store.change({ kind: "read", ids: ["a", "b"], read: true });
    expect([isRead("a"), isRead("b")]).toEqual([true, true]);
    expect(store.waiting.length).toBe(1);
    await settled();
    expect([store.waiting.length, isRead("a"), server.state.marks.get("b")?.read]).toEqual([0, true, true]);
  });

  it("goes back when the server refuses it, with the reason", async () => {
    server.refusal = { status: 403, message: "Only this machine may." };
    store.change({ kind: "read", ids: ["a"], read: true });
    await settled();
    expect(isRead("a")).toBe(false);
    expect(tab.said.at(-1)?.text).toBe("Not saved: Only this machine may.");
  });

  it("waits in order while the server is away, is said to wait, and is sent when it is back", async () => {
    server.isAway = true;
    const id = store.create("Thesis", ["a"], "red");
    store.change({ kind: "papers", id, edit: { add: ["b"] } });
    store.change({ kind: "edit", id, edit: { name: "Doctorate" } });
    await settled();
    expect([store.stalled, tab.kept.length]).toEqual([true, 3]);
    expect(store.state?.lists).toMatchObject([{ name: "Doctorate", count: 2, unread: 2 }]);
    await tab.later();
    expect(store.stalled).toBe(true);
    server.isAway = false;
    await tab.later();
    expect([store.stalled, tab.kept.length]).toEqual([false, 0]);
    expect(server.state.lists).toMatchObject([{ id: "l1", name: "Doctorate", count: 2 }]);
    expect(store.realId(id)).toBe("l1");
    expect(store.state?.lists).toMatchObject([{ id: "l1", name: "Doctorate" }]);
  });

  it("is given up after some tries when the server fails over it, so that others come through", async () => {
    server.breaksOver = (change) => change.kind === "read" && change.ids.includes("a");
    store.change({ kind: "read", ids: ["a"], read: true });
    store.change({ kind: "read", ids: ["b"], read: true });
    await settled();
    expect([isRead("a"), store.stalled]).toEqual([true, true]);
    for (let i = 0; i < 10; i++) await tab.later();
    expect([isRead("a"), isRead("b"), store.waiting.length]).toEqual([false, true, 0]);
    expect(tab.said.at(-1)?.text).toContain("broken");
  });

  it("is bounded while it waits, and says so", async () => {
    server.isAway = true;
    for (let i = 0; i < 300; i++) expect(store.change({ kind: "read", ids: [`p${i}`], read: true })).toBe(true);
    expect(store.change({ kind: "read", ids: ["one too many"], read: true })).toBe(false);
    expect(isRead("one too many")).toBe(false);
    expect(tab.said.at(-1)?.text).toContain("waiting");
  });

  it("may have come through before the connection broke: then it is no error", async () => {
    store.change({ kind: "delete", id: store.create("A", [], "red") });
    await settled();
    store.create("B", [], "red");
    await settled();
    server.isAway = true;
    store.change({ kind: "delete", id: "l2" });
    await settled();
    server.isAway = false;
    server.refusal = { status: 404, message: "no such list" };
    server.state = { ...server.state, revision: server.state.revision + 1, lists: [] };
    const said = tab.said.length;
    await tab.later();
    expect([names(), tab.said.length]).toEqual([[], said]);
  });
});

describe("a list that the server has made, but the page does not know of", () => {
  const rest = async (id: string) => {
    store.change({ kind: "papers", id, edit: { add: ["b"] } });
    await settled();
    await tab.later();
    expect(server.state.lists).toMatchObject([{ id: "l1", name: "Thesis", count: 2 }]);
    expect(server.state.marks.get("b")?.lists).toEqual(["l1"]);
    expect([store.realId(id), store.waiting.length, names()]).toEqual(["l1", 0, ["Thesis"]]);
    expect(tab.said.filter(({ text }) => text.startsWith("Not saved"))).toEqual([]);
  };

  it("for its answer was lost, is taken for the new one, and what rests on it comes through", async () => {
    server.losesAnswer = true;
    await rest(store.create("Thesis", ["a"], "red"));
  });

  it("for its tab was closed meanwhile, is taken for the new one, with what rests on it", async () => {
    server.take({ kind: "create", id: "new 1", list: { name: "Thesis", papers: ["a"] } });
    store.adopt([{ kind: "create", id: "new 1", list: { name: "Thesis", papers: ["a"] } }], new Map());
    await rest("new 1");
  });

  it("is not taken for one whose name is refused when it is sent for the first time", async () => {
    store.create("Thesis", [], "red");
    await settled();
    store.create("Thesis", ["a"], "red");
    await settled();
    expect(tab.said.at(-1)?.text).toBe("Not saved: There is such a list already.");
    expect(server.state.lists).toMatchObject([{ count: 0 }]);
  });
});

describe("undo", () => {
  it("takes changes back one after another, the last one first", async () => {
    store.create("A", [], "red");
    await settled();
    store.create("B", [], "blue");
    await settled();
    store.undo();
    await settled();
    expect(names()).toEqual(["A"]);
    store.undo();
    await settled();
    expect(names()).toEqual([]);
    store.undo();
    expect(tab.said.at(-1)?.text).toBe("Nothing to undo.");
  });

  it("takes back what has not been sent without asking the server, with what rests on it", async () => {
    server.isAway = true;
    store.change({ kind: "read", ids: ["a"], read: true });
    const id = store.create("A", [], "red");
    const undo = tab.said.at(-1)?.undo;
    store.change({ kind: "papers", id, edit: { add: ["b"] } });
    store.undo(undo);
    expect(names()).toEqual([]);
    await settled();
    server.isAway = false;
    await tab.later();
    expect(server.asked.map(({ kind }) => kind)).toEqual(["read"]);
  });

  it("waits for a change that is on its way", async () => {
    store.create("A", [], "red");
    store.undo();
    await settled();
    expect(server.asked.map(({ kind }) => kind)).toEqual(["create", "undo"]);
    expect(names()).toEqual([]);
  });
});

describe("notes", () => {
  const subject = { of: "paper", id: "a" } as const;
  const write = (note: string, noteWas: string) => store.change({ kind: "note", ...subject, note, noteWas });

  it("that wait are sent with their newest text only", async () => {
    server.isAway = true;
    store.change({ kind: "read", ids: ["a"], read: true });
    write("fi", "");
    write("first", "fi");
    expect(store.noteWaits(subject)).toBe(true);
    await settled();
    server.isAway = false;
    await tab.later();
    expect(server.asked.length).toBe(2);
    expect(server.notes.get("paper a")).toBe("first");
    expect([store.noteWaits(subject), store.state?.marks.get("a")?.hasNote]).toEqual([false, true]);
  });

  it("that were changed elsewhere meanwhile are kept in both texts, until the reader chooses", async () => {
    server.notes.set("paper a", "theirs");
    write("mine", "");
    await settled();
    expect(store.conflicts.get("paper a")).toEqual({ mine: "mine", theirs: "theirs" });
    expect(tab.said.at(-1)?.copy).toBe("mine");
    store.settleConflict(subject, "both");
    await settled();
    expect([store.conflicts.size, server.notes.get("paper a")]).toEqual([0, "both"]);
  });

  it("whose two texts were kept by a tab that was closed are told of again, with the way to them", async () => {
    const texts = { mine: "mine", theirs: "theirs" };
    store.adopt([], new Map([["list l 1", texts]]));
    expect(store.conflicts.get("list l 1")).toBe(texts);
    expect(tab.said.at(-1)?.at).toEqual({ of: "list", id: "l 1" });
  });

  it("that are refused count as not saved, with what the server has, until they are sent again", async () => {
    write("one", "");
    await settled();
    server.isAway = true;
    write("two", "one");
    await settled();
    write("three", "two"); // on its way when the first is refused
    server.isAway = false;
    server.refusal = { status: 403, message: "Only this machine may." };
    await tab.later();
    expect([store.noteWaits(subject), store.refusedNote(subject)]).toEqual([false, "one"]);
    expect(tab.said.at(-1)).toMatchObject({ copy: "three", stays: true });
    write("three", "one");
    expect(store.refusedNote(subject)).toBeUndefined();
    await settled();
    expect([server.notes.get("paper a"), store.refusedNote(subject)]).toEqual(["three", undefined]);
  });

  it("that the server has already are no conflict", async () => {
    server.notes.set("paper a", "mine");
    write("mine", "");
    await settled();
    expect(store.conflicts.size).toBe(0);
    expect(tab.said).toEqual([]);
  });
});

describe("two tabs", () => {
  it("see each other's changes, and lose none that are made at the same time", async () => {
    const other = await openTab(server, [tab]);
    store.create("A", [], "red");
    other.store.create("B", [], "blue");
    await settled();
    expect(names()?.toSorted()).toEqual(["A", "B"]);
    other.store.reload();
    await settled();
    expect(other.store.state?.lists.length).toBe(2);
  });

  it("never go back to an answer from before their own change", async () => {
    const old = server.answer();
    store.create("A", [], "red");
    await settled();
    const answer = server.answer.bind(server);
    let asked = 0;
    server.answer = () => (asked++ === 0 ? old : answer());
    store.reload();
    await settled();
    expect([names(), asked]).toEqual([["A"], 2]);
  });
});

describe("the server", () => {
  it("may have been put back to an older state: that is taken after a few questions", async () => {
    store.create("A", [], "red");
    await settled();
    server.state = { ...server.state, revision: 1, lists: [] };
    store.reload();
    for (let i = 0; i < 5; i++) await settled();
    expect(names()).toEqual([]);
  });

  it("is asked again when a tab has seen more than the answer that was on its way", async () => {
    const old = server.answer();
    server.take({ kind: "create", id: "x", list: { name: "From the command line" } });
    const answer = server.answer.bind(server);
    let asked = 0;
    server.answer = () => (asked++ === 0 ? old : answer());
    store.reload();
    store.heard(2);
    await settled();
    expect(names()).toEqual(["From the command line"]);
  });

  it("may be away when the page begins: it is asked again, and at once when the network returns", async () => {
    server.isAway = true;
    const late = await openTab(server);
    expect(late.store.state).toBeUndefined();
    await late.later();
    expect(late.store.state).toBeUndefined();
    server.isAway = false;
    late.store.wake();
    await settled();
    expect(late.store.state?.writable).toBe(true);
  });
});

describe("an open list", () => {
  const member = (id: string) => ({ id, title: id, addedAt: "" });

  it("shows moves and removals at once, in the order that the reader gives", async () => {
    store.create("A", ["a", "b", "c"], "red");
    await settled();
    const [summary] = server.state.lists;
    if (summary === undefined) throw new Error("Expected a list.");
    store.open({ ...summary, papers: ["a", "b", "c"].map(member) });
    const order = () => store.list("l1")?.papers.map(({ id }) => id);
    store.change({ kind: "papers", id: "l1", edit: { add: ["c"], before: "a" } });
    expect(order()).toEqual(["c", "a", "b"]);
    store.change({ kind: "papers", id: "l1", edit: { add: ["c"], before: null } });
    store.change({ kind: "papers", id: "l1", edit: { remove: ["a"] } });
    expect([order(), store.list("l1")?.count]).toEqual([["b", "c"], 2]);
    await settled();
    expect(order()).toEqual(["b", "c"]);
  });
});

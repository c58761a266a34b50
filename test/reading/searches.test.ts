import BetterSqlite3 from "better-sqlite3";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { Reading } from "../../src/reading/index.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

let folder: TemporaryFolder;
let path: string;
let count = 0;
let now = Date.parse("2026-01-01T00:00:00Z");
let reading: Reading;
const clock = () => {
  now += 1000;
  return new Date(now);
};
const open = () => new Reading(path, clock);
const save = (name: string, query = "q=graph", row = 5) =>
  reading.searches.create({ name, query, seen: { library: "here", row } });
const names = () => reading.searches.all().map(({ name }) => name);
const refusal = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => folder.remove());
beforeEach(() => {
  path = folder.at(`${++count}.sqlite`);
  reading = open();
  return () => reading.close();
});

it("Saved searches are kept by name, with what they ask and how far they have been seen", () => {
  expect(reading.searches.all()).toEqual([]);
  save("graphs");
  const { id } = save("Equivariance", "q=equivariant&mode=lexical", 9);
  expect(names()).toEqual(["Equivariance", "graphs"]);
  expect(reading.searches.one(id)).toMatchObject({
    ...{ id: "s2", name: "Equivariance", query: "q=equivariant&mode=lexical" },
    seen: { library: "here", row: 9 },
  });
});

it("Names are unique as those of lists are, and a refused change changes nothing", () => {
  save("Graphs");
  const { id } = save("Other");
  for (const name of ["graphs ", " GRAPHS"]) {
    expect(() => save(name)).toThrow(refusal("bad-request", /There is a saved search “Graphs” already/));
    expect(() => reading.searches.edit(id, { name })).toThrow(refusal("bad-request", /“Graphs” already/));
  }
  expect(() => save("  ")).toThrow(refusal("bad-request", /Expected a name for the saved search/));
  expect(names()).toEqual(["Graphs", "Other"]);
  expect(() => reading.searches.delete("s9")).toThrow(refusal("not-found", /no saved search “s9”/));
});

it("Saving, renaming and deleting can be taken back, each as long as nothing stands against it", () => {
  const made = save("Graphs");
  const renamed = reading.searches.edit(made.id, { name: "Networks" });
  expect(() => reading.undo(made.undo)).toThrow(refusal("conflict", /the saved search “Networks” has been changed/));
  expect(reading.undo(renamed.undo).what).toBe("Renamed the saved search “Graphs” to “Networks”");
  const deleted = reading.searches.delete(made.id);
  expect(names()).toEqual([]);
  const usurper = save("graphs");
  expect(() => reading.undo(deleted.undo)).toThrow(refusal("conflict", /another saved search “graphs” by now/));
  reading.undo(usurper.undo);
  expect(reading.undo(deleted.undo).what).toBe("Deleted the saved search “Graphs”");
  expect(reading.searches.one(made.id).seen.row).toBe(5);
});

it("What has been seen moves on, never back, and is no change that undo would take back", () => {
  const { id, undo } = save("Graphs");
  const before = reading.revision();
  expect(reading.searches.see(id, { library: "here", row: 8 })).toBe(before + 1);
  expect(reading.searches.see(id, { library: "here", row: 6 })).toBe(before + 1);
  expect(reading.searches.one(id).seen.row).toBe(8);
  reading.searches.see(id, { library: "made anew", row: 2 });
  expect(reading.searches.one(id).seen).toMatchObject({ library: "made anew", row: 2 });
  expect(reading.latestChange()).toBe(undo);
  expect(reading.searches.digest()).toBeUndefined();
  reading.searches.seeDigest({ library: "here", row: 3 });
  reading.searches.seeDigest({ library: "here", row: 2 });
  expect(reading.searches.digest()).toMatchObject({ library: "here", row: 3 });
});

it("A file from before saved searches goes on with its lists", () => {
  reading.createList({ name: "Thesis", color: "blue", note: "", papers: [] });
  reading.close();
  const db = new BetterSqlite3(path);
  db.exec("DROP TABLE searches; DROP TABLE opinions");
  db.pragma("user_version = 1");
  db.close();
  reading = open();
  save("Graphs");
  expect([reading.lists().map(({ name }) => name), names()]).toEqual([["Thesis"], ["Graphs"]]);
});

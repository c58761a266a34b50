import { afterEach, beforeEach, expect, it } from "vitest";
import { Reading } from "../../src/reading/index.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

let folder: TemporaryFolder;
let reading: Reading;
let now = Date.parse("2026-01-01T00:00:00Z");

beforeEach(() => {
  folder = temporaryFolder();
  reading = new Reading(folder.at("reading.sqlite"), () => {
    now += 1000;
    return new Date(now);
  });
});
afterEach(() => {
  reading.close();
  folder.remove();
});

const A = { id: "a", title: "Paper A" };
const B = { id: "b", title: "Paper B" };

it("An opinion is kept, changed, taken back, and undone as any change", () => {
  reading.judge([A, B], "liked");
  const { undo } = reading.judge([A], "disliked");
  expect(reading.mark("a")).toMatchObject({ opinion: "disliked" });
  expect(reading.marks().map(({ id, opinion }) => [id, opinion])).toEqual([
    ["a", "disliked"],
    ["b", "liked"],
  ]);
  expect(reading.undo(undo).what).toBe("Marked “Paper A” as not interesting");
  expect([...reading.opinions().values()]).toEqual(["liked", "liked"]);
  reading.judge([A, B], null);
  expect(reading.marks()).toEqual([]);
  expect(reading.mark("a")).not.toHaveProperty("opinion");
});

it("To think the same again changes nothing, not even since when", () => {
  const { revision } = reading.judge([A], "liked");
  const [first] = reading.signs(10);
  expect(reading.judge([A], "liked").revision).toBe(revision);
  expect(reading.signs(10)).toEqual([first]);
});

it("What says what a reader cares for comes with its time, the latest first", () => {
  reading.createList({ name: "Thesis", color: "red", note: "", papers: [A] });
  reading.markRead([B], true);
  reading.judge([A], "liked");
  expect(reading.signs(10).map(({ paper, kind }) => [paper, kind])).toEqual([
    ["a", "liked"],
    ["b", "read"],
    ["a", "listed"],
  ]);
  reading.deleteList("l1");
  expect(reading.signs(10).map(({ kind }) => kind)).toEqual(["liked", "read"]);
});

import { rmSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { digestInWords } from "../../src/library/index.ts";
import { DigestAnswer } from "../../src/wire/index.ts";
import { buildLibrary, type OpenedLibrary, openLibrary, withLibrary } from "../helpers/library.ts";
import { type Fields, randomPapers, toJsonLines } from "../helpers/papers.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

const DAY_MS = 24 * 3600 * 1000;
const OLD: readonly Fields[] = [
  ...randomPapers(140),
  { id: "whale-1", title: "Songs of humpback whales", abstract: "Humpback whales sing songs in the ocean." },
  { id: "whale-2", title: "Migration of whales", abstract: "Where humpback whales go in the ocean in winter." },
];
const NEW: readonly Fields[] = [
  { id: "new-whale", title: "Humpback whale songs heard again", abstract: "Songs of whales in the ocean." },
  { id: "new-cipher", title: "A cipher for privacy", abstract: "Zebrafish swim." },
  { id: "odd", title: "Basalt volcano chronicles", abstract: "Medieval chronicles of basalt and lava." },
  { ...(OLD[0] as Fields), id: "same", title: `${OLD[0]?.title} volcano` },
  ...randomPapers(10, 7).map((paper) => ({ ...paper, id: `new-${paper.id}` })),
];

let folder: TemporaryFolder;
let opened: OpenedLibrary;

beforeAll(async () => {
  folder = temporaryFolder();
  await buildLibrary(folder.at("library"), [folder.write("first.jsonl", toJsonLines(OLD))]);
  opened = openLibrary(folder.at("library"));
  opened.pass(30 * DAY_MS);
  await add(NEW);
});
beforeEach(() => rmSync(folder.at("library", "reading.sqlite"), { force: true })); // one library for all, which only grows
afterAll(async () => {
  await opened.library.close();
  folder.remove();
});

const add = (papers: readonly Fields[]) =>
  opened.library.ingest([folder.write(`${papers[0]?.id}.jsonl`, toJsonLines(papers))]);
const make = async (since: string | number = "last", k = 30) =>
  DigestAnswer.strict().parse(await opened.library.digest.make({ since, k }));
const papersIn = ({ groups }: DigestAnswer) => groups.flatMap(({ papers }) => papers);
const idsIn = (digest: DigestAnswer) => papersIn(digest).map(({ id }) => id);
const reasonsOf = (id: string, digest: DigestAnswer) =>
  papersIn(digest).find((paper) => paper.id === id)?.reasons ?? [];
const kindsOf = (id: string, digest: DigestAnswer) => reasonsOf(id, digest).map(({ kind }) => kind);

describe("A digest", () => {
  it("names new papers near a list and in a saved search, each with its reason, and leaves out the rest", async () => {
    opened.library.reading.create({ name: "Whales", papers: ["whale-1", "whale-2"] });
    opened.library.saved.create({ name: "Fish", search: "q=zebrafish&mode=lexical" });
    const digest = await make();
    expect(digest).toMatchObject({ sinceIs: "first", arrived: NEW.length, known: 0, continues: true });
    expect(reasonsOf("new-whale", digest)).toContainEqual({
      kind: "near",
      paper: expect.objectContaining({ id: expect.stringMatching(/^whale-[12]$/) }),
      lists: [{ id: "l1", name: "Whales" }],
      similarity: expect.any(Number),
    });
    expect(reasonsOf("new-cipher", digest)).toContainEqual({
      kind: "search",
      saved: { id: "s1", name: "Fish" },
      rank: 1,
    });
    expect(papersIn(digest).every(({ reasons }) => reasons.some(({ kind }) => kind !== "unlike"))).toBe(true);
    expect(papersIn(digest).length).toBe(digest.suited);
    expect(digest.suited).toBeLessThan(NEW.length / 2);
    expect(digest.notes.join(" ")).toMatch(/other new papers came in, not near what you keep\./);
  });

  it("shows the latest papers and says so where nothing is known of the reader", async () => {
    const digest = await make("last", 3);
    expect(idsIn(digest).sort()).toEqual(
      NEW.slice(-3)
        .map(({ id }) => id)
        .sort(),
    );
    expect(digest.suited).toBeUndefined();
    expect(digestInWords(digest).groups.map(({ name }) => name)).toEqual(["New papers"]); // there is no map
    expect(digest.notes.join(" ")).toMatch(/Nothing is known yet of what is for you/);
    expect(papersIn(digest).flatMap(({ reasons }) => reasons.filter(({ kind }) => kind !== "unlike"))).toEqual([]);
  });

  it("follows what the reader likes, and leaves out what they keep, have read or have no interest in", async () => {
    opened.library.reading.judge(["whale-1"], "liked");
    expect(idsIn(await make())).toContain("new-whale");
    opened.library.reading.judge(["new-whale"], "disliked");
    opened.library.reading.create({ name: "Ciphers", papers: ["new-cipher"] });
    opened.library.reading.markRead(["odd"], true);
    const digest = await make();
    expect(digest.known).toBe(3);
    for (const id of ["new-whale", "new-cipher", "odd"]) expect(idsIn(digest)).not.toContain(id);
  });

  it("marks what is unlike all that came before, and says which saved search could not be asked", async () => {
    opened.library.reading.create({ name: "Gone" });
    opened.library.saved.create({ name: "In a list", search: "q=graph&list=Gone" });
    opened.library.saved.create({ name: "Odd", search: "q=volcano&mode=lexical" });
    opened.library.reading.delete("Gone");
    const digest = await make();
    expect([kindsOf("odd", digest), kindsOf("same", digest)]).toEqual([["search", "unlike"], ["search"]]);
    expect(digest.notes.join(" ")).toMatch(/saved search “In a list” could not be asked: There is no list “l1”/);
  });

  it("begins where the last one ended once that has been read, or on a day, and says what that leaves out", async () => {
    opened.library.saved.create({ name: "Graphs", search: "q=graph&mode=lexical" });
    const first = await make();
    expect(await make()).toMatchObject({ arrived: first.arrived }); // looking alone moves nothing
    opened.pass(2 * DAY_MS);
    await add([{ id: "between", title: "A graph between", abstract: "" }]);
    opened.library.digest.seen(first.upTo);
    const second = await make();
    expect([second.sinceIs, second.arrived, idsIn(second)]).toEqual(["last", 1, ["between"]]);
    opened.pass(2 * DAY_MS);
    await add([{ id: "late", title: "A late graph", abstract: "" }]);
    const dayOf = (id: string) => opened.library.paper(id).addedAt.slice(0, 10);
    const late = await make(dayOf("late"));
    expect([idsIn(late), late.continues]).toEqual([["late"], false]);
    const both = await make(dayOf("between"));
    expect([idsIn(both).sort(), both.continues]).toEqual([["between", "late"], true]);
    expect((await make("2020-01-01")).continues).toBe(true);
    expect((await make("2999-01-01")).arrived).toBe(0);
    await expect(make("2026-13-45")).rejects.toMatchObject({ code: "bad-request" });
    opened.library.digest.seen(both.upTo);
    opened.library.digest.seen(first.upTo); // an older one takes nothing back
    expect(await make()).toMatchObject({
      ...{ arrived: 0, groups: [] },
      notes: [expect.stringMatching(/^Nothing came in since/)],
    });
  });

  it("of an empty library is empty", async () => {
    await withLibrary(folder.at("empty"), async ({ library }) => {
      expect(await library.digest.make({ since: "last", k: 30 })).toMatchObject({ arrived: 0, groups: [], upTo: 0 });
    });
  });
});

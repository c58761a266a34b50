import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DigestAnswer } from "../../src/wire/index.ts";
import { buildLibrary, copyLibrary, type OpenedLibrary, openLibrary } from "../helpers/library.ts";
import { type Fields, randomPapers, toJsonLines } from "../helpers/papers.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

const DAY_MS = 24 * 3600 * 1000;
const OLD = randomPapers(140);
const ABOUT_WHALES = [
  { id: "whale-1", title: "Songs of humpback whales", abstract: "Humpback whales sing songs in the ocean." },
  { id: "whale-2", title: "Migration of whales", abstract: "Where humpback whales go in the ocean in winter." },
];
const NEW: readonly Fields[] = [
  { id: "new-whale", title: "Humpback whale songs heard again", abstract: "Songs of whales in the ocean." },
  { id: "new-cipher", title: "A cipher for privacy", abstract: "Zebrafish swim." },
  ...randomPapers(10, 7).map((paper) => ({ ...paper, id: `new-${paper.id}` })),
];

let folder: TemporaryFolder;
let count = 0;
let opened: OpenedLibrary;

beforeAll(async () => {
  folder = temporaryFolder();
  const first = folder.write("first.jsonl", toJsonLines([...OLD, ...ABOUT_WHALES]));
  await buildLibrary(folder.at("library"), [first]);
});
afterAll(() => folder.remove());
beforeEach(() => {
  opened = openLibrary(copyLibrary(folder.at("library"), folder.at(`copy-${++count}`)));
  opened.pass(30 * DAY_MS);
  return () => opened.library.close();
});

const add = (papers: readonly Fields[]) =>
  opened.library.ingest([folder.write(`more-${count}-${papers[0]?.id}.jsonl`, toJsonLines(papers))]);
const make = async (since: string | number = "last", k = 30) =>
  DigestAnswer.strict().parse(await opened.library.digest.make({ since, k }));
const papersIn = ({ groups }: DigestAnswer) => groups.flatMap(({ papers }) => papers);
const idsIn = (digest: DigestAnswer) => papersIn(digest).map(({ id }) => id);

describe("A digest", () => {
  it("names new papers near a list and in a saved search, each with its reason, and leaves out the rest", async () => {
    opened.library.reading.create({ name: "Whales", papers: ["whale-1", "whale-2"] });
    opened.library.saved.create({ name: "Fish", search: "q=zebrafish&mode=lexical" });
    await add(NEW);
    const digest = await make();
    expect(digest).toMatchObject({ sinceIs: "first", arrived: NEW.length, known: 0, continues: true });
    const [whale, fish] = ["new-whale", "new-cipher"].map((id) => papersIn(digest).find((paper) => paper.id === id));
    expect(whale?.reasons).toContainEqual({
      kind: "near",
      paper: expect.objectContaining({ id: expect.stringMatching(/^whale-[12]$/) }),
      lists: [{ id: "l1", name: "Whales" }],
      similarity: expect.any(Number),
    });
    expect(fish?.reasons).toContainEqual({ kind: "search", saved: { id: "s1", name: "Fish" }, rank: 1 });
    expect(papersIn(digest).every(({ reasons }) => reasons.some(({ kind }) => kind !== "unlike"))).toBe(true);
    expect(papersIn(digest).length).toBe(digest.suited);
    expect(digest.suited).toBeLessThan(NEW.length / 2);
    expect(digest.notes.join(" ")).toMatch(/other new papers came in, not near what you keep\./);
  });

  it("begins where the last one ended once that has been read, and an older one takes nothing back", async () => {
    opened.library.saved.create({ name: "Graphs", search: "q=graph&mode=lexical" });
    await add(NEW);
    const first = await make();
    expect(await make()).toMatchObject({ arrived: first.arrived }); // looking alone moves nothing
    await add([{ id: "late", title: "A late graph", abstract: "" }]);
    opened.library.digest.seen(first.upTo);
    const second = await make();
    expect([second.sinceIs, second.arrived, idsIn(second)]).toEqual(["last", 1, ["late"]]);
    opened.library.digest.seen(second.upTo);
    opened.library.digest.seen(first.upTo);
    const third = await make();
    expect([third.arrived, third.groups, third.notes]).toEqual([
      0,
      [],
      [expect.stringMatching(/^Nothing came in since/)],
    ]);
  });

  it("begins on a day where one is given, and says whether that leaves something out", async () => {
    opened.library.saved.create({ name: "Graphs", search: "q=graph&mode=lexical" });
    await add(NEW);
    opened.library.digest.seen((await make()).upTo);
    opened.pass(2 * DAY_MS);
    await add([{ id: "between", title: "A graph between", abstract: "" }]);
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
  });

  it("shows the latest papers and says so where nothing is known of the reader", async () => {
    await add(NEW);
    const digest = await make("last", 3);
    expect(idsIn(digest).sort()).toEqual(
      NEW.slice(-3)
        .map(({ id }) => id)
        .sort(),
    );
    expect(digest.suited).toBeUndefined();
    expect(digest.notes.join(" ")).toMatch(/Nothing is known yet of what is for you/);
    expect(papersIn(digest).flatMap(({ reasons }) => reasons.filter(({ kind }) => kind !== "unlike"))).toEqual([]);
  });

  it("leaves out what the reader has put into a list or read already", async () => {
    await add(NEW);
    opened.library.reading.create({ name: "Whales", papers: ["new-whale"] });
    opened.library.reading.markRead(["new-cipher"], true);
    const digest = await make();
    expect(digest.known).toBe(2);
    expect(idsIn(digest)).not.toEqual(expect.arrayContaining(["new-whale"]));
    expect(idsIn(digest)).not.toEqual(expect.arrayContaining(["new-cipher"]));
  });

  it("follows what the reader likes, and leaves out what they have no interest in", async () => {
    opened.library.reading.judge(["whale-1"], "liked");
    await add(NEW);
    expect(idsIn(await make())).toContain("new-whale");
    opened.library.reading.judge(["new-whale"], "disliked");
    const digest = await make();
    expect([idsIn(digest).includes("new-whale"), digest.known]).toEqual([false, 1]);
  });

  it("says which saved search could not be asked, and goes on without it", async () => {
    opened.library.reading.create({ name: "Gone" });
    opened.library.saved.create({ name: "In a list", search: "q=graph&list=Gone" });
    opened.library.saved.create({ name: "Graphs", search: "q=graph&mode=lexical" });
    opened.library.reading.delete("Gone");
    await add([{ id: "late", title: "A late graph", abstract: "" }]);
    const digest = await make();
    expect(idsIn(digest)).toEqual(["late"]);
    expect(digest.notes.join(" ")).toMatch(/saved search “In a list” could not be asked: There is no list “l1”/);
  });

  it("marks what is unlike all that came before", async () => {
    opened.library.saved.create({ name: "Odd", search: "q=volcano+graph&mode=lexical" });
    await add([
      { id: "odd", title: "Basalt volcano chronicles", abstract: "Medieval chronicles of basalt and lava." },
      { ...(OLD[0] as Fields), id: "same", title: `${OLD[0]?.title} graph` },
    ]);
    const kinds = new Map(papersIn(await make()).map(({ id, reasons }) => [id, reasons.map(({ kind }) => kind)]));
    expect(kinds.get("odd")).toEqual(["search", "unlike"]);
    expect(kinds.get("same") ?? []).not.toContain("unlike");
  });

  it("of an empty library is empty", async () => {
    await opened.library.close();
    opened = openLibrary(folder.at(`empty-${count}`));
    expect(await make()).toMatchObject({ arrived: 0, groups: [], upTo: 0 });
  });
});

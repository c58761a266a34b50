import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ListingAnswer } from "../../src/wire/index.ts";
import { buildLibrary, type OpenedLibrary, openLibrary } from "../helpers/library.ts";
import { savedPage, toJsonLines } from "../helpers/papers.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

const papers = [
  ["t1", "Tensor network states for quantum many-body lattices"],
  ["t2", "Contracting tensor networks on quantum lattices"],
  ["t3", "Entanglement in matrix product states and tensor networks"],
  ["r1", "Reward models for reinforcement learning from human feedback"],
  ["r2", "Human feedback and policy optimization of language models"],
  ["o1", "Seismic waves in polar ice sheets"],
  ["o2", "Auctions with private information"],
].map(([id = "", title = ""]) => ({ id, title, abstract: `${title}. We study ${title.toLowerCase()}.` }));
/** As the page of the day lists them. */
const LISTED = ["o1", "r2", "t2", "o2", "t3"];

let folder: TemporaryFolder;
let opened: OpenedLibrary;
const mine = async (k = 100, offset = 0) =>
  ListingAnswer.parse(
    await opened.library.listings.period("2024-05-01", { k, offset, withNovelty: false, sort: "mine" }),
  );
const idsOf = ({ listed }: ListingAnswer) => listed.map(({ id }) => id);

beforeAll(async () => {
  folder = temporaryFolder();
  const titles = LISTED.map((id) => papers.find((paper) => paper.id === id)?.title ?? "");
  const page = folder.write("day.txt", savedPage(titles, "May 1, 2024"));
  await buildLibrary(folder.at("library"), [folder.write("papers.jsonl", toJsonLines(papers)), page]);
  opened = openLibrary(folder.at("library"));
});
afterAll(async () => {
  await opened.library.close();
  folder.remove();
});

describe("What is new for the reader", () => {
  it("stands as listed, with a note, as long as nothing is known of them", async () => {
    const answer = await mine();
    expect(idsOf(answer)).toEqual(LISTED);
    expect(answer.notes.join(" ")).toMatch(/put papers into a list, or mark them as read/);
    expect(answer.listed.every(({ mine: reason }) => reason === undefined)).toBe(true);
  });

  it("comes first, the nearest to any of their lists at the top, each with the paper that it is near to", async () => {
    const { reading } = opened.library;
    const { undo } = reading.create({ name: "Mixed", papers: ["t1", "r1"] });
    const answer = await mine();
    const [first, second, third] = answer.listed;
    expect([first?.id, second?.id, third?.id].sort()).toEqual(["r2", "t2", "t3"]);
    expect(answer.listed.slice(0, 3).map((paper) => [paper.id[0], paper.mine?.near.id])).toEqual(
      answer.listed.slice(0, 3).map(({ id }) => [id[0], `${id[0]}1`]),
    );
    const scores = answer.listed.map((paper) => paper.mine?.score ?? Number.NaN);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(answer.notes.join(" ")).not.toMatch(/Nothing is known/);
    reading.undo(undo);
  });

  it("leaves what is read or in a list for the end, in the order of the page, and keeps every paper and its place", async () => {
    const { reading } = opened.library;
    const read = reading.markRead(["r2"], true);
    const list = reading.create({ name: "Networks", papers: ["t3", "t1"] });
    const answer = await mine();
    expect(idsOf(answer)[0]).toBe("t2");
    expect(idsOf(answer).slice(-2)).toEqual(["r2", "t3"]);
    expect(answer.listed.map(({ id, place }) => [id, place])).toEqual(
      idsOf(answer).map((id) => [id, LISTED.indexOf(id) + 1]),
    );
    expect([...idsOf(await mine(2)), ...idsOf(await mine(10, 2))]).toEqual(idsOf(answer));
    reading.undo(list.undo);
    reading.undo(read.undo);
  });
});

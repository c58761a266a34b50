import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { mulberry32, titleKey } from "../../src/core/index.ts";
import { papers, readAll, readBytes, rejects, titles } from "./reading.ts";

const SEEDS = "../shared/seeds";

const abstractOf = (topic: string) =>
  `We study ${topic} in depth. ${"It is shown that the method converges under mild conditions. ".repeat(6)}Code is public.`;

describe.skipIf(!existsSync(SEEDS))("the five saved pages", () => {
  it("are 5 listings with 637 entries of 573 different titles, and nothing is rejected", async () => {
    const events = await readAll([SEEDS]);
    const listings = events.filter((event) => event.kind === "listing").map((event) => event.listing);
    expect(listings.map(({ source, date }) => [source, date])).toEqual([
      ["huggingface-papers", "--08-20"],
      ["huggingface-papers", "--03-11"],
      ["huggingface-papers", undefined],
      ["huggingface-papers", undefined],
      ["huggingface-papers", undefined],
    ]);
    expect(listings.map(({ name }) => name)).toEqual(readdirSync(SEEDS).sort());
    expect(papers(events)).toHaveLength(637);
    expect(new Set(titles(events).map(titleKey)).size).toBe(573);
    expect(rejects(events)).toEqual([]);
  });

  it("rank the papers of each page from 1 in their order, after the listing itself", async () => {
    for (const file of readdirSync(SEEDS)) {
      const events = await readAll([join(SEEDS, file)]);
      expect(events.map((event) => event.kind).slice(0, 3)).toEqual(["input", "listing", "paper"]);
      const ranks = papers(events).map((event) => event.listing);
      expect(ranks).toEqual(ranks.map((_, i) => ({ name: file, rank: i + 1 })));
    }
  });

  it("give titles that look like titles and abstracts that look like abstracts", async () => {
    for (const { record, line, input } of papers(await readAll([SEEDS]))) {
      expect(record.title.length).toBeLessThan(180);
      expect(record.title).not.toMatch(/^Subscribe|[^.]\.$/);
      expect(record.abstract.length).toBeGreaterThan(200);
      expect(readFileSync(input, "utf8").split("\n")[line - 1]).toContain(record.title);
    }
  });

  it("are read alike with Windows line ends, with blank lines everywhere and with none", async () => {
    const text = readFileSync(join(SEEDS, readdirSync(SEEDS).sort()[0] ?? ""), "utf8");
    const expected = titles(await readBytes(text));
    const blanks = text.replaceAll("\n", "\n \t\n");
    const dense = text.replace(/\n\s*/g, "\n");
    for (const variant of [text.replaceAll("\n", "\r\n"), blanks, dense, `\ufeff${text}\n\t\t \n`]) {
      expect(titles(await readBytes(variant))).toEqual(expected);
    }
  });

  it("keep every title when abstracts are missing, and say so when titles are", async () => {
    const rng = mulberry32(7);
    for (const file of readdirSync(SEEDS)) {
      const lines = readFileSync(join(SEEDS, file), "utf8").split("\n");
      const before = papers(await readAll([join(SEEDS, file)])).slice(1);
      const dropped = before.filter(() => rng() < 0.1);
      const without = (numbers: Set<number>) => readBytes(lines.filter((_, i) => !numbers.has(i + 1)).join("\n"));
      const abstractLine = (title: number) => lines.findIndex((text, i) => i >= title && text.trim() !== "") + 1;
      const noAbstract = await without(new Set(dropped.map(({ line }) => abstractLine(line))));
      const bare = papers(noAbstract).filter(({ record }) => record.abstract === "");
      expect(bare.length).toBeGreaterThanOrEqual(dropped.length * 0.9);
      expect(titles(noAbstract).length).toBeGreaterThanOrEqual(before.length);
      const noTitle = await without(new Set(dropped.map(({ line }) => line)));
      expect(papers(noTitle)).toHaveLength(before.length + 1 - dropped.length);
      expect(rejects(noTitle)).toHaveLength(dropped.length);
    }
  });
});

describe("a saved page", () => {
  const header =
    "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\nDaily Papers\n\nbyAK and the research community\n";

  it("does not take the lines of the site, dates, votes and links for papers", async () => {
    const page = `${header}Some slogan of tomorrow\nAug 20, 2024\n\nFirst Title\n42\n${abstractOf("a")}\n· 12 authors\nSecond Title\n${abstractOf("b")}\nPrevious\nNext\nTOS\nPrivacy\n`;
    const events = await readBytes(page);
    expect(titles(events)).toEqual(["First Title", "Second Title"]);
    expect(papers(events)[0]?.record.abstract).toBe(abstractOf("a"));
    expect(events[1]).toMatchObject({ kind: "listing", listing: { date: "2024-08-20", name: "stdin" } });
  });

  it.each([
    ["SubscribeDeep Sets", "Deep Sets"],
    ["Subscribeμ-Transfer at Scale", "μ-Transfer at Scale"],
    ["Get trending papers in your email inbox!SubscribeDeep Sets", "Deep Sets"],
    ["Subscriber Growth in Networks", "Subscriber Growth in Networks"],
    ["Subscribe or Not? A Study", "Subscribe or Not? A Study"],
    ["Attention Is All You Need?", "Attention Is All You Need?"],
    [
      "The Mira-Titan Universe IV. High Precision Power Spectrum Emulation",
      "The Mira-Titan Universe IV. High Precision Power Spectrum Emulation",
    ],
    [`A ${"very ".repeat(45)}long title`, `A ${"very ".repeat(45)}long title`],
  ])("whose first title is written %j", async (line, title) => {
    const page = `Get trending papers in your email inbox once a day!\n${line}\n${abstractOf("a")}\nOther\n${abstractOf("b")}`;
    expect(titles(await readBytes(page))).toEqual([title, "Other"]);
  });

  it("may have short abstracts, papers without one, and a remark under an abstract", async () => {
    const page = `${header}Aug 1\nShort Proofs\nWe prove a theorem.\nNo Abstract Here\nPlain Title\n${abstractOf("a")}\nCode is available at this site.\nLast Title`;
    const events = await readBytes(page);
    expect(papers(events).map(({ record }) => [record.title, record.abstract])).toEqual([
      ["Short Proofs", "We prove a theorem."],
      ["No Abstract Here", ""],
      ["Plain Title", `${abstractOf("a")} Code is available at this site.`],
      ["Last Title", ""],
    ]);
    expect(rejects(events)).toEqual([]);
  });

  it.each([
    ["Aug 20", "--08-20"],
    ["September 3", "--09-03"],
    ["Feb 29", "--02-29"],
    ["Wednesday, Aug 20", "--08-20"],
    ["20 Aug 2025", "2025-08-20"],
    ["2025-08-20", "2025-08-20"],
    ["Feb 30", undefined],
  ])("is dated %s", async (line, date) => {
    const events = await readBytes(`${header}${line}\nTitle\n${abstractOf("a")}`);
    expect(events.find((event) => event.kind === "listing")?.listing.date).toBe(date);
  });

  it("is known without the lines of the site when titles and abstracts take turns", async () => {
    const page = ["a", "b", "c", "d"].map((name) => `Title of ${name}\n\n${abstractOf(name)}\n`).join("\n");
    expect(titles(await readBytes(page))).toHaveLength(4);
  });

  it("takes the label that the user gives, on the listing and on its papers", async () => {
    const events = await readBytes(`${header}Title\n${abstractOf("a")}`, { source: "my pages" });
    expect(events[1]).toMatchObject({ kind: "listing", listing: { source: "my pages" } });
    expect(papers(events)[0]?.source).toBe("my pages");
  });

  it("without papers is rejected, not an empty listing", async () => {
    const events = await readBytes(header);
    expect(events.map((event) => event.kind)).toEqual(["input", "reject"]);
  });

  it("with bytes of Windows-1252 keeps its letters, line by line", async () => {
    const page = Buffer.concat([
      Buffer.from(`${header}Schr`),
      Buffer.from([0xf6]),
      Buffer.from(`dinger Bridges\n${abstractOf("a")}\nNaïve Bayes\n${abstractOf("b")}`),
    ]);
    expect(titles(await readBytes(page))).toEqual(["Schrödinger Bridges", "Naïve Bayes"]);
  });
});

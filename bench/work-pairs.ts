import type { PaperRecord } from "../src/core/index.ts";
import { core, store } from "./program.ts";

/** Two records, which are of one work or not. */
export interface WorkPair {
  readonly kind: string;
  readonly isOne: boolean;
  readonly a: PaperRecord;
  readonly b: PaperRecord;
}

/** What is known of a title of the set. */
export interface Titled {
  readonly title: string;
  readonly abstract: string;
  readonly year: number;
}

const FIRST_NAMES = "Ada,Grace,Emmy,Alan,Kurt,Sofia,Henri,Niels,Marie,Chien,Rosa,Leonhard,Carl,Mary,John,Wei".split(
  ",",
);
const LAST_NAMES =
  "Lovelace,Hopper,Noether,Turing,Gödel,Kovalevskaya,Poincaré,Bohr,Curie,Wu,Peters,Euler,Gauss,Somerville,Nash,Zhang".split(
    ",",
  );
const AUTHORS = 3;
/** What a changed record of the same work differs in. */
const CHANGED = ["title", "authors", "year"] as const;
/** So many titles of the set are changed by hand, as it were. */
const CONSTRUCTED = 1500;

/** Ways in which titles of other works look like this one. */
const OTHERS: Readonly<Record<string, (title: string) => readonly [string, string]>> = {
  "part I, part II": (title) => [`${title}. Part I`, `${title}. Part II`],
  "first, second part": (title) => [title, `${title} II`],
  "version 2": (title) => [title, `${title} v2`],
  "yearly task": (title) => [`Overview of the 2021 task on ${title}`, `Overview of the 2022 task on ${title}`],
  erratum: (title) => [title, `Erratum: ${title}`],
  corrigendum: (title) => [`${title} (Corrigendum)`, title],
  comment: (title) => [title, `Comment on "${title}"`],
  reply: (title) => [`Reply to comment on ${title}`, `Comment on ${title}`],
  "more in the subtitle": (title) => [title, `${title}: a case study`],
  "other form": (title) => [title, `${title} (demo)`],
};

/** Ways in which publishers and indexes change what a preprint says. */
const SAME: Readonly<Record<string, (record: PaperRecord) => Partial<PaperRecord>>> = {
  capitals: ({ title }) => ({ title: title.toUpperCase() }),
  "punctuation and dashes": ({ title }) => ({ title: `${title.replaceAll("-", "–").replaceAll(":", " —")}.` }),
  "hyphens dropped": ({ title }) => ({ title: title.replaceAll("-", "") }),
  "articles dropped": ({ title }) => ({ title: title.replace(/\b(?:The|the|A|a|An|an) /g, "") }),
  "markup of TeX dropped": ({ title }) => ({ title: title.replace(/[$^_{}\\]/g, "") }),
  "authors as Last, F.": ({ authors }) => ({ authors: authors.map(lastFirst) }),
  "authors missing": () => ({ authors: [] }),
  "an author more": ({ authors }) => ({ authors: [...authors, "Eve Newcomer"] }),
  "a year later": ({ year = 2000 }) => ({ year: year + 1 }),
  "four years later": ({ year = 2000 }) => ({ year: year + 4 }),
  "subtitle dropped": ({ title }) => ({ title: title.replace(/: .*$/, "") }),
  "a word changed": ({ title }) => ({ title: title.replace(/\b\w{6,}\b/, "improved") }),
};

/** Pairs of records without a shared identifier, one as arXiv has it, the other as a publisher: of one work, and of works
 *  that look like one. Authors and year are the same in the latter, which is the hardest case. */
export function workPairs(papers: readonly Titled[], seed: number): WorkPair[] {
  const rng = core.mulberry32(seed);
  const drawn = core.sampleWithout(rng, papers.length, CONSTRUCTED).flatMap((i) => papers[i] ?? []);
  const authors = () => drawn3(rng);
  return [
    ...realSeries(papers, authors),
    ...drawn.flatMap((paper, i) => [other(paper, i, authors), same(paper, i, authors)]),
    ...drawn.slice(0, CONSTRUCTED / 5).flatMap((paper) => namesakes(paper, authors)),
  ].filter(({ isOne, a, b }) => !isOne || CHANGED.some((field) => String(a[field]) !== String(b[field])));
}

/** Titles of the set that differ in nothing but what tells parts of a series apart, or in a subtitle. */
function realSeries(papers: readonly Titled[], authors: () => string[]): WorkPair[] {
  const groups = new Map<string, Titled[]>();
  for (const paper of papers) {
    const marks = new Set(store.seriesMarks(paper.title));
    const plain = store.titleWords(paper.title).filter((word) => !marks.has(word) && !/\d/.test(word));
    const head = store
      .titleWords(/^(.{20,}?)[:.] /.exec(paper.title)?.[1] ?? "")
      .filter((word) => !marks.has(word) && !/\d/.test(word));
    for (const key of new Set([plain.join(" "), head.join(" ")])) {
      if (key.split(" ").length > 2) groups.set(key, [...(groups.get(key) ?? []), paper]);
    }
  }
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    return others.map((second) => pair("real series", false, first, first.title, second.title, authors()));
  });
}

function other(paper: Titled, i: number, authors: () => string[]): WorkPair {
  const kinds = Object.entries(OTHERS);
  const [kind, change] = kinds[i % kinds.length] ?? ["", (title: string) => [title, title] as const];
  const [a, b] = change(paper.title);
  return pair(kind, false, paper, a, b, authors());
}

function same(paper: Titled, i: number, authors: () => string[]): WorkPair {
  const kinds = Object.entries(SAME);
  const [kind, change] = kinds[i % kinds.length] ?? ["", () => ({})];
  const made = pair(kind, true, paper, paper.title, paper.title, authors());
  return { ...made, b: { ...made.b, ...change(made.b) } };
}

/** One title that others gave their work, and one that comes every year. */
function namesakes(paper: Titled, authors: () => string[]): WorkPair[] {
  const mine = pair("title of others", false, paper, paper.title, paper.title, authors());
  const yearly = pair("yearly title", false, paper, paper.title, paper.title, authors());
  const { arxivId: _, ...a } = yearly.a;
  return [
    { ...mine, b: { ...mine.b, authors: ["Eve Newcomer", "Adam Oldtimer"] } },
    { ...yearly, a: { ...a, venue: "Annual Review" }, b: { ...yearly.b, year: paper.year + 1 } },
  ];
}

function pair(kind: string, isOne: boolean, paper: Titled, a: string, b: string, authors: string[]): WorkPair {
  const { abstract, year } = paper;
  const common = { authors, year, categories: [] };
  return {
    ...{ kind, isOne },
    a: { ...common, title: a, abstract, arxivId: "2401.00001" },
    b: { ...common, title: b, abstract: "", doi: "10.1000/1", venue: "Annual Review" },
  };
}

function drawn3(rng: () => number): string[] {
  const pick = (names: readonly string[]) => names[Math.floor(rng() * names.length)] ?? "";
  return Array.from({ length: AUTHORS }, () => `${pick(FIRST_NAMES)} ${pick(LAST_NAMES)}`);
}

function lastFirst(name: string): string {
  const [first = "", last = ""] = name.split(" ");
  return `${last}, ${first.slice(0, 1)}.`;
}

import type { WorkKind } from "../../core/index.ts";
import { type Citation, citationOf } from "../citation.ts";
import type { CitedPaper } from "../cited-paper.ts";
import { bestLink } from "../links.ts";
import { isGroup, type Name, wholeFamily } from "../names.ts";
import { readable } from "../tex/pieces.ts";

const TYPES: Readonly<Record<WorkKind, string>> = {
  ...{ article: "JOUR", conference: "CONF", book: "BOOK", chapter: "CHAP", thesis: "THES", report: "RPRT" },
  ...{ preprint: "UNPB", dataset: "DATA", software: "COMP" },
};

/** RIS, in UTF-8: one field a line, lines end with CR LF, and the reserved asterisk is left out where it may not stand.
 *  Works that tell of no kind are unpublished (UNPB) when arXiv has them, else general (GEN). */
export function* writeRis(papers: Iterable<CitedPaper>): Generator<string> {
  for (const paper of papers) {
    const lines = fieldsOf(citationOf(paper))
      .filter(([, value]) => value !== undefined && value !== "")
      .map(([tag, value]) => `${tag}  - ${value}\r\n`);
    yield `${lines.join("")}ER  - \r\n`;
  }
}

function fieldsOf(citation: Citation): [tag: string, value: string | undefined][] {
  const { title, abstract, authors, year, published, kind, venue, printed, terms } = citation;
  const { arxivId, doi, links, retracted } = citation;
  const { publisher = arxivId !== undefined && venue === undefined ? "arXiv" : undefined } = printed;
  const [first, last] = pageEnds(printed.pages);
  const link = bestLink(links);
  return [
    ["TY", kind === undefined ? "GEN" : TYPES[kind]],
    ["TI", readable(title)],
    ...authors.map((name): [string, string] => ["AU", withoutAsterisk(risName(name))]),
    ["PY", year?.toString()],
    ["DA", published?.replaceAll("-", "/")],
    ["T2", tame(venue)],
    ["VL", tame(printed.volume)],
    ["IS", tame(printed.issue)],
    ["SP", tame(first)],
    ["EP", tame(last)],
    ["PB", tame(publisher)],
    ["AN", arxivId === undefined ? undefined : `arXiv:${arxivId}`],
    ["DO", doi],
    ["UR", link],
    ["UR", links.arxiv === link ? undefined : links.arxiv],
    ["L1", links.more.get("pdf")],
    ...terms.map((term): [string, string] => ["KW", withoutAsterisk(term)]),
    ["N1", retracted ? "Retracted" : undefined],
    ["AB", readable(abstract)],
  ];
}

/** `12-34` in its two numbers. What has other hyphens stands whole. */
function pageEnds(pages: string | undefined): string[] {
  const ends = pages?.split("-") ?? [];
  return ends.length === 2 ? ends : [pages ?? ""];
}

/** `von Last, First, Jr.` A comma in the name of a group would make a person of it. */
function risName(name: Name): string {
  if (isGroup(name)) return name.literal.replace(/\s*,\s*/g, " ");
  const { given, suffix } = name;
  const parts = suffix === "" ? [given] : [given, suffix];
  return [wholeFamily(name), ...parts].join(", ").replace(/, $/, "");
}

function tame(text: string | undefined): string | undefined {
  return text === undefined ? undefined : withoutAsterisk(text);
}

function withoutAsterisk(text: string): string {
  return text.replaceAll("*", "").trim();
}

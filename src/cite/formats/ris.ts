import { type Citation, citationOf } from "../citation.ts";
import type { CitedPaper } from "../cited-paper.ts";
import { bestLink } from "../links.ts";
import { isGroup, type Name, wholeFamily } from "../names.ts";
import { readable } from "../tex/pieces.ts";

const TYPES = { journal: "JOUR", conference: "CONF", preprint: "UNPB" } as const;

/** RIS, in UTF-8: one field a line, lines end with CR LF, and the reserved asterisk is left out where it may not stand.
 *  Works without a venue are unpublished (UNPB) when arXiv has them, else general (GEN). */
export function* writeRis(papers: Iterable<CitedPaper>): Generator<string> {
  for (const paper of papers) {
    const lines = fieldsOf(citationOf(paper))
      .filter(([, value]) => value !== undefined && value !== "")
      .map(([tag, value]) => `${tag}  - ${value}\r\n`);
    yield `${lines.join("")}ER  - \r\n`;
  }
}

function fieldsOf(citation: Citation): [tag: string, value: string | undefined][] {
  const { title, abstract, authors, year, venue, categories, arxivId, doi, links } = citation;
  const type = venue !== undefined ? TYPES[venue.kind] : arxivId !== undefined ? TYPES.preprint : "GEN";
  const link = bestLink(links);
  return [
    ["TY", type],
    ["TI", readable(title)],
    ...authors.map((name): [string, string] => ["AU", withoutAsterisk(risName(name))]),
    ["PY", year?.toString()],
    ["T2", venue === undefined ? undefined : withoutAsterisk(venue.name)],
    ["PB", arxivId !== undefined && venue === undefined ? "arXiv" : undefined],
    ["AN", arxivId === undefined ? undefined : `arXiv:${arxivId}`],
    ["DO", doi],
    ["UR", link],
    ["UR", links.arxiv === link ? undefined : links.arxiv],
    ...categories.map((category): [string, string] => ["KW", withoutAsterisk(category)]),
    ["AB", readable(abstract)],
  ];
}

/** `von Last, First, Jr.` A comma in the name of a group would make a person of it. */
function risName(name: Name): string {
  if (isGroup(name)) return name.literal.replace(/\s*,\s*/g, " ");
  const { given, suffix } = name;
  const parts = suffix === "" ? [given] : [given, suffix];
  return [wholeFamily(name), ...parts].join(", ").replace(/, $/, "");
}

function withoutAsterisk(text: string): string {
  return text.replaceAll("*", "").trim();
}

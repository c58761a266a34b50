import type { LinkKind } from "../../core/index.ts";
import { citationOf } from "../citation.ts";
import type { CitedPaper } from "../cited-paper.ts";
import { bestLink } from "../links.ts";
import { peopleOf } from "../people.ts";
import { placeOf } from "../place.ts";
import { piecesOf } from "../tex/pieces.ts";

/** Of what means something within a line; no line begins with a text of a paper. */
const MARKUP = /[\\`*_[\]<>|~$&]/g;
/** What a renderer might take for a tag, code or the end of a link. */
const UNSAFE_IN_FORMULA = /[<>`[\]|]/;

const NAMES: Readonly<Record<LinkKind, string>> = {
  ...{ pdf: "PDF", code: "Code", page: "Project page", data: "Data", discussion: "Discussion" },
};

/** A reading list in Markdown: the title as a link, authors and year, the venue, and where else the paper and what
 *  belongs to it are. Formulas in dollar signs stay. */
export function* writeMarkdown(papers: Iterable<CitedPaper>): Generator<string> {
  for (const paper of papers) {
    const { title, authors, year, venue, printed, arxivId, doi, links, retracted } = citationOf(paper);
    const best = bestLink(links);
    const heading = best === undefined ? `**${markdown(title)}**` : link(markdown(title), best);
    const people = [escaped(peopleOf(authors)), year === undefined ? "" : `(${year})`].filter(Boolean).join(" ");
    const elsewhere = [
      arxivId === undefined || links.arxiv === undefined ? "" : link(`arXiv:${escaped(arxivId)}`, links.arxiv),
      doi === undefined || links.doi === undefined ? "" : link("DOI", links.doi),
      ...[...links.more].map(([kind, address]) => link(NAMES[kind], address)),
    ];
    const inside = escaped(placeOf({ printed }));
    const place = [venue === undefined ? "" : `*${escaped(venue)}*`, inside].filter(Boolean).join(", ");
    const parts = [retracted ? "**Retracted**" : "", people, place, elsewhere.filter(Boolean).join(", ")];
    yield `- ${[heading, ...parts.filter(Boolean)].join(". ").replace(/\.\./g, ".")}.\n`;
  }
}

function markdown(text: string): string {
  return piecesOf(text)
    .map(({ kind, text: part }) => (kind === "formula" && !UNSAFE_IN_FORMULA.test(part) ? part : escaped(part)))
    .join("");
}

/** The text without what means something within a line of Markdown. */
export function escaped(text: string): string {
  return text.replace(MARKUP, "\\$&");
}

/** linksOf leaves neither parentheses nor blanks in an address. */
function link(text: string, address: string): string {
  return `[${text}](${address})`;
}

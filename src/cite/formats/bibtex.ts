import type { WorkKind } from "../../core/index.ts";
import { type Citation, citationOf } from "../citation.ts";
import { CiteKeys } from "../cite-keys.ts";
import type { CitedPaper } from "../cited-paper.ts";
import { isGroup, type Name, wholeFamily } from "../names.ts";
import { joinedTerms } from "../terms.ts";
import { bibtexText, bibtexTitle, escapeTex } from "../tex/bibtex-text.ts";

/** BibTeX, in UTF-8. Preprints and what tells of no kind are @misc; arXiv ids are in eprint, archivePrefix and
 *  primaryClass, as arXiv itself gives them. Categories are among the keywords, for there is no field for them. */
export function* writeBibtex(papers: Iterable<CitedPaper>): Generator<string> {
  const keys = new CiteKeys();
  for (const paper of papers) {
    const citation = citationOf(paper);
    const fields = fieldsOf(citation)
      .filter(([, value]) => value !== undefined && value !== "")
      .map(([name, value]) => `  ${name.padEnd(13)} = ${name === "month" ? value : `{${value}}`}`);
    yield `@${TYPES[citation.kind ?? "preprint"]}{${keys.next(paper)},\n${fields.join(",\n")}\n}\n\n`;
  }
}

const TYPES: Readonly<Record<WorkKind, string>> = {
  ...{ article: "article", conference: "inproceedings", book: "book", chapter: "incollection", thesis: "phdthesis" },
  ...{ report: "techreport", preprint: "misc", dataset: "dataset", software: "software" },
};
/** Where each kind names its venue; the others say how they were published. */
const CONTAINERS: Partial<Readonly<Record<WorkKind, string>>> = {
  ...{ article: "journal", conference: "booktitle", chapter: "booktitle", book: "series" },
};
const PUBLISHERS: Partial<Readonly<Record<WorkKind, string>>> = { thesis: "school", report: "institution" };
/** Names that BibTeX knows without braces, in any language of a style. */
const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

function fieldsOf(citation: Citation): [name: string, value: string | undefined][] {
  const { title, abstract, authors, year, published, kind = "preprint", venue, printed, terms } = citation;
  const { arxivId, primaryClass, doi, links, retracted } = citation;
  const [, month, day] = published?.split("-") ?? [];
  return [
    ["author", authors.map(bibtexName).join(" and ")],
    ["title", bibtexTitle(title)],
    ["year", year?.toString()],
    ["month", MONTHS[Number(month) - 1]],
    ["day", day === undefined ? undefined : String(Number(day))],
    [CONTAINERS[kind] ?? "howpublished", escaped(venue)],
    ["volume", escaped(printed.volume)],
    ["number", escaped(printed.issue)],
    ["pages", escaped(printed.pages?.replace(/-/g, "--"))],
    [PUBLISHERS[kind] ?? "publisher", escaped(printed.publisher)],
    ["eprint", verbatim(arxivId)],
    ["archivePrefix", arxivId === undefined ? undefined : "arXiv"],
    ["primaryClass", primaryClass],
    ["doi", verbatim(doi)],
    ["url", links.arxiv ?? links.other ?? links.doi],
    ["pdf", links.more.get("pdf")],
    ["code", links.more.get("code")],
    ["note", retracted ? "Retracted" : undefined],
    ["keywords", escapeTex(joinedTerms(terms))],
    ["abstract", bibtexText(abstract)],
  ];
}

/** `von Last, Jr., First`. What BibTeX must not take apart stands in braces. */
function bibtexName(name: Name): string {
  if (isGroup(name)) return `{${escapeTex(name.literal)}}`;
  const parts = [wholeFamily(name), name.suffix, name.given].map(escapeTex).filter((part) => part !== "");
  return parts.join(", ");
}

function escaped(text: string | undefined): string | undefined {
  return text === undefined ? undefined : escapeTex(text);
}

/** Identifiers are read as they stand, but for what would end their field. */
function verbatim(identifier: string | undefined): string | undefined {
  return identifier?.replace(/[{}\\\s]/g, encodeURIComponent);
}

import { type Citation, citationOf } from "../citation.ts";
import { CiteKeys } from "../cite-keys.ts";
import type { CitedPaper } from "../cited-paper.ts";
import { isGroup, type Name, wholeFamily } from "../names.ts";
import { bibtexText, bibtexTitle, escapeTex } from "../tex/bibtex-text.ts";

/** BibTeX, in UTF-8. Papers of a journal are @article, those of a conference @inproceedings, all others @misc; arXiv
 *  ids are in eprint, archivePrefix and primaryClass, as arXiv itself gives them. */
export function* writeBibtex(papers: Iterable<CitedPaper>): Generator<string> {
  const keys = new CiteKeys();
  for (const paper of papers) {
    const citation = citationOf(paper);
    const fields = fieldsOf(citation)
      .filter(([, value]) => value !== undefined && value !== "")
      .map(([name, value]) => `  ${name.padEnd(13)} = {${value}}`);
    yield `@${TYPES[citation.venue?.kind ?? "preprint"]}{${keys.next(paper)},\n${fields.join(",\n")}\n}\n\n`;
  }
}

const TYPES = { journal: "article", conference: "inproceedings", preprint: "misc" } as const;
const CONTAINERS = { journal: "journal", conference: "booktitle", preprint: "howpublished" } as const;

function fieldsOf(citation: Citation): [name: string, value: string | undefined][] {
  const { title, abstract, authors, year, venue, categories, arxivId, primaryClass, doi, links } = citation;
  return [
    ["author", authors.map(bibtexName).join(" and ")],
    ["title", bibtexTitle(title)],
    ["year", year?.toString()],
    [CONTAINERS[venue?.kind ?? "preprint"], venue === undefined ? undefined : escapeTex(venue.name)],
    ["eprint", verbatim(arxivId)],
    ["archivePrefix", arxivId === undefined ? undefined : "arXiv"],
    ["primaryClass", primaryClass],
    ["doi", verbatim(doi)],
    ["url", links.arxiv ?? links.other ?? links.doi],
    ["keywords", categories.map(escapeTex).join(", ")],
    ["abstract", bibtexText(abstract)],
  ];
}

/** `von Last, Jr., First`. What BibTeX must not take apart stands in braces. */
function bibtexName(name: Name): string {
  if (isGroup(name)) return `{${escapeTex(name.literal)}}`;
  const parts = [wholeFamily(name), name.suffix, name.given].map(escapeTex).filter((part) => part !== "");
  return parts.join(", ");
}

/** Identifiers are read as they stand, but for what would end their field. */
function verbatim(identifier: string | undefined): string | undefined {
  return identifier?.replace(/[{}\\\s]/g, encodeURIComponent);
}

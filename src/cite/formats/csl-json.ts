import type { WorkKind } from "../../core/index.ts";
import { citationOf } from "../citation.ts";
import { CiteKeys } from "../cite-keys.ts";
import type { CitedPaper } from "../cited-paper.ts";
import { bestLink } from "../links.ts";
import { isGroup, type Name } from "../names.ts";
import { joinedTerms } from "../terms.ts";
import { readable } from "../tex/pieces.ts";

const TYPES: Readonly<Record<WorkKind, string>> = {
  ...{ article: "article-journal", conference: "paper-conference", book: "book", chapter: "chapter", thesis: "thesis" },
  ...{ report: "report", preprint: "article", dataset: "dataset", software: "software" },
};

/** A list of items by the CSL 1.0 data schema, with the keys of the BibTeX file as ids. */
export function* writeCslJson(papers: Iterable<CitedPaper>): Generator<string> {
  const keys = new CiteKeys();
  let before = "[\n";
  for (const paper of papers) {
    yield before + JSON.stringify(itemOf(paper, keys.next(paper)));
    before = ",\n";
  }
  yield before === "[\n" ? "[]\n" : "\n]\n";
}

function itemOf(paper: CitedPaper, id: string): object {
  const { title, abstract, authors, year, published, kind, venue, printed, terms, ...more } = citationOf(paper);
  const { arxivId, doi, links, retracted } = more;
  const {
    volume,
    issue,
    pages,
    publisher = arxivId === undefined || venue !== undefined ? undefined : "arXiv",
  } = printed;
  const date = published?.split("-").map(Number) ?? [year];
  const link = bestLink(links);
  const summary = readable(abstract);
  return {
    id,
    type: kind === undefined ? "document" : TYPES[kind],
    title: readable(title),
    ...(authors.length === 0 ? {} : { author: authors.map(cslName) }),
    ...(year === undefined ? {} : { issued: { "date-parts": [date] } }),
    ...(venue === undefined ? {} : { "container-title": venue }),
    ...(volume === undefined ? {} : { volume }),
    ...(issue === undefined ? {} : { issue }),
    ...(pages === undefined ? {} : { page: pages }),
    ...(arxivId === undefined ? {} : { number: `arXiv:${arxivId}` }),
    ...(publisher === undefined ? {} : { publisher }),
    ...(doi === undefined ? {} : { DOI: doi }),
    ...(link === undefined ? {} : { URL: link }),
    ...(terms.length === 0 ? {} : { keyword: joinedTerms(terms) }),
    ...(retracted ? { note: "Retracted" } : {}),
    ...(summary === "" ? {} : { abstract: summary }),
  };
}

function cslName(name: Name): object {
  if (isGroup(name)) return { literal: name.literal };
  const { family, given, particle, suffix } = name;
  return {
    family,
    ...(given === "" ? {} : { given }),
    ...(particle === "" ? {} : { "non-dropping-particle": particle }),
    ...(suffix === "" ? {} : { suffix }),
  };
}

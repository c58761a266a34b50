import { citationOf } from "../citation.ts";
import { CiteKeys } from "../cite-keys.ts";
import type { CitedPaper } from "../cited-paper.ts";
import { bestLink } from "../links.ts";
import { isGroup, type Name } from "../names.ts";
import { readable } from "../tex/pieces.ts";

const TYPES = { journal: "article-journal", conference: "paper-conference", preprint: "article" } as const;

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
  const { title, abstract, authors, year, venue, categories, arxivId, doi, links } = citationOf(paper);
  const link = bestLink(links);
  const summary = readable(abstract);
  return {
    id,
    type: TYPES[venue?.kind ?? "preprint"],
    title: readable(title),
    ...(authors.length === 0 ? {} : { author: authors.map(cslName) }),
    ...(year === undefined ? {} : { issued: { "date-parts": [[year]] } }),
    ...(venue === undefined ? {} : { "container-title": venue.name }),
    ...(arxivId === undefined ? {} : { number: `arXiv:${arxivId}` }),
    ...(arxivId === undefined || venue !== undefined ? {} : { publisher: "arXiv" }),
    ...(doi === undefined ? {} : { DOI: doi }),
    ...(link === undefined ? {} : { URL: link }),
    ...(categories.length === 0 ? {} : { keyword: categories.join(", ") }),
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

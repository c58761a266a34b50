import type { JsonObject } from "../record/json.ts";
import { withoutMarkup } from "../record/markup.ts";
import type { XmlElement } from "./xml.ts";
import { childText, inside, xmlFormat } from "./xml-format.ts";

const ROOT = /<PubmedArticle(?:Set)?[\s>]/;

/** XML of PubMed and MEDLINE: one PubmedArticle for each paper. */
export const pubmed = xmlFormat({
  name: "PubMed XML",
  recognizes: ({ text }) => ROOT.test(text),
  element: "PubmedArticle",
  toRecord,
});

function toRecord(children: readonly XmlElement[]): JsonObject {
  const citation = inside(children, "medlinecitation");
  const article = inside(citation, "article");
  const journal = inside(article, "journal");
  const number = childText(citation, "pmid").trim();
  return {
    id: number === "" ? undefined : `PMID:${number}`,
    title: titleOf(article),
    abstract: withoutMarkup(abstractOf(article)),
    authors: authorsOf(article),
    year: yearOf(journal, article),
    venue: childText(journal, "title", "isoabbreviation"),
    doi: doiOf(children, article),
    url: number === "" ? undefined : `https://pubmed.ncbi.nlm.nih.gov/${number}/`,
  };
}

/** Titles end like sentences there; those of translated papers stand in brackets. */
function titleOf(article: readonly XmlElement[]): string {
  const title = withoutMarkup(childText(article, "articletitle", "vernaculartitle")).trim();
  return title.replace(/^\[(.*)\]\.?$/s, "$1").replace(/(?<![.\s])\.$/, "");
}

/** Its sections, each with its label. */
function abstractOf(article: readonly XmlElement[]): string {
  return inside(article, "abstract")
    .filter(({ name }) => name === "abstracttext")
    .map(({ attributes, text }) => {
      const label = attributes.get("label") ?? "";
      return label === "" || label === "UNLABELLED" ? text : `${label}: ${text}`;
    })
    .join(" ");
}

function authorsOf(article: readonly XmlElement[]): string[] {
  return inside(article, "authorlist")
    .filter(({ name }) => name === "author")
    .map((author) => {
      const parts = inside([author], "author");
      const name = [childText(parts, "forename", "initials"), childText(parts, "lastname"), childText(parts, "suffix")];
      return name.filter((part) => part !== "").join(" ") || childText(parts, "collectivename");
    });
}

/** Of the issue, or of the first appearance on the web: the earlier one is nearer to the publication. */
function yearOf(journal: readonly XmlElement[], article: readonly XmlElement[]): string {
  const issue = inside(inside(journal, "journalissue"), "pubdate");
  const years = [childText(issue, "year", "medlinedate"), childText(inside(article, "articledate"), "year")];
  return years.filter((year) => year !== "").sort()[0] ?? "";
}

function doiOf(children: readonly XmlElement[], article: readonly XmlElement[]): string {
  const ids = inside(inside(children, "pubmeddata"), "articleidlist");
  const named = [...article, ...ids].find(
    ({ attributes }) => attributes.get("eidtype") === "doi" || attributes.get("idtype") === "doi",
  );
  return named?.text ?? "";
}

import { parseDate } from "../record/dates.ts";
import type { JsonObject } from "../record/json.ts";
import { withoutMarkup } from "../record/markup.ts";
import { pageSpan } from "../record/printed.ts";
import { childrenOf, type XmlElement } from "./xml.ts";
import { childText, inside, xmlFormat } from "./xml-format.ts";

/** Headings that MeSH gives to nearly every paper. */
const CHECK_TAGS = new Set(
  "Humans,Animals,Male,Female,Infant,Child,Adolescent,Adult,Young Adult,Middle Aged,Aged,Mice,Rats".split(","),
);
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
  const issue = inside(journal, "journalissue");
  const number = childText(citation, "pmid").trim();
  return {
    id: number === "" ? undefined : `PMID:${number}`,
    title: titleOf(article),
    abstract: withoutMarkup(abstractOf(article)),
    authors: authorsOf(article),
    published: datesOf(journal, article),
    kind: "article",
    volume: childText(issue, "volume"),
    issue: childText(issue, "issue"),
    pages: pagesOf(article),
    keywords: keywordsOf(citation),
    retracted: inside(article, "publicationtypelist").some(({ text }) => text.trim() === "Retracted Publication"),
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

/** Of the issue and of the first appearance on the web, the earlier one first: it is nearer to the publication. */
function datesOf(journal: readonly XmlElement[], article: readonly XmlElement[]): string[] {
  const dates = [inside(inside(journal, "journalissue"), "pubdate"), inside(article, "articledate")].map((date) => {
    const [year, month, day] = ["year", "month", "day"].map((name) => childText(date, name).trim());
    if (year === "") return childText(date, "medlinedate");
    return /^\d/.test(month ?? "") ? `${year}-${month}${day === "" ? "" : `-${day}`}` : `${year} ${month} ${day}`;
  });
  return dates
    .map((date) => parseDate(date) ?? date.trim())
    .filter(isSaid)
    .sort();
}

function pagesOf(article: readonly XmlElement[]): string {
  const pages = inside(article, "pagination");
  return childText(pages, "medlinepgn") || pageSpan(childText(pages, "startpage"), childText(pages, "endpage"));
}

/** Those of the authors, and then the headings of MeSH but for those that only say who took part. */
function keywordsOf(citation: readonly XmlElement[]): string[] {
  const headings = inside(citation, "meshheadinglist").map(({ content }) =>
    childText(childrenOf(content), "descriptorname"),
  );
  return [
    ...inside(citation, "keywordlist").map(({ text }) => text),
    ...headings.filter((heading) => !CHECK_TAGS.has(heading)),
  ];
}

function isSaid(text: string): boolean {
  return text !== "";
}

function doiOf(children: readonly XmlElement[], article: readonly XmlElement[]): string {
  const ids = inside(inside(children, "pubmeddata"), "articleidlist");
  const named = [...article, ...ids].find(
    ({ attributes }) => attributes.get("eidtype") === "doi" || attributes.get("idtype") === "doi",
  );
  return named?.text ?? "";
}

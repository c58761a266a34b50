import { AppError, parseArxivId } from "../../core/index.ts";
import { cleanField } from "../clean.ts";
import { isWithdrawn } from "../record/arxiv-snapshot.ts";
import type { JsonObject } from "../record/json.ts";
import { announcedAbstract, feedText, names } from "./feed-text.ts";
import { childrenOf, type XmlElement } from "./xml.ts";
import { childText, xmlFormat } from "./xml-format.ts";

const FEED = /<feed\b[^>]*>/i;
const MAX_REASON = 300;
const PDF = "application/pdf";

/** Atom feeds, among them the answers of the arXiv API: one entry for each paper. */
export const atom = xmlFormat({
  name: "Atom",
  recognizes: ({ text }) => FEED.test(text) && text.includes("http://www.w3.org/2005/Atom"),
  element: "entry",
  toRecord,
});

function toRecord(children: readonly XmlElement[]): JsonObject {
  const id = childText(children, "id");
  if (id.includes("arxiv.org/api/errors")) {
    throw new AppError("bad-record", cleanField(`arXiv says: ${childText(children, "summary")}`, MAX_REASON));
  }
  const link = linkOf(children);
  const isArxiv = parseArxivId(id) !== undefined || parseArxivId(link) !== undefined;
  const authors = children.filter(({ name }) => name === "author");
  return {
    title: feedText(childText(children, "title"), isArxiv),
    abstract: feedText(announcedAbstract(childText(children, "summary", "content")), isArxiv),
    authors:
      authors.length === 0
        ? names(childText(children, "dc:creator"))
        : authors.map((author) => childText(childrenOf(author.content), "name")),
    published: childText(children, "published", "updated"),
    venue: feedText(
      childText(children, "arxiv:journal_ref", "arxiv:journal_reference", "prism:publicationname"),
      isArxiv,
    ),
    retracted: isWithdrawn(childText(children, "arxiv:comment")),
    links: pdfsOf(children),
    categories: [...termsOf(children, "arxiv:primary_category"), ...termsOf(children, "category")],
    arxivId: isArxiv ? id : "",
    doi: childText(children, "arxiv:doi", "prism:doi", "dc:identifier"),
    url: /^https?:/i.test(id) && isArxiv ? id : link || id,
  };
}

/** The page of an entry: the link that says so, or that says nothing. */
function linkOf(children: readonly XmlElement[]): string {
  const links = children.filter(({ name }) => name === "link");
  const page = links.find(({ attributes }) => ["alternate", undefined].includes(attributes.get("rel")));
  return page?.attributes.get("href") ?? "";
}

function pdfsOf(children: readonly XmlElement[]): JsonObject[] {
  const links = children.filter(({ name, attributes }) => name === "link" && attributes.get("type") === PDF);
  return links.map(({ attributes }) => ({ kind: "pdf", url: attributes.get("href") }));
}

function termsOf(children: readonly XmlElement[], name: string): string[] {
  return children.filter((child) => child.name === name).map(({ attributes }) => attributes.get("term") ?? "");
}

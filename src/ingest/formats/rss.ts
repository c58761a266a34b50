import { parseArxivId, parseDoi } from "../../core/index.ts";
import type { JsonObject } from "../record/json.ts";
import { announcedAbstract, feedText, names } from "./feed-text.ts";
import type { XmlElement } from "./xml.ts";
import { childText, xmlFormat } from "./xml-format.ts";

const ROOT = /<(?:rss|rdf:RDF)\b[^>]*>/i;
/** `A title. (arXiv:2301.00001v1 [cs.CL])`, as the feeds of arXiv had it until 2024. */
const ID_IN_TITLE = /\.?\s*\(arXiv:[^()]{1,100}\)\s*$/;

/** RSS 2.0 and 1.0, among them the feeds of arXiv: one item for each paper. */
export const rss = xmlFormat({
  name: "RSS",
  recognizes: ({ text }) => ROOT.test(text) && /<(?:channel|item)\b/i.test(text),
  element: "item",
  toRecord,
});

function toRecord(children: readonly XmlElement[]): JsonObject {
  const link = childText(children, "link", "guid").trim();
  const ids = [childText(children, "guid"), link];
  const arxivId = ids.find((id) => parseArxivId(id) !== undefined);
  const isArxiv = arxivId !== undefined;
  const dois = ["arxiv:doi", "prism:doi", "dc:identifier", "guid"].map((name) => childText(children, name));
  const creators = children.filter(({ name }) => name === "dc:creator" || name === "author");
  return {
    title: feedText(childText(children, "title").replace(ID_IN_TITLE, ""), isArxiv),
    abstract: feedText(announcedAbstract(childText(children, "description", "content:encoded")), isArxiv),
    authors: creators.flatMap(({ text }) => names(text)),
    // An old paper that was replaced has the date of the feed: its id tells more.
    ...(isArxiv ? {} : { published: childText(children, "prism:publicationdate", "dc:date", "pubdate") }),
    venue: childText(children, "arxiv:journal_reference", "prism:publicationname"),
    categories: children.filter(({ name }) => name === "category").map(({ text }) => text),
    arxivId,
    doi: dois.find((doi) => parseDoi(doi) !== undefined),
    url: link,
  };
}

import { type Feed, type FeedEntry, lastUpdate, withoutTwins } from "./feed.ts";

/** What XML 1.0 cannot hold, escaped or not: control characters, halves of letters, and two that are none. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const NAMES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;" } as const;

/** An Atom feed (RFC 4287). */
export function writeAtom(feed: Feed): string {
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `  ${element("id", feed.id)}`,
    `  ${element("title", feed.title)}`,
    `  ${element("updated", lastUpdate(feed))}`,
    `  ${link("self", "application/atom+xml", feed.selfUrl)}`,
    `  ${link("alternate", "text/html", feed.pageUrl)}`,
    "  <author><name>Orrery</name></author>", // of entries without one
    "  <generator>Orrery</generator>",
    ...withoutTwins(feed.entries).flatMap(linesOf),
    "</feed>",
  ];
  return `${lines.join("\n")}\n`;
}

function linesOf(entry: FeedEntry): string[] {
  const { id, title, text, authors, categories, publishedAt, updatedAt, pageUrl, outUrl } = entry;
  return [
    "  <entry>",
    `    ${element("id", id)}`,
    `    ${element("title", title)}`,
    `    ${element("published", publishedAt)}`,
    `    ${element("updated", updatedAt)}`,
    `    ${link("alternate", "text/html", pageUrl)}`,
    ...(outUrl === undefined ? [] : [`    ${link("related", undefined, outUrl)}`]),
    ...authors.filter((name) => name.trim() !== "").map((name) => `    <author>${element("name", name)}</author>`),
    ...[...new Set(categories)].map((category) => `    <category term="${escaped(category)}"/>`),
    ...(text === "" ? [] : [`    ${element("summary", text)}`]),
    "  </entry>",
  ];
}

function element(name: string, text: string): string {
  return `<${name}>${escaped(text)}</${name}>`;
}

function link(rel: string, type: string | undefined, href: string): string {
  return `<link rel="${rel}"${type === undefined ? "" : ` type="${type}"`} href="${escaped(href)}"/>`;
}

function escaped(text: string): string {
  const plain = text.replace(FORBIDDEN, "").replace(/\p{Surrogate}/gu, "\ufffd");
  return plain.replace(/[&<>"\r]/g, (character) => NAMES[character as keyof typeof NAMES]);
}

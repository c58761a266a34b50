import { clip } from "../../core/index.ts";
import { citationOf } from "../citation.ts";
import { bestLink } from "../links.ts";
import { oneLine } from "../one-line.ts";
import { peopleOf } from "../people.ts";
import { readable } from "../tex/pieces.ts";
import type { Digest } from "./digest.ts";

const ABSTRACT = 400;
const NAMES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" } as const;
/** Mail programs know neither style sheets nor custom properties. */
const STYLES = {
  body: "margin:0;padding:24px;background:#ffffff;color:#1b1f22;font:16px/1.5 Georgia,serif",
  page: "max-width:680px;margin:0 auto",
  h1: "margin:0 0 8px;font-size:24px;font-weight:normal",
  h2: "margin:32px 0 4px;padding-top:16px;border-top:1px solid #e2e4e0;font-size:18px",
  quiet: "margin:0 0 8px;color:#555d63;font:14px/1.5 sans-serif",
  paper: "margin:16px 0 2px;font-weight:bold",
  link: "color:#0a6767",
  reason: "margin:0 0 4px;color:#0a6767;font:14px/1.5 sans-serif",
  abstract: "margin:0",
} as const;

/** A digest as one HTML page for mail programs and browsers: styles stand at each element, nothing is loaded, and nothing
 *  that papers say becomes markup. */
export function writeDigestHtml({ title, lead, notes, groups }: Digest): string {
  const parts = [
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    `<title>${text(title)}</title></head><body style="${STYLES.body}"><div style="${STYLES.page}">`,
    element("h1", STYLES.h1, text(title)),
    ...[lead, ...notes].map((line) => element("p", STYLES.quiet, text(line))),
  ];
  for (const { name, papers } of groups) {
    parts.push(element("h2", STYLES.h2, text(name)));
    for (const paper of papers) parts.push(paperIn(paper));
  }
  return `${[...parts, "</div></body></html>"].join("\n")}\n`;
}

function paperIn({ paper, reasons }: Digest["groups"][number]["papers"][number]): string {
  const { title, authors, year, venue, categories, abstract, links, retracted } = citationOf(paper);
  const address = bestLink(links);
  const heading = text(title);
  const facts = [retracted ? "Retracted" : "", peopleOf(authors), year ?? "", venue ?? "", categories.join(" ")]
    .filter((fact) => fact !== "")
    .map((fact) => text(String(fact)));
  return [
    element(
      "p",
      STYLES.paper,
      address === undefined ? heading : `<a href="${escaped(address)}" style="${STYLES.link}">${heading}</a>`,
    ),
    facts.length === 0 ? "" : element("p", STYLES.quiet, facts.join(" &middot; ")),
    reasons.length === 0 ? "" : element("p", STYLES.reason, text(reasons.join(" "))),
    abstract === "" ? "" : element("p", STYLES.abstract, text(clip(readable(abstract), ABSTRACT))),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function element(name: string, style: string, content: string): string {
  return `<${name} style="${style}" dir="auto">${content}</${name}>`;
}

function text(raw: string): string {
  return escaped(readable(oneLine(raw)));
}

function escaped(raw: string): string {
  return raw.replace(/[&<>"']/g, (character) => NAMES[character as keyof typeof NAMES]);
}

import {
  LINK_KINDS,
  type LinkKind,
  type PaperLink,
  type PaperRecord,
  parseArxivId,
  parseDoi,
} from "../../core/index.ts";
import { isObject, type JsonObject } from "./json.ts";

const MAX_LINKS = 20;
const MAX_LOOKED_AT = 200;
const MAX_URL = 2000;
/** Keys of single links. */
const KEYS: readonly (readonly [key: string, kind: LinkKind])[] = [
  ["pdf", "pdf"],
  ["pdf_url", "pdf"],
  ["code", "code"],
  ["code_url", "code"],
  ["github", "code"],
];
/** `pdf https://example.org/1.pdf`, as tables have it. */
const NAMED_LINK = /^\s*([a-z]+)\s+(\S+)\s*$/;

/** A web address as it stands; others (a script, a file) are not kept. */
export function parseUrl(text: string): string | undefined {
  const url = text.trim();
  return url.length <= MAX_URL && /^https?:\/\/\S+$/i.test(url) && URL.canParse(url) ? url : undefined;
}

/** The links of a record in our own fields: `links` as a list of {kind, url} or as text (`pdf https://…; code https://…`),
 *  and addresses under keys of their own. What the paper's own address and identifiers say already is left out. */
export function parseLinks(record: JsonObject, paper: Pick<PaperRecord, "url" | "arxivId" | "doi">): PaperLink[] {
  const found = new Map<string, PaperLink>();
  for (const [kind, text] of linksIn(record)) {
    const known = LINK_KINDS.find((name) => name === kind);
    const url = typeof text === "string" ? parseUrl(text) : undefined;
    if (known === undefined || url === undefined || found.has(url) || isSaid(known, url, paper)) continue;
    if (found.size < MAX_LINKS) found.set(url, { kind: known, url });
  }
  return [...found.values()];
}

function linksIn(record: JsonObject): (readonly [kind: unknown, url: unknown])[] {
  const { links } = record;
  const listed = typeof links === "string" ? links.split(/;\s/) : Array.isArray(links) ? links : [];
  const pairs = listed.slice(0, MAX_LOOKED_AT).map((link: unknown): readonly [unknown, unknown] => {
    if (isObject(link)) return [link["kind"], link["url"]];
    const [, kind, url] = NAMED_LINK.exec(typeof link === "string" ? link : "") ?? [];
    return [kind, url];
  });
  return [...pairs, ...KEYS.map(([key, kind]) => [kind, record[key]] as const)];
}

/** Every paper of arXiv has its page and its PDF there, and every DOI leads somewhere. */
function isSaid(kind: LinkKind, url: string, { url: own, arxivId, doi }: Parameters<typeof parseLinks>[1]): boolean {
  if (url === own) return true;
  if (kind !== "pdf" && kind !== "page") return false;
  if (arxivId !== undefined && /arxiv\.org\//i.test(url) && parseArxivId(url)?.id === arxivId) return true;
  return doi !== undefined && /doi\.org\//i.test(url) && parseDoi(url) === doi;
}

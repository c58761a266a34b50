import type { LinkKind, PaperLink } from "../core/index.ts";

export interface Links {
  readonly arxiv?: string;
  readonly doi?: string;
  /** What the source names, where it is a web address. */
  readonly other?: string;
  /** Beside these, of each kind the first. */
  readonly more: ReadonlyMap<LinkKind, string>;
}

interface Identifiers {
  readonly arxivId: string | undefined;
  readonly doi: string | undefined;
  readonly url: string | undefined;
  readonly links?: readonly PaperLink[] | undefined;
}

const MAX_URL = 2000;

/** Web addresses of a paper: without blanks, quotes, braces and brackets that could end them early. */
export function linksOf({ arxivId, doi, url, links = [] }: Identifiers): Links {
  const other = url === undefined ? undefined : webAddress(url);
  const more = new Map<LinkKind, string>();
  for (const link of links) {
    const address = webAddress(link.url);
    if (address !== undefined && !more.has(link.kind)) more.set(link.kind, address);
  }
  return {
    ...(arxivId === undefined ? {} : { arxiv: `https://arxiv.org/abs/${encoded(arxivId)}` }),
    ...(doi === undefined ? {} : { doi: `https://doi.org/${encoded(doi)}` }),
    ...(other === undefined ? {} : { other }),
    more,
  };
}

/** Where to send a reader: to what the publisher keeps, else to arXiv, else where the source says. */
export function bestLink({ arxiv, doi, other }: Links): string | undefined {
  return doi ?? arxiv ?? other;
}

function encoded(identifier: string): string {
  return identifier.replace(/[^\w./:;-]/gu, percent);
}

/** Undefined for anything that is no web address: scripts and files are not passed on. */
function webAddress(url: string): string | undefined {
  if (url.length > MAX_URL || !/^https?:\/\//i.test(url) || !URL.canParse(url)) return undefined;
  return new URL(url).href.replace(/[^\w.~:/?#@!$&*+,;=%-]/gu, percent);
}

function percent(character: string): string {
  const coded = encodeURIComponent(character);
  return coded === character ? `%${character.charCodeAt(0).toString(16).toUpperCase()}` : coded;
}

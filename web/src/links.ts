import type { Paper } from "../../src/wire/index.ts";

export interface OutLink {
  readonly name: string;
  readonly href: string;
}

const MOST = 10;
const NAMES: Readonly<Record<NonNullable<Paper["links"]>[number]["kind"], string>> = {
  ...{ pdf: "PDF", code: "Code", page: "Project page", data: "Data", discussion: "Discussion" },
};

/** Where else a paper and what belongs to it can be seen, as far as its identifiers and sources say: each address once.
 *  Of two links of one kind the second says its host. Only http and https addresses. */
export function outLinks(paper: Pick<Paper, "arxivId" | "doi" | "url" | "links">): OutLink[] {
  const links = identified(paper);
  for (const { kind, url } of paper.links ?? []) {
    const page = webAddress(url);
    if (page === undefined || links.length >= MOST || links.some(({ href }) => href === page.href)) continue;
    const name = NAMES[kind];
    const isTaken = links.some((link) => link.name === name);
    links.push({ name: isTaken ? `${name} (${hostOf(page)})` : name, href: page.href });
  }
  return links;
}

function identified({ arxivId, doi, url }: Pick<Paper, "arxivId" | "doi" | "url">): OutLink[] {
  const links: OutLink[] = [];
  if (arxivId !== undefined) {
    const path = arxivId.split("/").map(encodeURIComponent).join("/");
    links.push({ name: "arXiv", href: `https://arxiv.org/abs/${path}` });
    links.push({ name: "PDF", href: `https://arxiv.org/pdf/${path}` });
    if (/^\d{4}\.\d{4,5}$/.test(arxivId)) {
      links.push({ name: "Hugging Face", href: `https://huggingface.co/papers/${path}` });
    }
  }
  if (doi !== undefined) {
    links.push({ name: "DOI", href: `https://doi.org/${doi.split("/").map(encodeURIComponent).join("/")}` });
  }
  const page = url === undefined ? undefined : webAddress(url);
  if (page !== undefined && !links.some((link) => link.href === page.href)) {
    links.push({ name: hostOf(page), href: page.href });
  }
  return links;
}

function hostOf(page: URL): string {
  return page.hostname.replace(/^www\./, "");
}

function webAddress(text: string): URL | undefined {
  const url = URL.parse(text);
  return url !== null && (url.protocol === "https:" || url.protocol === "http:") ? url : undefined;
}

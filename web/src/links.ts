import type { Paper } from "../../src/wire/index.ts";

export interface OutLink {
  readonly name: string;
  readonly href: string;
}

/** Where else a paper can be read, as far as its identifiers say. Only http and https addresses. */
export function outLinks({ arxivId, doi, url }: Pick<Paper, "arxivId" | "doi" | "url">): OutLink[] {
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
    links.push({ name: page.hostname.replace(/^www\./, ""), href: page.href });
  }
  return links;
}

function webAddress(text: string): URL | undefined {
  const url = URL.parse(text);
  return url !== null && (url.protocol === "https:" || url.protocol === "http:") ? url : undefined;
}

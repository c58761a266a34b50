import type { Paper } from "../../../src/wire/index.ts";
import { outLinks } from "../links.ts";

/** The forms of arXiv ids, new and old. */
const ARXIV_ID = /^(\d{4}\.\d{4,5}|[a-z-]+(\.[A-Z]{2})?\/\d{7})(v\d+)?$/;

/** Where a paper is to be found, written out for paper; on the screen it is not there. */
export function PrintedLink({ paper }: { readonly paper: Pick<Paper, "id"> & Partial<Paper> }) {
  const { id, arxivId = ARXIV_ID.test(id) ? id : undefined, doi, url } = paper;
  const [link] = outLinks({ arxivId, doi, url });
  return link === undefined ? null : <span class="printed-link">{link.href}</span>;
}

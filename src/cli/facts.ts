import { counted } from "../core/index.ts";
import type { Paper } from "../wire/index.ts";

/** The parts that say something, in one line. */
export function facts(parts: readonly (string | number | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join(" · ");
}

/** What is known of a paper beside its text and authors, in lines. */
export function paperFacts(paper: Paper): string[] {
  const { printed = {}, keywords = [], links = [], citations, arxivVersion } = paper;
  const { volume, issue, pages, publisher } = printed;
  const lines = [
    facts([paper.id, paper.venue, paper.published ?? paper.year, paper.categories.join(" "), paper.doi]),
    facts([
      paper.kind,
      volume === undefined ? undefined : `volume ${volume}`,
      issue === undefined ? undefined : `issue ${issue}`,
      pages === undefined ? undefined : `pages ${pages}`,
      publisher,
      arxivVersion === undefined ? undefined : `arXiv version ${arxivVersion}`,
      citations === undefined ? undefined : counted(citations, "citation"),
    ]),
    keywords.length === 0 ? "" : `Keywords: ${keywords.join(", ")}`,
    ...links.map(({ kind, url }) => `${kind}: ${url}`),
  ];
  return [...(paper.retracted ? ["RETRACTED"] : []), ...lines.filter((line) => line !== "")];
}

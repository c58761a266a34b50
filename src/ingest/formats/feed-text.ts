import { arxivText } from "../record/arxiv-text.ts";
import { withoutHeading, withoutMarkup } from "../record/markup.ts";

/** What the feeds of arXiv say before the abstract itself. */
const ANNOUNCEMENT = /^\s*arXiv:\S+\s+Announce Type:\s*\S+\s+(?:Abstract:\s*)?/i;
const MAX_NAMES = 100_000;

/** A text of a feed: that of arXiv is TeX, that of others HTML. */
export function feedText(text: string, isArxiv: boolean): string {
  return isArxiv ? arxivText(text) : withoutHeading(withoutMarkup(text));
}

export function announcedAbstract(description: string): string {
  return description.replace(ANNOUNCEMENT, "");
}

/** Names from `A, B, C` or from one name: arXiv writes all authors into the place of one, others a link around each. */
export function names(creator: string): string[] {
  return withoutMarkup(creator.slice(0, MAX_NAMES))
    .split(/[,;\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

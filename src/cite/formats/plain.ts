import { citationOf } from "../citation.ts";
import type { CitedPaper } from "../cited-paper.ts";
import { bestLink } from "../links.ts";
import { peopleOf } from "../people.ts";
import { placeOf } from "../place.ts";
import { readable } from "../tex/pieces.ts";

/** One line a paper, as in a list of references: authors (year). Title. Venue, volume(issue), pages. arXiv id. Link. */
export function* writePlain(papers: Iterable<CitedPaper>): Generator<string> {
  for (const paper of papers) {
    const citation = citationOf(paper);
    const { title, authors, year, arxivId, links, retracted } = citation;
    const people = [peopleOf(authors), year === undefined ? "" : `(${year})`].filter((part) => part !== "").join(" ");
    const sentences = [
      people,
      readable(title),
      retracted ? "Retracted" : "",
      placeOf(citation),
      arxivId === undefined ? "" : `arXiv:${arxivId}`,
    ];
    const words = sentences.filter((sentence) => sentence !== "").map(ended);
    yield `${[...words, bestLink(links) ?? ""].join(" ").trim()}\n`;
  }
}

/** With a full stop, where no other sign ends it. */
function ended(sentence: string): string {
  return /[.?!…]$/.test(sentence) ? sentence : `${sentence}.`;
}

import type { Paper } from "../../src/wire/index.ts";
import { dateName } from "./dates.ts";
import { clipText } from "./tex/pieces.ts";

/** What a line of facts can tell of; hits have less of it than papers. */
export type FactsPaper = Pick<Paper, "categories"> &
  Partial<
    Pick<Paper, "year" | "published" | "venue" | "printed" | "kind" | "citations" | "arxivVersion" | "retracted">
  >;

const SHOWN_VENUE = 80;
const SHOWN_CATEGORIES = 5;
/** Of kinds that readers would not expect; the others show in the venue. */
const KINDS: Partial<Readonly<Record<NonNullable<Paper["kind"]>, string>>> = {
  ...{ book: "Book", chapter: "Book chapter", thesis: "Thesis", report: "Report" },
  ...{ dataset: "Data set", software: "Software" },
};

/** Date, kind, venue, categories, version and citations of a paper, as far as they are known, each once. */
export function factsOf(paper: FactsPaper): string[] {
  const { year, published, kind, citations = 0, arxivVersion = 1 } = paper;
  const facts = [
    published === undefined ? year?.toString() : dateName(published),
    kind === undefined ? undefined : KINDS[kind],
    placeOf(paper),
    ...paper.categories.slice(0, SHOWN_CATEGORIES),
    arxivVersion > 1 ? `arXiv v${arxivVersion}` : undefined,
    citations > 0 ? `${citations.toLocaleString("en")} ${citations === 1 ? "citation" : "citations"}` : undefined,
  ];
  return [...new Set(facts.filter((fact) => fact !== undefined && fact !== ""))] as string[];
}

/** `Nature, 12(3), 45–67`. */
function placeOf({ venue, printed = {} }: FactsPaper): string {
  const { volume = "", issue, pages, publisher } = printed;
  const number = issue === undefined ? volume : `${volume}(${issue})`;
  const where = venue === undefined || venue === "" ? publisher : venue;
  return [clipText(where ?? "", SHOWN_VENUE), number, pages?.replace(/(?<=\d)-(?=\d)/, "–")].filter(Boolean).join(", ");
}

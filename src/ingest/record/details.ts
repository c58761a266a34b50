import type { PaperRecord } from "../../core/index.ts";
import { firstPresent, type JsonObject } from "./json.ts";
import { parseKind } from "./kinds.ts";
import { parseLinks } from "./links.ts";
import { parsePrinted } from "./printed.ts";

type Details = Pick<PaperRecord, "kind" | "printed" | "citations" | "links" | "retracted">;
type Known = Pick<PaperRecord, "title" | "abstract" | "venue" | "url" | "arxivId" | "doi">;

const MAX_CITATIONS = 100_000_000;
/** `RETRACTED: A title`, as publishers mark the paper itself; `Retraction: …` is only the note about it. */
const RETRACTED_TITLE = /^\W{0,3}(?:retracted|withdrawn)(?:\s+(?:article|paper|chapter))?\s*[:\]–—]/i;
/** What is noted where a format has no field for it. */
const RETRACTED_NOTE = /^retracted\b/i;
/** What stands in the place of the abstract of a paper that its authors took back. */
const WITHDRAWN_ABSTRACT =
  /^\W{0,3}this (?:\w+ ){0,2}(?:paper|article|manuscript|submission|work|note) (?:has been|was|is) (?:temporarily )?(?:withdrawn|retracted)\b/i;

/** What a record in our own fields says of a paper beside what it is and who wrote it. What cannot be used is left out. */
export function parseDetails(record: JsonObject, paper: Known): Details {
  const kind = kindOf(record, paper);
  const printed = parsePrinted(record);
  const citations = countIn(firstPresent(record, "citations", "citationCount", "citation_count", "cited_by_count"));
  const links = parseLinks(record, paper);
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(Object.keys(printed).length === 0 ? {} : { printed }),
    ...(citations === undefined ? {} : { citations }),
    ...(links.length === 0 ? {} : { links }),
    ...(isRetracted(record, paper) ? { retracted: true } : {}),
  };
}

/** An article in no journal that is on arXiv is a preprint: the format had no other word for it. */
function kindOf(record: JsonObject, { venue, arxivId }: Known): Details["kind"] {
  const kind = parseKind(record["kind"]);
  return kind === "article" && venue === undefined && arxivId !== undefined ? "preprint" : kind;
}

function countIn(value: unknown): number | undefined {
  const count = typeof value === "string" && /^\d{1,9}$/.test(value.trim()) ? Number(value) : value;
  return typeof count === "number" && Number.isInteger(count) && count >= 0 && count <= MAX_CITATIONS
    ? count
    : undefined;
}

function isRetracted({ retracted: said, note }: JsonObject, { title, abstract }: Known): boolean {
  if (typeof note === "string" && RETRACTED_NOTE.test(note)) return true;
  const isSaid = said === true || (typeof said === "string" && /^(?:true|yes|1)$/i.test(said.trim()));
  return isSaid || RETRACTED_TITLE.test(title) || WITHDRAWN_ABSTRACT.test(abstract);
}

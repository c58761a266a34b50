import { AppError } from "../../core/index.ts";
import { formatOfText } from "../../ingest/index.ts";
import type { PasteAnswer } from "../../wire/index.ts";
import type { IntakeParts } from "./intake-desk.ts";
import { type PastedId, pastedIds } from "./pasted.ts";

type Papers = Pick<IntakeParts, "rowOf" | "heading">;

export const NOTHING_FOUND = { here: [], missing: [], dois: [], unknown: [], notes: [] };
export const OFFLINE = "This server was started with --offline: papers cannot be asked of arXiv.";
const NO_DOIS =
  "Orrery cannot look up DOIs yet: export the paper as BibTeX from your reference manager and drop the file here.";

/** Whether a pasted text is a list of ids or records of a format. Throws AppError "bad-input" for a text that is
 *  neither. */
export function whatIsIn(
  text: string,
  papers: Papers,
): { kind: "ids"; ids: PastedId[] } | { kind: "records"; format: string } {
  const format = formatOfText(text);
  const isNamed = (id: PastedId) => id.arxivId !== undefined || id.doi !== undefined || here(id, papers) !== undefined;
  const ids: PastedId[] = [];
  for (const id of pastedIds(text, (word) => papers.rowOf(word) !== undefined)) {
    if (format !== undefined && !isNamed(id)) return { kind: "records", format };
    ids.push(id);
  }
  if (ids.some(isNamed)) return { kind: "ids", ids };
  throw new AppError(
    "bad-input",
    "Expected arXiv ids, DOIs or links to either, or records as BibTeX, RIS, CSL-JSON or JSON Lines; found none of them.",
  );
}

/** Which of the ids are here, and which are not. */
export function lookUp(ids: readonly PastedId[], papers: Papers, canFetch: boolean): PasteAnswer {
  const found: PasteAnswer["here"] = [];
  const rest: PastedId[] = [];
  for (const id of ids) {
    const heading = here(id, papers);
    if (heading === undefined) rest.push(id);
    else found.push({ ...heading, text: id.text });
  }
  const missing = rest.flatMap((id) => id.arxivId ?? []);
  const dois = rest.flatMap((id) => (id.arxivId === undefined && id.doi !== undefined ? [id.doi] : []));
  const unknown = rest.filter((id) => id.arxivId === undefined && id.doi === undefined).map(({ text }) => text);
  const notes = [...(dois.length > 0 ? [NO_DOIS] : []), ...(missing.length > 0 && !canFetch ? [OFFLINE] : [])];
  return { kind: "ids", here: found, missing, dois, unknown, notes };
}

function here({ text, arxivId, doi }: PastedId, { rowOf, heading }: Papers): { id: string; title: string } | undefined {
  const row = rowOf(arxivId ?? doi ?? text);
  return row === undefined ? undefined : heading(row);
}

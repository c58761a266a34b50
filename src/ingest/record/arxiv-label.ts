import { parseArxivId } from "../../core/index.ts";

const LABELLED = /\barxiv(?:\.org\/(?:abs|pdf)\/|\s*:\s*|\s+)([a-z.-]*\/?\d[\dv./]*)/gi;
const MAX_LOOKED_AT = 10_000;

/** The arXiv id that a note names among other words: `arXiv preprint arXiv:1706.03762 [cs.CL]`. */
export function labelledArxivId(note: string): string | undefined {
  for (const [, id = ""] of note.slice(0, MAX_LOOKED_AT).matchAll(LABELLED)) {
    const found = parseArxivId(id)?.id;
    if (found !== undefined) return found;
  }
  return undefined;
}

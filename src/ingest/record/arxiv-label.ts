import { parseArxivId } from "../../core/index.ts";

const LABELLED = /\barxiv(?:\.org\/(?:abs|pdf)\/|\s*:\s*|\s+)([a-z.-]*\/?\d[\dv./]*)/gi;
const MAX_LOOKED_AT = 10_000;

/** The arXiv id, with its version if it has one, that a note names among other words: `arXiv preprint
 *  arXiv:1706.03762v5 [cs.CL]`. */
export function labelledArxivId(note: string): string | undefined {
  for (const [, id = ""] of note.slice(0, MAX_LOOKED_AT).matchAll(LABELLED)) {
    const found = parseArxivId(id);
    if (found !== undefined) return found.version === undefined ? found.id : `${found.id}v${found.version}`;
  }
  return undefined;
}

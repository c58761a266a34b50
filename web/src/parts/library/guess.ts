/** What a pasted text seems to be. The server looks again; this tells the reader before. */
export type Guess =
  | { readonly kind: "nothing" }
  | { readonly kind: "ids"; readonly count: number; readonly strange: number }
  | { readonly kind: "records"; readonly format: string; readonly count: number }
  | { readonly kind: "unknown" };

const ARXIV_ID =
  /^(?:(?:https?:\/\/)?(?:[\w-]+\.)*arxiv\.org\/\w+\/|arxiv:)?(?:\d{4}\.\d{3,5}|[a-z-]+(?:\.[a-z-]+)?\/\d{7})(?:v\d+)?(?:\.pdf)?$/i;
const DOI = /^(?:(?:https?:\/\/)?(?:dx\.)?doi\.org\/|doi:)?10\.\d{4,9}\/\S+$/i;
const CATEGORY = /^\[[\w.-]+\]$/;
const MAX_LOOKED_AT = 1_000_000;

export function guess(text: string): Guess {
  const looked = text.slice(0, MAX_LOOKED_AT);
  if (looked.trim() === "") return { kind: "nothing" };
  const entries = looked.match(/^[^\S\n]*@(?!comment|preamble|string)[a-z]+\s*[{(]/gim)?.length ?? 0;
  if (entries > 0) return { kind: "records", format: "BibTeX", count: entries };
  const ris = looked.match(/^TY {0,2}-/gm)?.length ?? 0;
  if (ris > 0) return { kind: "records", format: "RIS", count: ris };
  if (/^\s*[[{]/.test(looked)) return { kind: "records", format: "JSON", count: 0 };
  const words = looked.split(/[\s,;]+/).filter((word) => word !== "" && !CATEGORY.test(word));
  const ids = words.filter((word) => ARXIV_ID.test(word) || DOI.test(word)).length;
  if (ids > 0) return { kind: "ids", count: ids, strange: words.length - ids };
  return { kind: "unknown" };
}

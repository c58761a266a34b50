import { cleanField } from "../clean.ts";

const MAX_CATEGORIES = 100;
const MAX_LENGTH = 100;

const ARCHIVES = new Set(
  (
    "acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas cond-mat cs dg-ga econ " +
    "eess funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th nlin nucl-ex nucl-th patt-sol physics " +
    "plasm-ph q-alg q-bio q-fin quant-ph solv-int stat supr-con"
  ).split(" "),
);
const ARXIV_CLASS = /^([a-z-]+)(?:\.[A-Za-z-]{2,})?$/;

/** The subject classes in a list or in one text, the first one first, each once. Where arXiv classes lead, only they
 *  count: the snapshot mixes MSC and ACM classes and remarks into the same text. */
export function parseCategories(value: unknown): string[] {
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  const found = new Set<string>();
  for (const text of texts) {
    if (typeof text !== "string") continue;
    for (const category of split(text, Array.isArray(value))) {
      const name = cleanField(category, MAX_LENGTH);
      if (name !== "" && found.size < MAX_CATEGORIES) found.add(name);
    }
  }
  return [...found];
}

/** A list names one in each text, with any commas in it; arXiv classes may lie together there, too. */
function split(text: string, isListed: boolean): string[] {
  const words = text.split(/[\s,;]+/).filter((word) => word !== "");
  if (isArxivClass(words[0])) return words.filter(isArxivClass);
  return isListed ? [text] : text.split(/[,;|]/);
}

/** Whether a word is a subject class of arXiv: `cs.CL`, `hep-th`, also of an archive that has been closed. */
export function isArxivClass(word: string | undefined): boolean {
  return ARCHIVES.has(ARXIV_CLASS.exec(word ?? "")?.[1] ?? "");
}

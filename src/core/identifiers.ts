/** Identifiers that papers carry: arXiv ids (old and new style) and DOIs. */

export interface ArxivId {
  /** Canonical id without version: `2401.00001`, `math/0611800`. */
  readonly id: string;
  /** 1 or more; absent means the latest. */
  readonly version?: number;
}

const NEW_STYLE = /^(\d{2})(0[1-9]|1[0-2])\.(\d{3,5})(?:v([1-9]\d*))?$/;
const OLD_STYLE = /^([a-z-]+)(?:\.[a-z]{2})?\/(\d{2})(0[1-9]|1[0-2])(\d{3})(?:v([1-9]\d*))?$/;
const ARXIV_DOI = /^10\.48550\/arxiv\.(.+)$/;
const DOI = /10\.\d{4,9}\/[-._;()/:<>a-z0-9]+/i;
const RESOLVER = /^(?:https?:\/\/)?(?:dx\.)?doi\.org\//i;

/** Old archives that are often written without their hyphen. */
const HYPHENATED = new Map(
  [
    "astro-ph",
    "cond-mat",
    "gr-qc",
    "hep-ex",
    "hep-lat",
    "hep-ph",
    "hep-th",
    "math-ph",
    "nucl-ex",
    "nucl-th",
    "quant-ph",
    "cmp-lg",
    "alg-geom",
    "dg-ga",
    "q-alg",
    "solv-int",
    "adap-org",
    "chao-dyn",
    "patt-sol",
    "comp-gas",
    "funct-an",
    "q-bio",
    "q-fin",
  ].map((archive) => [archive.replace("-", ""), archive]),
);

/** The arXiv id in a text that consists of one (bare, prefixed, a URL, or an arXiv DOI), or undefined. */
export function parseArxivId(text: string): ArxivId | undefined {
  const bare = text
    .trim()
    .replace(/^https?:\/\/(?:www\.|export\.)?arxiv\.org\/(?:abs|pdf|html)\//i, "")
    .replace(/[?#].*$/, "")
    .replace(/^arxiv:\s*/i, "")
    .replace(/\s*\[[^\]]*\]$/, "")
    .replace(/\.pdf$/i, "")
    .replace(/\/{2,}/g, "/")
    .replace(/-{2,}/g, "-")
    .toLowerCase();
  const doi = bare.replace(RESOLVER, "").replace(/^doi:\s*/, "");
  const embedded = ARXIV_DOI.exec(doi)?.[1];
  return embedded === undefined
    ? (parseNewStyle(bare) ?? parseOldStyle(bare))
    : (parseNewStyle(embedded) ?? parseOldStyle(embedded));
}

/** The DOI in a text that consists of one (bare, prefixed or a resolver URL): lower case, no resolver; or undefined. */
export function parseDoi(text: string): string | undefined {
  const bare = decodePercent(
    text
      .trim()
      .replace(RESOLVER, "")
      .replace(/^doi:\s*/i, ""),
  );
  const found = DOI.exec(bare);
  if (found === null || found.index !== 0) return undefined;
  const doi = trimUnbalanced(found[0].toLowerCase());
  return /\/.+/.test(doi) ? doi : undefined;
}

/** The arXiv id that an arXiv DOI (10.48550/arXiv.…) stands for. */
export function arxivIdOfDoi(doi: string): string | undefined {
  const embedded = ARXIV_DOI.exec(doi.toLowerCase())?.[1];
  return embedded === undefined ? undefined : parseArxivId(embedded)?.id;
}

function parseNewStyle(text: string): ArxivId | undefined {
  const found = NEW_STYLE.exec(text);
  if (found === null) return undefined;
  const [, year, month, number, version] = found;
  if (year === undefined || month === undefined || number === undefined) return undefined;
  const stamp = Number(year + month);
  if (stamp < 704) return undefined;
  const digits = stamp <= 1412 ? 4 : 5;
  if (number.length > digits) return undefined;
  return withVersion(`${year}${month}.${number.padStart(digits, "0")}`, version);
}

function parseOldStyle(text: string): ArxivId | undefined {
  const found = OLD_STYLE.exec(text);
  if (found === null) return undefined;
  const [, archive, year, month, number, version] = found;
  if (archive === undefined || year === undefined) return undefined;
  const stamp = Number(`${Number(year) > 90 ? 19 : 20}${year}${month}`);
  if (stamp < 199107 || stamp > 200703) return undefined;
  return withVersion(`${HYPHENATED.get(archive) ?? archive}/${year}${month}${number}`, version);
}

function withVersion(id: string, version: string | undefined): ArxivId {
  return version === undefined ? { id } : { id, version: Number(version) };
}

function trimUnbalanced(doi: string): string {
  let text = doi;
  for (;;) {
    const last = text.at(-1);
    const unbalanced = last === ")" && count(text, ")") > count(text, "(");
    if (last !== "." && last !== "," && last !== ";" && last !== ":" && !unbalanced) return text;
    text = text.slice(0, -1);
  }
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a lone percent sign: leave the text as it came
  }
}

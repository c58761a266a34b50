/** Identifiers that papers carry: arXiv ids (old and new style) and DOIs. */

export interface ArxivId {
  /** Canonical id without version: `2401.00001`, `math/0611800`. */
  readonly id: string;
  /** 1 or more; absent means the latest. */
  readonly version?: number;
}

/** Nothing longer is one identifier, however it is decorated. */
const MAX_LENGTH = 2000;

const ARXIV_URL =
  /^(?:https?:\/\/)?(?:[a-z0-9-]+\.)*(?:(?:arxiv|ar5iv|alphaxiv)\.org\/[a-z-]+|huggingface\.co\/papers)\//;
const ARXIV_LABEL = /^(?:oai:arxiv\.org:|arxiv(?:\s*:\s*|\s+))/;
const NEW_STYLE = /^(\d{2})(0[1-9]|1[0-2])\.(\d{3,5})(?:v([1-9]\d{0,3}))?$/;
const OLD_STYLE = /^([a-z-]+)(?:\.[a-z-]{2,})?\/(\d{2})(0[1-9]|1[0-2])(\d{3})(?:v([1-9]\d{0,3}))?$/;
const ARXIV_DOI = /^10\.48550\/arxiv\.(.+)$/;
/** What Crossref registers, with the brackets of older DOIs (SICI) and signs that a few publishers use: a DOI that ends
 *  too early would be that of another work. */
const DOI = /^10\.\d{4,9}(?:\.\d+)*\/[-._;()/:<>[\]+=~*!@$a-z0-9]+/;
/** Brackets of which one at the end belongs to the sentence unless it was opened in the DOI. */
const PAIRS = [
  ["(", ")"],
  ["<", ">"],
  ["[", "]"],
] as const;
const OPENING = /^[\s<("'[]+/;
const CLOSING = /[\s.,;/>)"'\]]+$/;
const DOI_LABEL = /^(?:(?:https?:\/\/)?(?:www\.|dx\.)?doi\.org\/|(?:info:|urn:)?doi(?:[:/]|\s)\s*)/;

/** Every archive that numbered its papers in the old style: a closed list, so other keys with a slash stay what they are. */
const OLD_ARCHIVES = (
  "acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas cond-mat cs dg-ga " +
  "funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th nlin nucl-ex nucl-th patt-sol physics plasm-ph " +
  "q-alg q-bio quant-ph solv-int supr-con"
).split(" ");

/** Canonical spelling by the spelling without hyphen: `hepth` is written for `hep-th`. */
const ARCHIVE_BY_LETTERS = new Map(OLD_ARCHIVES.map((archive) => [archive.replace("-", ""), archive]));

/** The arXiv id in a text that consists of one (bare, prefixed, a URL, or an arXiv DOI), or undefined. */
export function parseArxivId(text: string): ArxivId | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const doi = parseDoi(text);
  const bare = (doi === undefined ? undecorated(text) : ARXIV_DOI.exec(doi)?.[1]) ?? "";
  return parseNewStyle(bare) ?? parseOldStyle(bare);
}

/** The DOI in a text that consists of one (bare, prefixed or a resolver URL): lower case, no resolver; or undefined. */
export function parseDoi(text: string): string | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  let bare = text.toLowerCase().replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(OPENING, "");
  while (DOI_LABEL.test(bare)) bare = bare.replace(DOI_LABEL, "");
  const found = DOI.exec(decodePercent(bare).toLowerCase())?.[0];
  if (found === undefined) return undefined;
  const doi = trimEnd(found.replace(/<\/.*$/, ""));
  return doi.includes("/") ? doi : undefined;
}

/** The arXiv id that an arXiv DOI (10.48550/arXiv.…) stands for. */
export function arxivIdOfDoi(doi: string): string | undefined {
  return ARXIV_DOI.test(doi.toLowerCase()) ? parseArxivId(doi)?.id : undefined;
}

/** What is left of an arXiv id when its link, label, subject class, file ending and query are taken away. */
function undecorated(text: string): string {
  return decodePercent(text.toLowerCase().replace(OPENING, ""))
    .replace(ARXIV_URL, "")
    .replace(/[?#].*$/s, "")
    .replace(ARXIV_LABEL, "")
    .replace(/\[[a-z-]+(?:\.[a-z-]+)?\].*$/s, "")
    .replace(CLOSING, "")
    .replace(/\.(?:pdf|ps|ps\.gz)$/, "")
    .replace(/\/{2,}/g, "/")
    .replace(/-{2,}/g, "-");
}

function parseNewStyle(text: string): ArxivId | undefined {
  const found = NEW_STYLE.exec(text);
  if (found === null) return undefined;
  const [, year, month, number, version] = found;
  if (year === undefined || month === undefined || number === undefined) return undefined;
  const stamp = Number(year + month);
  const digits = stamp <= 1412 ? 4 : 5;
  if (stamp < 704 || number.length > digits || Number(number) === 0) return undefined;
  return withVersion(`${year}${month}.${number.padStart(digits, "0")}`, version);
}

function parseOldStyle(text: string): ArxivId | undefined {
  const found = OLD_STYLE.exec(text);
  if (found === null) return undefined;
  const [, name, year, month, number, version] = found;
  const archive = ARCHIVE_BY_LETTERS.get(name?.replaceAll("-", "") ?? "");
  const stamp = Number(`${Number(year) > 90 ? 19 : 20}${year}${month}`);
  if (archive === undefined || stamp < 199107 || stamp > 200703 || Number(number) === 0) return undefined;
  return withVersion(`${archive}/${year}${month}${number}`, version);
}

function withVersion(id: string, version: string | undefined): ArxivId {
  return version === undefined ? { id } : { id, version: Number(version) };
}

/** Drops the punctuation of the sentence that the DOI stood in, and brackets that were opened before it. */
function trimEnd(doi: string): string {
  let text = doi;
  while (/[.,;:/<([]$/.test(text) || PAIRS.some(([open, close]) => endsUnbalanced(text, open, close))) {
    text = text.slice(0, -1);
  }
  return text;
}

function endsUnbalanced(text: string, open: string, close: string): boolean {
  return text.endsWith(close) && count(text, close) > count(text, open);
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

function decodePercent(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a lone percent sign: leave the text as it came
  }
}

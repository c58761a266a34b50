import { atom } from "./atom.ts";
import { bibtex } from "./bibtex.ts";
import type { Format, Head } from "./format.ts";
import { huggingFaceDaily } from "./hugging-face-daily.ts";
import { huggingFacePages } from "./hugging-face-pages.ts";
import { jsonDocument } from "./json-document.ts";
import { jsonLines } from "./json-lines.ts";
import { pubmed } from "./pubmed.ts";
import { ris } from "./ris.ts";
import { rss } from "./rss.ts";
import { semanticScholarAbstracts, semanticScholarPapers } from "./semantic-scholar-files.ts";
import { table } from "./table.ts";
import { webPageReason } from "./web-page.ts";

/** Every format that can be read; the first that recognizes an input reads it. */
const FORMATS: readonly Format[] = [
  semanticScholarPapers,
  semanticScholarAbstracts,
  huggingFaceDaily,
  jsonLines,
  jsonDocument,
  pubmed,
  atom,
  rss,
  bibtex,
  ris,
  table,
  huggingFacePages,
];

/** Beginnings of files that people try, with what to call them. */
const KNOWN_BINARIES: readonly (readonly [magic: string, name: string])[] = [
  ["%PDF-", "a PDF document"],
  ["PK\u0003\u0004", "a ZIP archive inside another file"],
  ["SQLite format 3", "an SQLite database"],
  ["PAR1", "a Parquet file"],
  ["BZh", "bzip2 data"],
  ["\u00fd7zXZ", "xz data"],
  ["(\u00b5/\u00fd", "zstd data"],
];

const NUL_SHARE = 0.001;

export function formatOf(head: Head): Format | undefined {
  return FORMATS.find((format) => format.recognizes(head));
}

/** Why bytes cannot be text, or undefined when they can. */
export function binaryReason(head: Buffer): string | undefined {
  const beginning = head.toString("latin1");
  const known = KNOWN_BINARIES.find(([magic]) => beginning.startsWith(magic));
  if (known !== undefined) return `Expected text, got ${known[1]}.`;
  const nuls = beginning.split("\0").length - 1;
  return nuls > head.length * NUL_SHARE ? "Expected text, got binary data." : undefined;
}

/** What to tell about text that no format recognizes. */
export function unknownReason(text: string): string {
  const names = new Set([jsonLines, jsonDocument, ...FORMATS.filter(({ holds }) => holds === undefined)].map(nameOf));
  return webPageReason(text) ?? `Expected one of ${[...names].join(", ")}; this is none of them.`;
}

function nameOf({ name }: Format): string {
  return name;
}

/** Papers to cite, ordinary and hostile, and small readers of what is written. */
import fc from "fast-check";
import { CITE_FORMATS, type CitedPaper, type CiteFormatName, writePapers } from "../../src/cite/index.ts";
import { LINK_KINDS, WORK_KINDS } from "../../src/core/index.ts";

export const FORMATS = Object.keys(CITE_FORMATS) as CiteFormatName[];

export function paper(fields: Partial<CitedPaper> = {}): CitedPaper {
  return { id: "p1", title: "A title", abstract: "", authors: [], categories: [], ...fields };
}

export const ATTENTION = paper({
  id: "1706.03762",
  title: "Attention Is All You Need",
  abstract: "It takes $O(n^2)$ & 50% of {them}.",
  authors: ["Ashish Vaswani", "Łukasz Kaiser"],
  year: 2017,
  categories: ["cs.CL", "cs.LG"],
  arxivId: "1706.03762",
});

export function written(format: CiteFormatName, ...papers: CitedPaper[]): string {
  return [...writePapers(papers, format)].join("");
}

const NASTY = ["{", "}", "\\", "$", "%", "@", "#", "_", "~", "^", '"', "'", ",", ";", "\n", "\r\nER  - \r\n", "\u2028"];
const NASTIER = [
  "\u202e",
  "\ufeff",
  "\ud800",
  "\0",
  "=1+1",
  "\\input{x}",
  "$x_1$",
  "\\(",
  "]",
  "(",
  "<b>",
  "`",
  " and ",
];

/** Text of words, marks that mean something to one of the formats, and any other character. */
export const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...NASTY, ...NASTIER), fc.lorem({ maxCount: 2 }), fc.string({ unit: "binary" })), {
    maxLength: 12,
  })
  .map((parts) => parts.join(""));

const hostileUrl = fc.oneof(
  hostileText,
  fc.webUrl(),
  fc.constant("javascript:alert(1)"),
  fc.constant("https://a.b/c)d]{e}"),
);

export const hostilePaper: fc.Arbitrary<CitedPaper> = fc.record(
  {
    id: hostileText,
    title: hostileText,
    abstract: hostileText,
    authors: fc.array(hostileText, { maxLength: 4 }),
    categories: fc.array(hostileText, { maxLength: 3 }),
    year: fc.integer({ min: 1000, max: 2999 }),
    venue: hostileText,
    arxivId: hostileText,
    doi: hostileText,
    url: hostileUrl,
    published: fc.constantFrom("2020-05", "1999-12-31"),
    kind: fc.constantFrom(...WORK_KINDS),
    printed: fc.record({ volume: hostileText, issue: hostileText, pages: hostileText, publisher: hostileText }),
    keywords: fc.array(hostileText, { maxLength: 3 }),
    arxivVersion: fc.nat({ max: 20 }),
    citations: fc.nat(),
    links: fc.array(fc.record({ kind: fc.constantFrom(...LINK_KINDS), url: hostileUrl }), { maxLength: 3 }),
    retracted: fc.constant(true as const),
  },
  { requiredKeys: ["id", "title", "abstract", "authors", "categories"] },
);

export interface Entry {
  readonly type: string;
  readonly key: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** The entries of a BibTeX file as BibTeX finds them: braces are counted, with or without a backslash before them. */
export function bibtexEntries(text: string): Entry[] {
  const entries: Entry[] = [];
  let at = 0;
  const skip = (pattern: RegExp): string => {
    const found = new RegExp(pattern.source, "y");
    found.lastIndex = at;
    const match = found.exec(text);
    if (match === null) throw new Error(`Expected ${pattern} at ${JSON.stringify(text.slice(at, at + 60))}`);
    at += match[0].length;
    return match[1] ?? match[0];
  };
  while (at < text.length) {
    const type = skip(/@([a-z]+)\{/);
    const key = skip(/([a-z0-9]+),\n/);
    const fields: Record<string, string> = {};
    while (text[at] !== "}") {
      const name = skip(/ {2}([a-zA-Z]+) += /);
      if (name === "month") {
        fields[name] = skip(/([a-z]{3}),?\n/);
        continue;
      }
      skip(/\{/);
      const begin = at;
      for (let depth = 1; depth > 0; at++) {
        if (at >= text.length) throw new Error(`The field ${name} of ${key} does not end.`);
        if (text[at] === "{") depth++;
        if (text[at] === "}") depth--;
      }
      fields[name] = text.slice(begin, at - 1);
      skip(/,?\n/);
    }
    skip(/\}\n\n/);
    entries.push({ type, key, fields });
  }
  return entries;
}

/** Rows of cells of a file by RFC 4180. */
export function csvRows(text: string): string[][] {
  return text
    .replace(/^\ufeff/, "")
    .split("\r\n") // no cell of ours has one
    .slice(0, -1)
    .map(csvCells);
}

function csvCells(line: string): string[] {
  const cells: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;
  for (;;) {
    const found = cell.exec(line);
    if (found === null) throw new Error(`Not a line of cells: ${line}`);
    const [, quoted, bare = "", end] = found;
    cells.push(quoted?.replaceAll('""', '"') ?? bare);
    if (end === "") return cells;
  }
}

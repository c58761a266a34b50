/** Writes papers for other programs and for readers: reference managers, spreadsheets, documents. Knows nothing of the
 *  library. */

export { citeKeyOf } from "./cite-keys.ts";
export type { CitedPaper } from "./cited-paper.ts";
export type { Digest } from "./digest/digest.ts";
export { writeDigestHtml } from "./digest/html.ts";
export { writeDigestMarkdown } from "./digest/markdown.ts";
export { writeDigestText } from "./digest/plain.ts";
export { writeAtom } from "./feeds/atom.ts";
export { FEED_TYPES, type Feed, feedEntry, feedId } from "./feeds/feed.ts";
export { writeJsonFeed } from "./feeds/json-feed.ts";
export { csvCell } from "./formats/csv.ts";
export { CITE_FORMATS, type CiteFormatName, writePapers } from "./write-papers.ts";

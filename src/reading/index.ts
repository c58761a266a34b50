/** What a reader keeps of their own: lists of papers, what was read, notes; on disk, beside the library. */

export type { StoredList } from "./lists.ts";
export type { BriefMark } from "./marks.ts";
export type { NamedPaper } from "./members.ts";
export type { Sign } from "./opinions.ts";
export { type Changed, Reading } from "./reading.ts";
export type { StoredSearch } from "./searches.ts";
export type { SeenMark } from "./seen.ts";
export { nameKey, quoted } from "./text.ts";

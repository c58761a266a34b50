/** What a reader keeps of their own: lists of papers, what was read, notes; on disk, beside the library. */
export type { MembersEdit, StoredList, StoredMember } from "./lists.ts";
export type { BriefMark, StoredMark } from "./marks.ts";
export { type Changed, type NamedPaper, Reading } from "./reading.ts";
export { nameKey, quoted } from "./text.ts";

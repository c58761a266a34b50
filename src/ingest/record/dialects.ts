import { fromSnapshot, isSnapshotRecord } from "./arxiv-snapshot.ts";
import { type Columns, chosenFields, renamed } from "./columns.ts";
import { fromCsl, isCslRecord } from "./csl.ts";
import { fromHuggingFace, isHuggingFaceRecord } from "./hugging-face.ts";
import type { JsonObject } from "./json.ts";
import { fromOpenAlex, isOpenAlexRecord } from "./open-alex.ts";
import { fromSemanticScholar, isSemanticScholarRecord } from "./semantic-scholar.ts";

/** A way in which others write records: how it is told, and the same in our own fields. */
interface Dialect {
  readonly recognizes: (record: JsonObject) => boolean;
  readonly read: (record: JsonObject) => JsonObject;
}

/** The first that recognizes a record reads it. */
const DIALECTS: readonly Dialect[] = [
  { recognizes: isSnapshotRecord, read: fromSnapshot },
  { recognizes: isOpenAlexRecord, read: fromOpenAlex },
  { recognizes: isSemanticScholarRecord, read: fromSemanticScholar },
  { recognizes: isHuggingFaceRecord, read: fromHuggingFace },
  { recognizes: isCslRecord, read: fromCsl },
];

/** The record in our own fields, whoever wrote it. Keys that the user names for fields come before all others in
 *  records that have them. */
export function inOwnFields(record: JsonObject, columns?: Columns): JsonObject {
  if (columns === undefined) return whoeverWrote(record);
  const chosen = chosenFields(record, columns);
  const own = "title" in chosen ? (renamed(record, columns) ?? record) : whoeverWrote(record);
  return "authors" in chosen ? { ...own, ...chosen, authors_parsed: undefined } : { ...own, ...chosen };
}

function whoeverWrote(record: JsonObject): JsonObject {
  const dialect = DIALECTS.find(({ recognizes }) => recognizes(record));
  if (dialect !== undefined) return dialect.read(record);
  return "title" in record ? record : (renamed(record) ?? record);
}

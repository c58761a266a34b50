import { fromSnapshot, isSnapshotRecord } from "./arxiv-snapshot.ts";
import { type Columns, renamed } from "./columns.ts";
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

/** The record in our own fields, whoever wrote it. What the user says of the columns comes first. */
export function inOwnFields(record: JsonObject, columns?: Columns): JsonObject {
  if (columns !== undefined) return renamed(record, columns) ?? record;
  const dialect = DIALECTS.find(({ recognizes }) => recognizes(record));
  if (dialect !== undefined) return dialect.read(record);
  return "title" in record ? record : (renamed(record) ?? record);
}

import { arxivText } from "./arxiv-text.ts";
import { isObject, type JsonObject } from "./json.ts";

/** `This paper has been withdrawn by the authors due to …`, `Withdrawn`: what authors say who took their paper back. */
const WITHDRAWN =
  /^\W*(?:(?:this|the) (?:\w+ )?(?:paper|article|manuscript|submission|work|note) (?:has been|was|is|had been) (?:temporarily )?|paper )?(?:withdrawn|retracted)\b/i;

/** True for a record of the arXiv metadata snapshot, or with the fields that only it has. */
export function isSnapshotRecord(record: JsonObject): boolean {
  const versions = record["versions"];
  return (
    Array.isArray(record["authors_parsed"]) ||
    (Array.isArray(versions) && isObject(versions[0]) && "created" in versions[0]) ||
    ("submitter" in record && "journal-ref" in record)
  );
}

/** The same record with its TeX as text; names of fields are ours already. */
export function fromSnapshot(record: JsonObject): JsonObject {
  const parsed = record["authors_parsed"];
  const { comments } = record;
  return {
    ...record,
    retracted: typeof comments === "string" && isWithdrawn(comments),
    title: plain(record["title"]),
    abstract: plain(record["abstract"]),
    "journal-ref": plain(record["journal-ref"]),
    authors: plain(record["authors"]),
    authors_parsed: Array.isArray(parsed)
      ? parsed.map((name: unknown) => (Array.isArray(name) ? name.map(plain) : name))
      : undefined,
  };
}

/** Whether a comment of arXiv says that the paper was withdrawn. */
export function isWithdrawn(comment: string): boolean {
  return WITHDRAWN.test(comment);
}

function plain(value: unknown): unknown {
  return typeof value === "string" ? arxivText(value) : value;
}

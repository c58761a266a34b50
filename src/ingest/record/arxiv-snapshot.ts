import { arxivText } from "./arxiv-text.ts";
import { isObject, type JsonObject } from "./json.ts";

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
  return {
    ...record,
    title: plain(record["title"]),
    abstract: plain(record["abstract"]),
    "journal-ref": plain(record["journal-ref"]),
    authors: plain(record["authors"]),
    authors_parsed: Array.isArray(parsed)
      ? parsed.map((name: unknown) => (Array.isArray(name) ? name.map(plain) : name))
      : undefined,
  };
}

function plain(value: unknown): unknown {
  return typeof value === "string" ? arxivText(value) : value;
}

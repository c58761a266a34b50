import { isObject, type JsonObject, parseJson } from "../record/json.ts";
import { isDatasetAbstract, isDatasetPaper } from "../record/semantic-scholar.ts";
import type { Format, Head } from "./format.ts";
import { jsonLines } from "./json-lines.ts";

/** Lines that are looked at: the first ones may be damaged. */
const MAX_LINES = 5;

/** Files of Semantic Scholar's data sets. Papers and abstracts are read together with each other where both are given. */
export const semanticScholarPapers: Format = {
  name: "Semantic Scholar papers",
  holds: "papers",
  recognizes: (head) => firstRecords(head).some(isDatasetPaper),
  read: jsonLines.read,
};

export const semanticScholarAbstracts: Format = {
  name: "Semantic Scholar abstracts",
  holds: "abstracts",
  recognizes: (head) => {
    const records = firstRecords(head);
    return records.some(isDatasetAbstract) && !records.some(isDatasetPaper);
  },
  read: jsonLines.read,
};

function firstRecords({ text, whole, columns }: Head): JsonObject[] {
  if (columns !== undefined || !text.includes('"corpusid"')) return [];
  const lines = text.split("\n");
  return (whole ? lines : lines.slice(0, -1))
    .filter((line) => line.startsWith("{"))
    .slice(0, MAX_LINES)
    .map(parsed)
    .filter((record) => record !== undefined);
}

function parsed(line: string): JsonObject | undefined {
  try {
    const value = parseJson(line);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

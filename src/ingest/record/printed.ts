import type { Printed } from "../../core/index.ts";
import { cleanField } from "../clean.ts";
import { isObject, type JsonObject } from "./json.ts";
import { withoutMarkup } from "./markup.ts";

const MAX_NUMBER = 60;
const MAX_PUBLISHER = 300;
/** What stands in these fields for papers of arXiv, which have neither: `volume = {abs/1706.03762}`. */
const OF_ARXIV = /arxiv|^abs\//i;

/** Volume, issue, pages and publisher of a record in our own fields, or in its object `printed`. */
export function parsePrinted(record: JsonObject): Printed {
  const said = isObject(record["printed"]) ? record["printed"] : record;
  const volume = numberIn(said["volume"]);
  const issue = numberIn(said["issue"]);
  const pages = pagesIn(said["pages"]);
  const publisher = textIn(said["publisher"], MAX_PUBLISHER);
  return {
    ...(volume === "" ? {} : { volume }),
    ...(issue === "" ? {} : { issue }),
    ...(pages === "" ? {} : { pages }),
    ...(publisher === "" || OF_ARXIV.test(publisher) ? {} : { publisher }),
  };
}

/** `first-last`, or what there is of it. */
export function pageSpan(first: string, last: string): string {
  return first === "" || last === "" || first === last ? first || last : `${first}-${last}`;
}

function numberIn(value: unknown): string {
  const text = typeof value === "number" && Number.isFinite(value) ? String(value) : textIn(value, MAX_NUMBER);
  return OF_ARXIV.test(text) ? "" : text;
}

/** With one hyphen between the first and the last. A number alone may be how many there are. */
function pagesIn(value: unknown): string {
  const pages = textIn(value, MAX_NUMBER)
    .replace(/^pp?\.\s*/i, "")
    .replace(/\s*[-\u2010-\u2015\u2212]+\s*/g, "-")
    .replace(/^-|-$/g, "");
  return OF_ARXIV.test(pages) ? "" : pages;
}

function textIn(value: unknown, length: number): string {
  return typeof value === "string" ? cleanField(withoutMarkup(value.slice(0, length * 10)), length) : "";
}

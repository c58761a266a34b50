import { isObject, type JsonObject } from "../record/json.ts";

/** Keys under which services put the records of an answer: OpenAlex, Semantic Scholar, Crossref, and others. */
const LISTS = ["results", "data", "papers", "items", "recommendedPapers"];
/** Crossref puts everything one level deeper. */
const INNER = "message";
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]]|[^"{}[\]]+/gsy;
const OPENS_RECORDS = /\s*:\s*(?=\[\s*[{\]])/y;
const OPENS_INNER = /\s*:\s*(?=\{)/y;

/** Where the list of records opens in an answer like `{"meta": {…}, "results": [{…}, …]}`; undefined where the text does
 *  not begin like one. A record that holds a list itself is known by its title. */
export function listStart(text: string): number | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  let depth = 0;
  let base = 1;
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(text); found !== null; found = TOKEN.exec(text)) {
    const [token] = found;
    if (token === "{" || token === "[") depth += 1;
    else if (token === "}" || token === "]") {
      depth -= 1;
      if (depth < base) return undefined;
    } else if (token.startsWith('"') && depth === base) {
      const key = token.slice(1, -1);
      if (key === "title" && base === 1) return undefined;
      if (LISTS.includes(key) && follows(OPENS_RECORDS, text, TOKEN.lastIndex)) return OPENS_RECORDS.lastIndex;
      if (key === INNER && base === 1 && follows(OPENS_INNER, text, TOKEN.lastIndex)) base = 2;
    }
  }
  return undefined;
}

/** The records in an answer that lies in one piece; any other value is its only record. */
export function recordsIn(value: unknown): readonly unknown[] {
  if (!isObject(value) || "title" in value) return [value];
  return listIn(value) ?? (isObject(value[INNER]) ? (listIn(value[INNER]) ?? [value[INNER]]) : [value]);
}

function listIn(value: JsonObject): readonly unknown[] | undefined {
  const lists = LISTS.map((name) => value[name]);
  return lists.find((list): list is unknown[] => Array.isArray(list) && (list.length === 0 || isObject(list[0])));
}

function follows(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

import { cleanField } from "../clean.ts";
import { isArxivClass } from "./categories.ts";
import { isObject } from "./json.ts";
import { withoutMarkup } from "./markup.ts";

/** More than any catalogue gives to one paper. */
const MAX_KEYWORDS = 100;
/** Longer ones are sentences. */
const MAX_LENGTH = 100;
const MAX_LOOKED_AT = 20_000;
/** Names under which services give the word beside its score or number. */
const NAMES = ["display_name", "keyword", "term", "tag", "name"];
/** A subject class that is no word beside: "math" is one, "math.CO" and "hep-th" are none. */
const TELLING_CLASS = /[.-]/;

/** Keywords in a list of texts or of objects with a name, or in one text that separates them by semicolons, else by
 *  commas or bars: each once in its first spelling, in their order. None holds a semicolon. */
export function parseKeywords(value: unknown): string[] {
  const texts = typeof value === "string" ? split(value.slice(0, MAX_LOOKED_AT)) : Array.isArray(value) ? value : [];
  const words = texts.slice(0, MAX_LOOKED_AT).flatMap((text: unknown) => withoutMarkup(wordOf(text)).split(";"));
  const found = new Map<string, string>();
  for (const word of words) {
    const keyword = cleanField(word, MAX_LENGTH + 1).replace(/^[\s*•·]+|[\s,.]+$/g, "");
    const key = keyword.toLowerCase();
    const isGood = keyword !== "" && keyword.length <= MAX_LENGTH && !/^https?:/.test(key);
    if (isGood && !found.has(key) && found.size < MAX_KEYWORDS) found.set(key, keyword);
  }
  return [...found.values()];
}

/** Files without a field for categories have them among the keywords: subject classes of arXiv go to the categories,
 *  unless these are of another kind, and what is a category is no keyword. */
export function withoutCategories(
  keywords: readonly string[],
  categories: readonly string[],
): { readonly keywords: string[]; readonly categories: string[] } {
  if (keywords.length === 0) return { keywords: [], categories: [...categories] };
  const [first] = categories;
  const takesClasses = first === undefined || isArxivClass(first);
  const classes = keywords.filter((word) => takesClasses && TELLING_CLASS.test(word) && isArxivClass(word));
  const all = [...new Set([...categories, ...classes])];
  const known = new Set(all.map((category) => category.toLowerCase()));
  return { keywords: keywords.filter((word) => !known.has(word.toLowerCase())), categories: all };
}

function split(text: string): string[] {
  return text.split(text.includes(";") ? /;/ : /[,|]/);
}

function wordOf(entry: unknown): string {
  if (typeof entry === "string") return entry;
  if (!isObject(entry)) return "";
  const word = NAMES.map((name) => entry[name]).find((named) => typeof named === "string");
  return typeof word === "string" ? word : "";
}

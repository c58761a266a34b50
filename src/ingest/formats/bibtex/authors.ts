import { texToText } from "../../record/tex.ts";

const AND = /\\.|[{}]| and(?= )/gis;

/** Names as they are spoken from a list like `Last, First and von Last, Jr, First and {A Group}`. "others" is none. */
export function bibtexAuthors(list: string): string[] {
  return splitAtAnd(list.replace(/\s+/g, " "))
    .map(spoken)
    .filter((name) => name !== "" && name.toLowerCase() !== "others");
}

/** Parts between the word "and" outside of braces. */
function splitAtAnd(list: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  AND.lastIndex = 0;
  for (let found = AND.exec(list); found !== null; found = AND.exec(list)) {
    const [sign] = found;
    if (sign === "{") depth += 1;
    else if (sign === "}") depth -= 1;
    else if (depth <= 0 && !sign.startsWith("\\")) {
      parts.push(list.slice(from, found.index));
      from = AND.lastIndex;
    }
  }
  return [...parts, list.slice(from)];
}

/** First name first. A comma inside braces belongs to the name. */
function spoken(name: string): string {
  const parts = splitAtCommas(name).map((part) => texToText(part).trim());
  const [last = "", second = "", first = ""] = parts;
  const inOrder = parts.length > 2 ? [first, last, second] : [second, last];
  return inOrder.filter((part) => part !== "").join(" ");
}

function splitAtCommas(name: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const character of name) {
    if (character === "{") depth += 1;
    else if (character === "}") depth -= 1;
    if (character === "," && depth <= 0) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts;
}

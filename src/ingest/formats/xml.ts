/** An element within the text of another. */
export interface XmlElement {
  /** With its prefix, in lower case. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Everything between its tags, as it is written. */
  readonly content: string;
  /** The same as text: tags and comments left out, references replaced. */
  readonly text: string;
}

const MARKUP =
  /<!--.*?(?:-->|$)|<!\[CDATA\[(.*?)(?:\]\]>|$)|<\?.*?(?:\?>|$)|<(\/?)([a-z_][\w.:-]*)((?:"[^"<]*"|'[^'<]*'|[^"'<>])*?)(\/?)>/gis;
const ATTRIBUTE = /([a-z_][\w.:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;
const REFERENCE = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi;
const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** The elements at the top of a piece of XML, in order. Never throws: of what is not well-formed, what can be made out. */
export function childrenOf(xml: string): XmlElement[] {
  const children: XmlElement[] = [];
  let open: { readonly name: string; readonly attributes: Map<string, string>; readonly from: number } | undefined;
  let depth = 0;
  const close = (end: number) => {
    if (open === undefined) return;
    const { name, attributes, from } = open;
    const content = xml.slice(from, end);
    children.push({ name, attributes, content, text: plainText(content) });
    open = undefined;
  };
  for (const found of xml.matchAll(MARKUP)) {
    const [whole, , closes, name, attributes = "", isEmpty] = found;
    if (name === undefined) continue;
    if (closes === "/") {
      depth = Math.max(0, depth - 1);
      if (depth === 0) close(found.index);
    } else {
      const from = found.index + whole.length;
      if (depth === 0) open = { name: name.toLowerCase(), attributes: attributesOf(attributes), from };
      if (isEmpty !== "/") depth += 1;
      else if (depth === 0) close(from);
    }
  }
  return children;
}

function plainText(xml: string): string {
  const pieces: string[] = [];
  let from = 0;
  for (const found of xml.matchAll(MARKUP)) {
    pieces.push(unescaped(xml.slice(from, found.index)), found[1] ?? "");
    from = found.index + found[0].length;
  }
  return [...pieces, unescaped(xml.slice(from))].join("");
}

function attributesOf(text: string): Map<string, string> {
  return new Map(
    [...text.matchAll(ATTRIBUTE)].map(([, name = "", a, b]) => [name.toLowerCase(), unescaped(a ?? b ?? "")]),
  );
}

function unescaped(text: string): string {
  return text.replace(REFERENCE, (whole, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hexadecimal ?? "", 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CitedPaper, type Feed, feedEntry, feedId, writeAtom, writeJsonFeed } from "../../src/cite/index.ts";

const FRAME = {
  publishedAt: "2024-05-01T00:00:00.000Z",
  updatedAt: "2024-05-02T00:00:00.000Z",
  pageUrl: "http://127.0.0.1:7070/paper/2401.00001",
};
const PAPER: CitedPaper = {
  id: "2401.00001",
  title: "Is $a < b$ & why",
  abstract: "An abstract.",
  authors: ["Ada Example", 'Ben "B" O\'Neil'],
  categories: ["cs.CL", "cs.LG", "cs.CL"],
  arxivId: "2401.00001",
};

function feedOf(...entries: Feed["entries"]): Feed {
  return {
    id: feedId("daily"),
    title: "Daily papers",
    selfUrl: "http://127.0.0.1:7070/api/feeds/daily.atom?days=7&x=1",
    pageUrl: "http://127.0.0.1:7070/daily",
    entries,
  };
}

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#13": "\r" };
const unescaped = (text: string) => text.replace(/&([^;]*);/g, (_, name: string) => ENTITIES[name] ?? fail(name));
const fail = (what: string): never => {
  throw new Error(`No well-formed XML: ${what}`);
};

/** A strict reader of the XML that Atom needs: anything beside elements, attributes and text is an error. */
function parseXml(xml: string): Element {
  const top: Element = { name: "", attributes: {}, children: [], text: "" };
  const open = [top];
  const body = xml.replace(/^<\?xml version="1\.0" encoding="utf-8"\?>/, "");
  for (const [part, tag, close, name, attributes = "", alone] of body.matchAll(
    /(<(\/?)([a-z]+)((?: [a-z]+="[^"<]*")*)(\/?)>)|[^<]+|</g,
  )) {
    const inner = open.at(-1) ?? fail("too many ends");
    if (tag === undefined) inner.text += part === "<" ? fail("a lone <") : unescaped(part);
    else if (close === "/") open.pop()?.name === name || fail(`</${name}>`);
    else {
      const pairs = [...attributes.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [
        key,
        unescaped(value),
      ]);
      const element: Element = { name: name ?? "", attributes: Object.fromEntries(pairs), children: [], text: "" };
      inner.children.push(element);
      if (alone !== "/") open.push(element);
    }
  }
  return open.length === 1 && top.children.length === 1 ? (top.children[0] ?? top) : fail("an open element");
}

const named = (element: Element, name: string) => element.children.filter((child) => child.name === name);
const textOf = (element: Element, name: string) => named(element, name)[0]?.text;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML cannot hold
const UNHELD = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const kept = (text: string) => text.replace(UNHELD, "").replace(/\p{Surrogate}/gu, "\ufffd");

/** Any text that a paper can say: broken letters and control characters too. */
const anyText = fc.string({
  unit: fc.oneof(fc.constantFrom(..."<>&\"'\r\n\t\0\u001f\ufffe\ud800]"), fc.string({ maxLength: 3 })),
});

describe("An Atom feed", () => {
  it("says all that RFC 4287 asks for, of itself and of each paper", () => {
    const feed = parseXml(writeAtom(feedOf(feedEntry(PAPER, FRAME))));
    expect([feed.name, feed.attributes["xmlns"]]).toEqual(["feed", "http://www.w3.org/2005/Atom"]);
    expect(["id", "title", "updated"].map((name) => named(feed, name).map(({ text }) => text))).toEqual([
      [feedId("daily")],
      ["Daily papers"],
      ["2024-05-02T00:00:00.000Z"],
    ]);
    expect(named(feed, "link").map(({ attributes }) => attributes)).toEqual([
      { rel: "self", type: "application/atom+xml", href: "http://127.0.0.1:7070/api/feeds/daily.atom?days=7&x=1" },
      { rel: "alternate", type: "text/html", href: "http://127.0.0.1:7070/daily" },
    ]);
    expect(named(feed, "author")).toHaveLength(1);
    const [entry = feed] = named(feed, "entry");
    expect(["id", "title", "published", "updated", "summary"].map((name) => textOf(entry, name))).toEqual([
      "https://arxiv.org/abs/2401.00001",
      "Is $a < b$ & why",
      FRAME.publishedAt,
      FRAME.updatedAt,
      "An abstract.",
    ]);
    expect(named(entry, "author").map((author) => textOf(author, "name"))).toEqual(PAPER.authors);
    expect(named(entry, "category").map(({ attributes }) => attributes["term"])).toEqual(["cs.CL", "cs.LG"]);
    expect(named(entry, "link").map(({ attributes }) => attributes)).toEqual([
      { rel: "alternate", type: "text/html", href: FRAME.pageUrl },
      { rel: "related", href: "https://arxiv.org/abs/2401.00001" },
    ]);
  });

  it("without papers is valid, too", () => {
    const feed = parseXml(writeAtom(feedOf()));
    expect(textOf(feed, "updated")).toBe("1970-01-01T00:00:00.000Z");
    expect(named(feed, "entry")).toEqual([]);
  });

  it("is well formed whatever a paper says, and gives its text back but for what XML cannot hold", () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (title, abstract, name) => {
        const paper = {
          ...PAPER,
          title,
          abstract,
          authors: [name],
          categories: [name],
          url: `https://example.org/${name}`,
        };
        const [entry] = named(parseXml(writeAtom(feedOf(feedEntry(paper, FRAME)))), "entry");
        expect(entry && textOf(entry, "title")).toBe(kept(title));
        expect((entry && textOf(entry, "summary")) ?? "").toBe(kept(abstract));
      }),
      { numRuns: 300 },
    );
  });
});

describe("A JSON Feed", () => {
  it("says what version 1.1 asks for", () => {
    const feed = JSON.parse(writeJsonFeed(feedOf(feedEntry(PAPER, { ...FRAME, remark: "Near “X”." }))));
    expect(feed).toEqual({
      version: "https://jsonfeed.org/version/1.1",
      title: "Daily papers",
      home_page_url: "http://127.0.0.1:7070/daily",
      feed_url: "http://127.0.0.1:7070/api/feeds/daily.atom?days=7&x=1",
      items: [
        {
          id: "https://arxiv.org/abs/2401.00001",
          url: FRAME.pageUrl,
          external_url: "https://arxiv.org/abs/2401.00001",
          title: "Is $a < b$ & why",
          content_text: "Near “X”.\n\nAn abstract.",
          date_published: FRAME.publishedAt,
          date_modified: FRAME.updatedAt,
          authors: [{ name: "Ada Example" }, { name: 'Ben "B" O\'Neil' }],
          tags: ["cs.CL", "cs.LG"],
        },
      ],
    });
  });

  it("has content for a paper that is a title alone, and names nobody where nobody is known", () => {
    const paper: CitedPaper = { id: "own", title: "A title", abstract: "", authors: [" "], categories: [] };
    const [item] = JSON.parse(writeJsonFeed(feedOf(feedEntry(paper, FRAME)))).items;
    expect(item).toMatchObject({ title: "A title", content_text: "A title" });
    for (const name of ["authors", "tags", "external_url"]) expect(item).not.toHaveProperty(name);
  });
});

describe("The entry of a paper", () => {
  const idOf = (paper: Partial<CitedPaper>) => feedEntry({ ...PAPER, ...paper }, FRAME).id;

  it("has an id that stays: of arXiv, else its DOI, else one made from the library's id", () => {
    const { arxivId: _, ...bare } = PAPER;
    const own = (id: string) => feedEntry({ ...bare, id }, FRAME).id;
    expect(idOf({ doi: "10.1000/x" })).toBe("https://arxiv.org/abs/2401.00001");
    expect(feedEntry({ ...bare, doi: "10.1000/a<b>" }, FRAME).id).toBe("https://doi.org/10.1000/a%3Cb%3E");
    expect(own("a")).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(own("a")).toBe(own("a"));
    expect(own("a")).not.toBe(own("b"));
  });

  it("stands in a feed once, and is never changed before it was published", () => {
    const entry = feedEntry(PAPER, { ...FRAME, updatedAt: "2020-01-01T00:00:00.000Z" });
    expect(entry.updatedAt).toBe(FRAME.publishedAt);
    expect(JSON.parse(writeJsonFeed(feedOf(entry, entry))).items).toHaveLength(1);
    expect(writeAtom(feedOf(entry, entry)).match(/<entry>/g)).toHaveLength(1);
  });
});

import fc from "fast-check";
import { expect, it } from "vitest";
import { type Digest, writeDigestHtml, writeDigestMarkdown, writeDigestText } from "../../src/cite/index.ts";

const PAPER = {
  ...{ id: "p1", title: "On graphs", abstract: "What graphs are.", authors: ["Ann Lee"], categories: ["cs.LG"] },
  ...{ year: 2024, arxivId: "2401.00001" },
};
const DIGEST: Digest = {
  title: "New papers since 2026-01-01",
  lead: "3 papers came in, 1 of them for you.",
  notes: ["2 other new papers came in."],
  groups: [{ name: "graph kernels", papers: [{ paper: PAPER, reasons: ["Near “Trees” in your list Thesis."] }] }],
};

it("A digest in Markdown has a heading for each group and the reasons below each paper", () => {
  expect(writeDigestMarkdown(DIGEST)).toBe(
    [
      ...[
        "# New papers since 2026-01-01",
        "",
        "3 papers came in, 1 of them for you.",
        "",
        "2 other new papers came in.",
      ],
      ...["", "## graph kernels", ""],
      "- [On graphs](https://arxiv.org/abs/2401.00001). Ann Lee (2024). [arXiv:2401.00001](https://arxiv.org/abs/2401.00001).",
      ...["  *Near “Trees” in your list Thesis.*", ""],
    ].join("\n"),
  );
});

it("A digest as text says the same", () => {
  const text = writeDigestText(DIGEST);
  for (const part of [
    "GRAPH KERNELS",
    "* Ann Lee (2024). On graphs.",
    "  Near “Trees” in your list Thesis.",
    "  What graphs are.",
  ]) {
    expect(text).toContain(part);
  }
});

it("A digest in HTML loads nothing, and nothing that papers or readers say becomes markup", () => {
  const evil = `<script>alert(1)</script><img src="http://evil.example/x.png" onerror='x()'>&amp;\r\n`;
  const wild = fc.oneof(fc.constant(evil), fc.string({ unit: fc.constantFrom(..."<>\"'&a =/\r\n\u2028") }));
  fc.assert(
    fc.property(wild, (text) => {
      const paper = {
        ...PAPER,
        title: text,
        abstract: text,
        authors: [text],
        venue: text,
        categories: [text],
        doi: text,
      };
      const html = writeDigestHtml({
        ...{ title: text, lead: text, notes: [text] },
        groups: [{ name: text, papers: [{ paper, reasons: [text] }] }],
      });
      const tags = [...html.matchAll(/<\/?([a-z!0-9]+)/g)].map(([, name]) => name);
      const known = new Set(["!doctype", "html", "head", "meta", "title", "body", "div", "h1", "h2", "p", "a"]);
      expect(tags.filter((name) => !known.has(name ?? ""))).toEqual([]);
      expect(html.replace(/&(amp|lt|gt|quot|#39|middot);/g, "")).not.toContain("&");
      for (const [, address = ""] of html.matchAll(/(?:href|src)="([^"]*)"/g)) expect(address).toMatch(/^https:\/\//);
      expect(html).not.toMatch(/<[^>]*\son\w+=/);
    }),
    { numRuns: 100 },
  );
  const bare = { id: "p2", title: "Bare", abstract: "", authors: [], categories: [] };
  const groups = [{ name: "New papers", papers: [{ paper: bare, reasons: [] }] }];
  expect(writeDigestHtml({ ...DIGEST, groups })).not.toContain("></p>");
  expect(writeDigestHtml(DIGEST)).toContain(
    '<a href="https://arxiv.org/abs/2401.00001" style="color:#0a6767">On graphs</a>',
  );
});

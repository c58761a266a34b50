import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arxivIdOfDoi, parseArxivId, parseDoi } from "../../src/core/index.ts";

const twoDigits = (min: number, max: number) => fc.integer({ min, max }).map((value) => String(value).padStart(2, "0"));

const newStyleId = fc
  .tuple(fc.integer({ min: 7, max: 60 }), twoDigits(1, 12), fc.integer({ min: 1, max: 9999 }))
  .filter(([year, month]) => year > 7 || Number(month) >= 4)
  .map(([year, month, number]) => {
    const digits = year * 100 + Number(month) <= 1412 ? 4 : 5;
    return `${String(year).padStart(2, "0")}${month}.${String(number).padStart(digits, "0")}`;
  });

const oldStyleId = fc
  .tuple(
    fc.constantFrom("hep-th", "math", "cs", "astro-ph", "cond-mat", "quant-ph", "gr-qc", "cmp-lg"),
    fc.constantFrom("92", "95", "99", "00", "03", "06"),
    twoDigits(1, 12),
    fc.integer({ min: 1, max: 999 }),
  )
  .map(([archive, year, month, number]) => `${archive}/${year}${month}${String(number).padStart(3, "0")}`);

const arxivId = fc.oneof(newStyleId, oldStyleId);
const version = fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined });

const decorations: readonly ((id: string) => string)[] = [
  (id) => id,
  (id) => `  ${id}\n`,
  (id) => `arXiv:${id}`,
  (id) => `ARXIV: ${id}`,
  (id) => `arXiv:${id} [cs.CL]`,
  (id) => `arXiv:${id} [hep-th] 3 Jan 2024`,
  (id) => `oai:arXiv.org:${id}`,
  (id) => `http://arxiv.org/abs/${id}`,
  (id) => `https://www.arxiv.org/abs/${id}/`,
  (id) => `https://export.arxiv.org/pdf/${id}.pdf`,
  (id) => `arxiv.org/pdf/${id}`,
  (id) => `https://arxiv.org/html/${id}?query=1#S2.F3`,
  (id) => `${id}.pdf`,
  (id) => `${id}.`,
  (id) => id.toUpperCase(),
  (id) => `(${id}).`,
  (id) => `[arXiv:${id}]`,
  (id) => `https://ar5iv.org/abs/${id}`,
  (id) => `https://arxiv.org/abs/${encodeURIComponent(id)}`,
  (id) => (id.includes("/") ? id.replace("/", ".CA//") : id),
  (id) => (id.includes("/") ? id.replace("-", "--") : id),
  (id) => (id.includes("/") ? `https://arxiv.org/pdf/${id.replace("-", "")}.pdf` : id),
  (id) => `http://dx.doi.org/10.48550%2FarXiv.${encodeURIComponent(id)}`,
  (id) => `10.48550/arXiv.${id}`,
  (id) => `https://doi.org/10.48550/ARXIV.${id}`,
  (id) => `doi:10.48550/arxiv.${id}`,
];

describe("arXiv ids", () => {
  it("are the same however they are decorated, with the version kept apart", () => {
    fc.assert(
      fc.property(arxivId, version, fc.constantFrom(...decorations), (id, number, decorate) => {
        const written = number === undefined ? id : `${id}v${number}`;
        const expected = number === undefined ? { id } : { id, version: number };
        expect(parseArxivId(decorate(written))).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });

  it("get back the zeros that were lost before their number", () => {
    fc.assert(
      fc.property(newStyleId, version, (id, number) => {
        const [month = "", digits = ""] = id.split(".");
        const short = digits.replace(/^0{1,2}(?=\d{3})/, "");
        const end = number === undefined ? "" : `v${number}`;
        expect(parseArxivId(`${month}.${short}${end}`)?.id).toBe(id);
      }),
    );
  });

  it("are not seen in the DOIs of others, which come first", () => {
    fc.assert(
      fc.property(arxivId, fc.integer({ min: 1000, max: 9999 }), (id, owner) => {
        expect(parseArxivId(`10.${owner}/${id}`)).toBeUndefined();
        expect(parseDoi(`10.${owner}/${id}`)).toBe(`10.${owner}/${id}`);
      }),
    );
  });

  it("lead from and to their DOI", () => {
    fc.assert(
      fc.property(arxivId, (id) => {
        expect(arxivIdOfDoi(`10.48550/arXiv.${id}`)).toBe(id);
      }),
    );
  });

  it.each([
    ["math.CA/0611800v2", { id: "math/0611800", version: 2 }],
    ["cond-mat.mtrl-sci/0501001", { id: "cond-mat/0501001" }],
    ["hepth/9901001", { id: "hep-th/9901001" }],
    ["ASTROPH/0501234", { id: "astro-ph/0501234" }],
    ["hep--th//9901001", { id: "hep-th/9901001" }],
    ["2406.105", { id: "2406.00105" }],
    ["0704.001v3", { id: "0704.0001", version: 3 }],
    ["https://huggingface.co/papers/2401.00001", { id: "2401.00001" }],
    ["http://arxiv.org/abs/math/0611800v2", { id: "math/0611800", version: 2 }],
  ])("in the writing %s are understood", (text, expected) => {
    expect(parseArxivId(text)).toEqual(expected);
  });

  it.each([
    "",
    "2401",
    "2413.00001", // no thirteenth month
    "0703.0001", // before the new style
    "1412.00001", // five digits only from 2015
    "2401.00000",
    "2401.123456",
    "2401.00001v0",
    "hep-th/9107000",
    "hep-th/0704001", // after the old style
    "paper/0001001", // no archive of arXiv
    "see arXiv:2401.00001 for more",
    "https://example.org/abs/2401.00001",
    "10.1234/2401.00001", // a DOI comes before what looks like an arXiv id in it
    "sample-001",
    "12.5",
  ])("are not seen in %j", (text) => {
    expect(parseArxivId(text)).toBeUndefined();
  });
});

const doiSuffix = fc
  .array(fc.constantFrom(..."abcz0189-._;:/()"), { minLength: 1, maxLength: 20 })
  .map((characters) => `x${characters.join("")}9`)
  .filter((text) => !text.includes(")") && !text.includes("("));
const doi = fc
  .tuple(fc.integer({ min: 1000, max: 999_999_999 }), doiSuffix)
  .map(([owner, end]) => `10.${owner}/${end}`);

/** DOIs made of serial numbers and places of articles, with brackets of all kinds in them. */
const sici = fc
  .tuple(fc.integer({ min: 1000, max: 9999 }), fc.integer({ min: 1, max: 999 }), fc.integer({ min: 1, max: 2000 }))
  .map(([serial, volume, page]) => `10.1002/(sici)${serial}-0258(199808)${volume}:15<${page}::aid-x>3.0.co;2-2`);

const doiDecorations: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => ` ${text.toUpperCase()} `,
  (text) => `doi:${text}`,
  (text) => `DOI: ${text}`,
  (text) => `https://doi.org/${text}`,
  (text) => `http://dx.doi.org/${text}`,
  (text) => `https://www.doi.org/${text}?via=mail#top`,
  (text) => `https://doi.org/${encodeURIComponent(text)}`,
  (text) => `doi:https://doi.org/${text}`,
  (text) => `${text}.`,
  (text) => `${text},`,
  (text) => `(${text});`,
  (text) => `<${text}>`,
  (text) => `${text}</a>`,
  (text) => `[${text}]`,
  (text) => `https://doi.org/${encodeURI(text)}`,
  (text) => text.replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
];

describe("DOIs", () => {
  it("are the same however they are decorated", () => {
    fc.assert(
      fc.property(fc.oneof(doi, sici), fc.constantFrom(...doiDecorations), (text, decorate) => {
        expect(parseDoi(decorate(text))).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ["10.1016/S0031-9163(64)91136-9", "10.1016/s0031-9163(64)91136-9"],
    ["(10.1016/0370-2693(82)90684-0)", "10.1016/0370-2693(82)90684-0"],
    [
      "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2",
      "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2",
    ],
    ["https://doi.org/10.1002/(SICI)1%3C16::AID-A%3E3.0.CO;2-2", "10.1002/(sici)1<16::aid-a>3.0.co;2-2"],
    ["10.1000/100%", "10.1000/100"],
    ["10.1000/one 10.1000/two", "10.1000/one"],
    ["10.1000.10/123", "10.1000.10/123"],
    ["10.1000/a+b=c", "10.1000/a+b=c"],
    ["10.1000/j[1]", "10.1000/j[1]"],
  ])("in the writing %s are understood", (text, expected) => {
    expect(parseDoi(text)).toBe(expected);
  });

  it.each(["", "10.1000", "10.1000/", "10.12/abc", "11.1000/abc", "doi:", "%E0%A4%A", "2401.00001", "a 10.1000/b"])(
    "are not seen in %j",
    (text) => {
      expect(parseDoi(text)).toBeUndefined();
    },
  );

  it("and arXiv ids are looked for in any text without failing", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.string()), (text) => {
        const found = parseDoi(text);
        if (found !== undefined) expect(parseDoi(found)).toBe(found);
        const id = parseArxivId(text)?.id;
        if (id !== undefined) expect(parseArxivId(id)).toEqual({ id });
      }),
      { numRuns: 500 },
    );
    expect(parseDoi(`10.1000/${"(".repeat(1_000_000)}`)).toBeUndefined();
    expect(parseArxivId(" ".repeat(1_000_000))).toBeUndefined();
  });
});

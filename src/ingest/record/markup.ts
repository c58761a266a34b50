/** What catalogues leave of markup in their texts: rich text, JATS and MathML, or the same escaped. */

const INLINE =
  "i|b|u|em|strong|sub|sup|inf|sc|scp|small|tt|span|font|a|italic|bold|monospace|roman|underline|xref|ext-link";
const BLOCK = "p|br|div|ul|ol|li|h[1-6]|sec|title|list|list-item|label|break|abstracttext";
const ATTRIBUTES = "(?:\\s+[\\w:.-]+\\s*=\\s*(?:\"[^\"<>]{0,500}\"|'[^'<>]{0,500}'|[^\\s\"'<>]{1,200}))*\\s*";
const tags = (elements: string) => new RegExp(`</?(?:${elements})${ATTRIBUTES}/?>`, "gi");
const INLINE_TAG = tags(
  `(?:jats:)?(?:${INLINE})|(?:mml:|m:)[a-z]+|math|m(?:row|i|n|o|sub|sup|subsup|frac|sqrt|text|style|over|under)`,
);
const BLOCK_TAG = tags(`(?:jats:)?(?:${BLOCK})|jats:[a-z-]+`);
/** Formulas come as TeX and as MathML side by side; one of them is enough. */
const TEX_FORMULA = /<(?:jats:)?tex-math[\s>]/i;
const MATHML = ["<mml:math", "</mml:math>"] as const;
const TEX_TAG = tags("(?:jats:)?(?:tex-math|alternatives|inline-formula|disp-formula)");
/** What lies between dollars is mathematics, unless tags are closed or lines are broken in it. */
const FORMULA = /(\$\$?(?:[^$\\<]|\\.|<(?!\/|br\s*\/?>|p>|jats:|mml:)){1,2000}\$\$?)/gis;

const ENTITY = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z][a-z\d]{1,30}));/gi;
const NAMED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " ", ensp: " ", emsp: " ", thinsp: " ", shy: "" },
    ...{ ndash: "–", mdash: "—", lsquo: "‘", rsquo: "’", ldquo: "“", rdquo: "”", laquo: "«", raquo: "»", hellip: "…" },
    ...{ prime: "′", bull: "•", middot: "·", deg: "°", plusmn: "±", times: "×", minus: "−", micro: "µ", para: "¶" },
    ...{ sect: "§", copy: "©", reg: "®", trade: "™", euro: "€", pound: "£", le: "≤", ge: "≥", ne: "≠", asymp: "≈" },
    ...{ infin: "∞", rarr: "→", larr: "←", harr: "↔", sim: "∼", radic: "√", sum: "∑", part: "∂", isin: "∈" },
    ...{ alpha: "α", beta: "β", gamma: "γ", delta: "δ", epsilon: "ε", zeta: "ζ", eta: "η", theta: "θ", iota: "ι" },
    ...{ kappa: "κ", lambda: "λ", mu: "μ", nu: "ν", xi: "ξ", pi: "π", rho: "ρ", sigma: "σ", tau: "τ", phi: "φ" },
    ...{ chi: "χ", psi: "ψ", omega: "ω", Gamma: "Γ", Delta: "Δ", Theta: "Θ", Lambda: "Λ", Sigma: "Σ", Phi: "Φ" },
    ...{ Psi: "Ψ", Omega: "Ω", szlig: "ß", aelig: "æ", AElig: "Æ", oslash: "ø", Oslash: "Ø", aring: "å", Aring: "Å" },
  }),
);
/** Combining marks of entities like &eacute; and &Ouml;. */
const MARKS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ grave: "\u0300", acute: "\u0301", circ: "\u0302", tilde: "\u0303", uml: "\u0308", cedil: "\u0327" },
    caron: "\u030c",
  }),
);
const ACCENTED = /^([a-z])(grave|acute|circ|tilde|uml|cedil|caron)$/i;

/** Some records are escaped twice; one round more takes the tags of the last. */
const MAX_ESCAPED = 3;
/** "Abstract" may be the first word of a sentence, too: it goes before a colon or a word that begins one. */
const HEADING =
  /^\s*(?:Abstract|ABSTRACT|Summary|SUMMARY)(?:\s*[:.]\s+|\s+(?=(?:We|The|This|These|In|A|An|Our|Here|It|For|To|With|As|On|Although|Despite|Many|Most|Recent|Background|BACKGROUND|Objectives?|Purpose|Introduction|Motivation|Aims?|Context|Methods)\b))/;

/** The text without the tags of rich text, JATS and MathML, which people see as formatting, and with HTML entities
 *  replaced, also where both were escaped twice. Other tags, and formulas between dollars, stay. */
export function withoutMarkup(text: string): string {
  let plain = text;
  for (let round = 0; round < MAX_ESCAPED && /[<&]/.test(plain); round++) {
    const before = plain;
    plain = decodeEntities(withoutTags(plain));
    if (plain === before) break;
  }
  return plain;
}

/** An abstract without the word "Abstract" that some catalogues keep before it. */
export function withoutHeading(abstract: string): string {
  return abstract.replace(HEADING, "");
}

/** The text with HTML entities and numeric references replaced; unknown ones stay. */
export function decodeEntities(text: string): string {
  return text.replace(ENTITY, (whole, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name !== undefined) return NAMED.get(name) ?? accentedLetter(name) ?? NAMED.get(name.toLowerCase()) ?? whole;
    const code = decimal === undefined ? Number.parseInt(hexadecimal ?? "", 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

function withoutTags(text: string): string {
  if (!text.includes("<")) return text;
  const single = TEX_FORMULA.test(text) ? withoutStretches(text, ...MATHML).replace(TEX_TAG, "") : text;
  return single
    .split(FORMULA)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(BLOCK_TAG, " ").replace(INLINE_TAG, "")))
    .join("");
}

/** The text without what lies between two marks, and without these. */
function withoutStretches(text: string, opener: string, closer: string): string {
  const kept: string[] = [];
  let from = 0;
  for (let start = text.indexOf(opener); start !== -1; start = text.indexOf(opener, from)) {
    const end = text.indexOf(closer, start);
    if (end === -1) break;
    kept.push(text.slice(from, start));
    from = end + closer.length;
  }
  return [...kept, text.slice(from)].join("");
}

function accentedLetter(name: string): string | undefined {
  const [, letter = "", accent = ""] = ACCENTED.exec(name) ?? [];
  const mark = MARKS.get(accent.toLowerCase());
  return letter === "" || mark === undefined ? undefined : (letter + mark).normalize("NFC");
}

import { TEX_ACCENTS } from "../../core/index.ts";

/** What a phrase table is made from. */
export interface NamedText {
  readonly title: string;
  readonly abstract: string;
}

/** Texts are read up to here: what a paper is about is said at its beginning. */
const MAX_TEXT_LENGTH = 2000;

const SCRIPT = /<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi;
const TAG = /<[a-z/!][^<>]{0,500}>/gi;
const ENTITY = /&(?:[a-z]{2,8}|#x?[0-9a-f]{1,6});/gi;
const URL = /(?:https?:\/\/|www\.)[^\s<>"]+/gi;
const FORMULA = /\$\$?([^$]{0,300})\$\$?/g;
const ACCENT = /\\(["'`^~=.]|[cvuHkr](?=[\s{]))\s*\{?\s*(\\?[a-zA-Z])\s*\}?/g;
const STYLED = /\\(?:emph|textit|textbf|textsc|texttt|textrm|text|mbox|it|em|bf|sc|rm)\b\s*/g;
const COMMAND = /\\[a-zA-Z]+\*?/g;

const GREEK = new Map(
  (
    "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ kappa κ lambda λ mu μ nu ν xi ξ pi π " +
    "rho ρ sigma σ tau τ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Lambda Λ Sigma Σ Phi Φ Omega Ω ell l"
  )
    .split(" ")
    .flatMap((name, i, all): [string, string][] => (i % 2 === 0 ? [[name, all[i + 1] ?? name]] : [])),
);

/** Names of things that are written as formulas: p (in p-adic), α, C*, K3, the 2 of CO2. */
const SHORT_FORMULA = /^[\p{L}\d]{1,4}\*?$/u;

/** The text without markup, links and formulas; a formula that names a thing (`$p$-adic`, `CO$_2$`) is spelt out, any
 *  other becomes a sign that ends a phrase. At most `length` units are read, and no half word at the end. */
export function plainText(text: string, length = MAX_TEXT_LENGTH): string {
  let plain = text.length > length ? text.slice(0, Math.max(text.lastIndexOf(" ", length), 0) || length) : text;
  if (plain.includes("<")) plain = plain.replace(SCRIPT, " | ").replace(TAG, " ");
  if (plain.includes("&")) plain = plain.replace(ENTITY, " | ");
  if (plain.includes("http") || plain.includes("www.")) plain = plain.replace(URL, " | ");
  if (plain.includes("$")) plain = plain.replace(FORMULA, (_, formula: string) => spelledOut(formula));
  if (plain.includes("\\")) plain = withoutCommands(plain);
  return plain;
}

function spelledOut(formula: string): string {
  const name = formula
    .replace(/\\(?:mathrm|mathbf|mathcal|text|rm|it|bf)\b/g, "")
    .replace(/\\([a-zA-Z]+)/g, (command, word: string) => GREEK.get(word) ?? command)
    .replace(/[{}^_\s]/g, "")
    .replace(/\\ast$/, "*");
  return SHORT_FORMULA.test(name) ? name : " | ";
}

function withoutCommands(text: string): string {
  return text
    .replace(ACCENT, (_, accent: string, letter: string) =>
      `${letter.replace("\\", "")}${TEX_ACCENTS.get(accent) ?? ""}`.normalize("NFC"),
    )
    .replace(STYLED, "")
    .replace(COMMAND, (command) => GREEK.get(command.slice(1)) ?? " | ");
}

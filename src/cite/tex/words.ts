import { TEX_ACCENTS, TEX_LETTERS } from "../../core/index.ts";

/** Greek letters and common signs, which some write without the delimiters of a formula, by the names of their commands. */
export const SIGNS: Readonly<Record<string, string>> = pairs(
  "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ " +
    "pi π rho ρ sigma σ tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π " +
    "Sigma Σ Phi Φ Psi Ψ Omega Ω infty ∞ ell ℓ times × pm ± geq ≥ ge ≥ leq ≤ le ≤ neq ≠ sim ∼ simeq ≃ approx ≈ to → " +
    "rightarrow → leftarrow ← leftrightarrow ↔ circ ∘ cdot ⋅ odot ⊙ otimes ⊗ oplus ⊕ partial ∂ nabla ∇ in ∈ subset ⊂",
);

const ACCENT = String.raw`\\(?:(["'\x60^~=.])\s*|([uvHcdbkr])(?![a-zA-Z])\s*)(?:\{\s*(\\[ij]|[a-zA-Z])\s*\}|(\\[ij](?![a-zA-Z])|[a-zA-Z]))`;
const LETTER = String.raw`\\(${Object.keys(TEX_LETTERS).join("|")})(?![a-zA-Z])\s?(?:\{\})?`;
const SIGN_NAMES = Object.keys(SIGNS).join("|");

/** First with braces around, which then go with them. */
const ACCENTS = [new RegExp(String.raw`\{${ACCENT}\}`, "g"), new RegExp(ACCENT, "g")];
const SPECIAL_LETTERS = [new RegExp(String.raw`\{${LETTER}\}`, "g"), new RegExp(LETTER, "g")];
const SIGN_IN_BRACES = new RegExp(String.raw`\{(\\(?:${SIGN_NAMES}))\}`, "g");
/** As in Schr{ö}dinger; what follows a command is its argument. */
const LETTER_IN_BRACES = /(?<!\\[a-zA-Z]*|[\^_}])\{(\p{L}\p{M}*)\}/gu;
const FONT_GROUP = /\{\\(?:it|bf|em|sc|sl|tt|rm|sf)(?![a-zA-Z])\s*([^{}]*)\}/g;
const FONT_COMMAND =
  /\\(?:emph|text(?:it|bf|sc|sl|tt|rm|sf|up|md|normal|superscript|subscript)|math(?:it|bf|rm|sf|tt)|uline|underline|mbox|ce)\{([^{}]*)\}/g;
const ESCAPED = /\\([&%$#_{} ])/g;
const LINE_BREAK = /\\\\/g;
const THIN_SPACE = /\\[,;:!]/g;
const DEPTH = 3;

/** Text outside of formulas with accents, special letters and escaped characters as characters, and without changes of
 *  font. Commands that are not known stay as they are. */
export function wordsOf(tex: string): string {
  if (!tex.includes("\\")) return tex.replace(LETTER_IN_BRACES, "$1");
  let text = tex.replace(LINE_BREAK, " ");
  for (const pattern of ACCENTS) text = text.replace(pattern, accented);
  for (const pattern of SPECIAL_LETTERS) text = text.replace(pattern, (_, name: string) => TEX_LETTERS[name] ?? "");
  text = text.replace(SIGN_IN_BRACES, "$1");
  for (let depth = 0; depth < DEPTH; depth++) text = text.replace(FONT_GROUP, "$1").replace(FONT_COMMAND, "$1");
  return text.replace(LETTER_IN_BRACES, "$1").replace(THIN_SPACE, " ").replace(ESCAPED, "$1");
}

/** Splits a text at the commands of SIGNS; every second part is the name of one. */
export const signsIn = new RegExp(String.raw`\\(${SIGN_NAMES})(?![a-zA-Z])`);

function accented(whole: string, sign?: string, name?: string, inBraces?: string, bare?: string): string {
  const letter = (inBraces ?? bare ?? "").replace("\\", "");
  const composed = (letter + (TEX_ACCENTS.get(sign ?? name ?? "") ?? "")).normalize("NFC");
  if (composed.length === 1) return composed;
  return sign === "'" || sign === '"' ? whole.slice(1) : whole; // the quotation mark of don\'t
}

function pairs(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/(\S+) (\S+)/g)].map(([, name = "", letter = ""]) => [name, letter]));
}

import { TEX_ACCENTS } from "../../core/index.ts";
import { cleanLine } from "../clean.ts";
import { DROPPED, LITERALS, MATH_WRAPPERS, SYMBOLS, WRAPPERS } from "./tex-names.ts";

/** Nothing nests deeper in a text that people wrote; what does is kept as it stands. */
const MAX_DEPTH = 50;
const COMMAND = /\\(?:([a-zA-Z]+)\*?|([^a-zA-Z]))/y;
/** A formula ends within so many characters: a bound keeps text full of unclosed ones linear. */
const MAX_FORMULA = 5000;
const DOLLARS = /\$\$(?:[^$\\]|\\.){1,5000}\$\$|\$(?!\$)(?:[^$\\]|\\.){1,5000}\$/sy;
const PLAIN = /[^\\{}$~`'-]+/y;
const LIGATURES: readonly (readonly [written: string, meant: string])[] = [
  ["---", "\u2014"],
  ["--", "\u2013"],
  ["``", "\u201c"],
  ["''", "\u201d"],
];

/** The text that TeX sets: accents become letters, symbols characters, braces and font commands go. Mathematics between
 *  its delimiters stays as it is written, and so does a command that is not known, with its arguments. Linear time. */
export function texToText(tex: string): string {
  return /[\\{}$~`'-]/.test(tex) ? new Reader(tex).group(0).normalize("NFC") : tex;
}

/** An address or identifier as TeX writers escape it: `\_`, `{\%}`, `\~{}`. */
export function texToAddress(tex: string): string {
  return tex
    .replace(/\\url\s*/g, "")
    .replace(/\\textasciitilde\s*|\\~/g, "~")
    .replace(/\\([_%&#$~])/g, "$1")
    .replace(/[{}]/g, "")
    .trim();
}

class Reader {
  readonly #tex: string;
  #at = 0;
  /** Where each delimiter comes next: looked for once, not at every opening one. */
  readonly #closers = new Map<string, number>();

  constructor(tex: string) {
    this.#tex = tex;
  }

  /** Text up to the brace that closes this group, or to the end. A brace that was never opened is left out. */
  group(depth: number): string {
    const parts: string[] = [];
    while (this.#at < this.#tex.length) {
      const character = this.#tex[this.#at];
      if (character === "}") {
        this.#at += 1;
        if (depth > 0) break;
      } else if (character === "{") {
        this.#at += 1;
        parts.push(depth < MAX_DEPTH ? this.group(depth + 1) : "");
      } else parts.push(this.#piece(depth));
    }
    return parts.join("");
  }

  #piece(depth: number): string {
    const formula = this.#take(DOLLARS)?.[0] ?? this.#formula();
    if (formula !== undefined) return formula;
    const command = this.#take(COMMAND);
    if (command !== undefined) return this.#command(command, depth);
    const plain = this.#take(PLAIN);
    if (plain !== undefined) return plain[0];
    const ligature = LIGATURES.find(([written]) => this.#tex.startsWith(written, this.#at));
    this.#at += ligature?.[0].length ?? 1;
    return ligature?.[1] ?? (this.#tex[this.#at - 1] === "~" ? " " : (this.#tex[this.#at - 1] ?? ""));
  }

  /** A formula between \( and \) or \[ and \]. */
  #formula(): string | undefined {
    const opener = this.#tex.slice(this.#at, this.#at + 2);
    const closer = opener === "\\(" ? "\\)" : opener === "\\[" ? "\\]" : undefined;
    if (closer === undefined) return undefined;
    let end = this.#closers.get(closer) ?? 0;
    if (end < this.#at) {
      end = this.#tex.indexOf(closer, this.#at);
      if (end === -1) end = Number.POSITIVE_INFINITY;
      this.#closers.set(closer, end);
    }
    if (end - this.#at > MAX_FORMULA) return undefined;
    const formula = this.#tex.slice(this.#at, end + 2);
    this.#at = end + 2;
    return formula;
  }

  #command([whole, word, sign]: RegExpExecArray, depth: number): string {
    const name = word ?? sign ?? "";
    const accent = TEX_ACCENTS.get(name);
    if (accent !== undefined) return accented(this.#argument(depth), accent);
    if (word === undefined) return LITERALS.get(name) ?? whole;
    const symbol = SYMBOLS.get(name);
    if (symbol !== undefined) return this.#endName(symbol);
    if (DROPPED.has(name)) return this.#endName("");
    const opensGroup = this.#tex[this.#at] === "{";
    if (WRAPPERS.has(name) && opensGroup) return this.#argument(depth);
    const script = MATH_WRAPPERS.get(name);
    if (script !== undefined && opensGroup) return `$${script}${this.#verbatim()}$`;
    return this.#unknown(whole, depth);
  }

  /** A command ends at a letter or a blank, and the blank belongs to it; so does an empty group. */
  #endName(meant: string): string {
    if (this.#tex.startsWith("{}", this.#at)) this.#at += 2;
    else while (/\s/.test(this.#tex[this.#at] ?? "")) this.#at += 1;
    return meant;
  }

  /** What the command before works on: a group, a command, or one character. */
  #argument(depth: number): string {
    while (/\s/.test(this.#tex[this.#at] ?? "")) this.#at += 1;
    const character = this.#tex[this.#at];
    if (character === undefined || character === "}" || depth >= MAX_DEPTH) return "";
    if (character === "{") {
      this.#at += 1;
      return this.group(depth + 1);
    }
    const command = this.#take(COMMAND);
    if (command !== undefined) return this.#command(command, depth + 1);
    const whole = String.fromCodePoint(this.#tex.codePointAt(this.#at) ?? 0);
    this.#at += whole.length;
    return whole;
  }

  #unknown(whole: string, depth: number): string {
    const parts = [whole];
    while (this.#tex[this.#at] === "{" && depth < MAX_DEPTH) {
      this.#at += 1;
      parts.push(`{${this.group(depth + 1)}}`);
    }
    return parts.join("");
  }

  /** The group that begins here, as it is written. */
  #verbatim(): string {
    const start = this.#at;
    let depth = 0;
    while (this.#at < this.#tex.length) {
      const character = this.#tex[this.#at++];
      if (character === "\\") this.#at += 1;
      else if (character === "{") depth += 1;
      else if (character === "}" && --depth === 0) break;
    }
    return this.#tex.slice(start, this.#at);
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#tex);
    if (found === null) return undefined;
    this.#at = pattern.lastIndex;
    return found;
  }
}

/** The mark belongs on the first letter; a dotless i takes its dot back, since Unicode has accented letters only of i. */
function accented(base: string, mark: string): string {
  const text = cleanLine(base);
  const first = text[Symbol.iterator]().next().value ?? "";
  const letter = first === "\u0131" ? "i" : first === "\u0237" ? "j" : first;
  if (letter === "") return mark === "\u0303" ? "~" : mark === "\u0302" ? "^" : "";
  return letter + mark + text.slice(first.length);
}

import { clip, collapseWhitespace } from "../core/index.ts";

/** So many times longer than what is kept of it may a text be on account of its white space. */
const MAX_SHRINKING = 8;
const TO_CLEAN = /[^\x20-\x7e]| {2}|^ | $/;
const LONE_SURROGATE = /\p{Surrogate}/gu;
const BYTE_ORDER_MARK = /\ufeff/g;
const NEXT_LINE = /\u0085/g; // a line end among the C1 controls that \s does not know
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this takes out
const CONTROLS = /[\x00-\x08\x0e-\x1f\x7f-\x9f]+/g;

/** One line of well-formed Unicode: white space collapsed, control characters and byte order marks removed, lone
 *  surrogates replaced by U+FFFD. Joiners stay, for they hold emoji and some scripts together. Markup stays as text. */
export function cleanLine(text: string): string {
  if (!TO_CLEAN.test(text)) return text;
  return collapseWhitespace(
    text.replace(NEXT_LINE, " ").replace(BYTE_ORDER_MARK, "").replace(CONTROLS, "").replace(LONE_SURROGATE, "\ufffd"),
  );
}

/** cleanLine, cut to at most `length` characters. Of a huge text only the beginning is looked at. */
export function cleanField(text: string, length: number): string {
  return clip(cleanLine(text.slice(0, length * MAX_SHRINKING)), length);
}

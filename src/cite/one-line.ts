const ORDINARY = /^[\x20-\x7e]*$/;
const LINE_ENDS_AND_CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** They turn the reading direction of what follows, also beyond the end of the text that they came in. */
const TURNS_AND_MARKS = /[\u202a-\u202e\u2066-\u2069\ufeff]/g;
const LONE_SURROGATES = /\p{Surrogate}/gu;

/** One line of well-formed text that stays within its place in a file: no line ends, control characters, byte order
 *  marks or changes of reading direction. */
export function oneLine(text: string): string {
  const tame = ORDINARY.test(text)
    ? text
    : text.replace(LINE_ENDS_AND_CONTROLS, " ").replace(TURNS_AND_MARKS, "").replace(LONE_SURROGATES, "\ufffd");
  return tame.replace(/\s+/g, " ").trim();
}

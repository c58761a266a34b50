import { AppError, clip } from "../core/index.ts";

const UNSAFE = /\0|\p{Surrogate}/gu;
const SHOWN = 80;

/** The text as it was typed, save what cannot be stored and shown everywhere: NUL and halves of surrogate pairs. */
export function safeText(text: string): string {
  return text.replace(UNSAFE, "\ufffd");
}

/** What two names share that are one: case, outer white space and the way accents are written do not matter. */
export function nameKey(name: string): string {
  return name.trim().normalize("NFC").toLowerCase();
}

/** A name or title in a message. */
export function quoted(text: string): string {
  return `“${clip(text, SHOWN)}”`;
}

/** Throws AppError("bad-request") for a name without letters. */
export function checkedName(name: string, of: "list" | "saved search" = "list"): string {
  const trimmed = safeText(name).trim();
  if (trimmed === "") throw new AppError("bad-request", `Expected a name for the ${of}, got an empty one.`);
  return trimmed;
}

import { clip } from "../../core/index.ts";

const MAX_LENGTH = 120;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Surrogate}]+/gu;

/** What a file may be called: its own name without folders, control characters and dots in front; never empty. Names
 *  are shown and kept as labels, no file is made under them. */
export function fileName(given: string): string {
  const own = given.split(/[/\\]/).findLast((part) => part.trim() !== "") ?? "";
  const name = own.replace(INVISIBLE, "").trim().replace(/^\.+/, "");
  return name === "" ? "unnamed file" : clip(name, MAX_LENGTH);
}

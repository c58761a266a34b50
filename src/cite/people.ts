import { type Name, spoken } from "./names.ts";

/** Of more authors the first nineteen and the last are named, as in the style of the APA. */
const MOST = 20;

/** `Ann Lee`, `Ann Lee and Bo Ray`, `Ann Lee, Bo Ray, and Cy Sun`. */
export function peopleOf(authors: readonly Name[]): string {
  const names = authors.map(spoken);
  const last = names.at(-1) ?? "";
  if (names.length <= 1) return last;
  if (names.length === 2) return names.join(" and ");
  if (names.length > MOST) return `${names.slice(0, MOST - 1).join(", ")}, … ${last}`;
  return `${names.slice(0, -1).join(", ")}, and ${last}`;
}

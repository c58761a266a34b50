import type { Citation } from "./citation.ts";

/** Where a work is printed, as lists of references say it: `Nature, 12(3), 45–67`. Empty where nothing is known. */
export function placeOf({ venue, printed }: Pick<Citation, "venue" | "printed">): string {
  const { volume = "", issue, pages } = printed;
  const number = issue === undefined ? volume : `${volume}(${issue})`;
  return [venue, number, pages?.replace(/(?<=\d)-(?=\d)/, "–")].filter(Boolean).join(", ");
}

import type { ListColor } from "../../../src/wire/index.ts";
import type { ListName } from "./changes.ts";

/** All colours that a list can have, as the wire names them, the most distinct first. */
export const COLORS = [
  "blue",
  "orange",
  "green",
  "purple",
  "red",
  "teal",
  "pink",
  "gray",
] as const satisfies ListColor[];

/** A colour that the fewest lists have. */
export function rarestColor(lists: readonly Pick<ListName, "color">[]): ListColor {
  const uses = (color: ListColor) => lists.filter((list) => list.color === color).length;
  return COLORS.reduce((rarest: ListColor, color) => (uses(color) < uses(rarest) ? color : rarest), COLORS[0]);
}

import { AppError, clip } from "../../core/index.ts";
import { nameKey, quoted, type Reading, type StoredList } from "../../reading/index.ts";
import type { ListColor, ListSummary } from "../../wire/index.ts";

/** Colours in the order in which new lists get them, the most distinct first, as in the page. */
export const COLORS: readonly ListColor[] = ["blue", "orange", "green", "purple", "red", "teal", "pink", "gray"];
const SHOWN = 500;

/** The list of an id or of a name, case ignored. Throws AppError("not-found"), which names the lists that there are. */
export function findList(reading: Reading, name: string): StoredList {
  const lists = reading.lists();
  const found = lists.find(({ id }) => id === name) ?? lists.find((list) => nameKey(list.name) === nameKey(name));
  if (found !== undefined) return found;
  const shown = clip(lists.map((list) => quoted(list.name)).join(", "), SHOWN);
  const there = shown === "" ? "There are no lists yet." : `There are: ${shown}.`;
  throw new AppError("not-found", `There is no list ${quoted(name)}. ${there}`);
}

/** A list as the doors give it. */
export function toSummary({ color, ...list }: StoredList): ListSummary {
  return { ...list, color: COLORS.find((known) => known === color) ?? "gray" };
}

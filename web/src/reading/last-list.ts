import { isMadeUp, type ListName } from "./changes.ts";
import { reading } from "./page.ts";

const STORAGE_KEY = "orrery-last-list";

let last: string | undefined;

/** The list that papers were put into last, also in earlier visits; else the first one. */
export function lastList(lists: readonly ListName[]): ListName | undefined {
  const id = reading.realId(last ?? recall() ?? "");
  return lists.find((list) => list.id === id) ?? lists[0];
}

/** A list that the server does not know yet is remembered beyond this tab once it has an id there. */
export function rememberList(id: string): void {
  last = id;
  if (isMadeUp(id)) keepWhenMade(id);
  else keep(id);
}

function keepWhenMade(id: string): void {
  const stop = reading.listen(() => {
    const realId = reading.realId(id);
    if (last === id && realId === id) return;
    stop();
    if (last === id) rememberList(realId);
  });
}

function keep(id: string): void {
  try {
    localStorage.setItem(STORAGE_KEY, id);
  } catch {
    // Storage may be forbidden; it is then remembered for this visit.
  }
}

function recall(): string | undefined {
  try {
    return localStorage.getItem(STORAGE_KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

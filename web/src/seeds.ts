import { useEffect, useState } from "preact/hooks";

/** Papers that the reader has ticked, to ask for more like them. They last as long as the page is open. */
const ticked = new Set<string>();
/** Papers that others are not to be like: they were ticked, and then set aside. */
const pushed = new Set<string>();
const listeners = new Set<() => void>();

/** More would say nothing more of what is wanted, and addresses hold no more. */
export const MAX_SEEDS = 50;

/** Ticks a paper, or takes its tick off. Beyond MAX_SEEDS nothing is ticked. */
export function toggleSeed(id: string): void {
  pushed.delete(id);
  if (!ticked.delete(id) && ticked.size < MAX_SEEDS) ticked.add(id);
  for (const listener of listeners) listener();
}

/** Turns the ticked papers into such that others are not to be like. */
export function pushSeeds(): void {
  for (const id of ticked) if (pushed.size < MAX_SEEDS) pushed.add(id);
  ticked.clear();
  for (const listener of listeners) listener();
}

export function clearSeeds(): void {
  ticked.clear();
  pushed.clear();
  for (const listener of listeners) listener();
}

/** The ids of the ticked papers in the order in which they were ticked. */
export function useSeeds(): readonly string[] {
  return useTicked(() => [...ticked].join("\n"))
    .split("\n")
    .filter(Boolean);
}

/** The ids of the papers that others are not to be like. */
export function usePushedSeeds(): readonly string[] {
  return useTicked(() => [...pushed].join("\n"))
    .split("\n")
    .filter(Boolean);
}

/** Whether a paper is ticked; the component is drawn again only when that changes. */
export function useIsSeed(id: string): boolean {
  return useTicked(() => ticked.has(id));
}

function useTicked<Value extends string | boolean>(read: () => Value): Value {
  const [, setValue] = useState(read);
  useEffect(() => {
    const listener = () => setValue(read());
    listeners.add(listener);
    listener(); // it may have changed between drawing and here
    return () => {
      listeners.delete(listener);
    };
  });
  return read();
}

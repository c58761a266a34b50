import { useEffect, useState } from "preact/hooks";

/** Papers that the reader has ticked, to ask for more like them. They last as long as the page is open. */
const ticked = new Set<string>();
const listeners = new Set<() => void>();

/** More would say nothing more of what is wanted, and addresses hold no more. */
export const MAX_SEEDS = 50;

/** Ticks a paper, or takes its tick off. Beyond MAX_SEEDS nothing is ticked. */
export function toggleSeed(id: string): void {
  if (!ticked.delete(id) && ticked.size < MAX_SEEDS) ticked.add(id);
  for (const listener of listeners) listener();
}

export function clearSeeds(): void {
  ticked.clear();
  for (const listener of listeners) listener();
}

/** The ids of the ticked papers in the order in which they were ticked. */
export function useSeeds(): readonly string[] {
  return useTicked(() => [...ticked].join("\n"))
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

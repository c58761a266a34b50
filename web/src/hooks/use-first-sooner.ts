import { useEffect, useState } from "preact/hooks";

/** Of a new list the first at once, and all once these have been painted: what is on the screen need not wait for what
 *  lies below it. Without `hurried` always all. */
export function useFirstSooner<Entry>(all: readonly Entry[], first: number, hurried: boolean): readonly Entry[] {
  const [painted, setPainted] = useState<readonly Entry[]>();
  useEffect(() => setPainted(all), [all]); // Preact runs effects after the next frame
  return hurried && painted !== all ? all.slice(0, first) : all;
}

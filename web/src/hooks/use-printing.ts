import { useEffect, useState } from "preact/hooks";

const listeners = new Set<() => void>();
const media = matchMedia("print");
let printing = media.matches;

addEventListener("beforeprint", () => tell(true));
addEventListener("afterprint", () => tell(false));
media.addEventListener("change", ({ matches }) => tell(matches));

/** Whether the page is on its way to paper, so that what is folded is to be shown whole. */
export function usePrinting(): boolean {
  const [now, setNow] = useState(printing);
  useEffect(() => {
    const listener = () => setNow(printing);
    listeners.add(listener);
    listener();
    return () => {
      listeners.delete(listener);
    };
  }, []);
  return now;
}

function tell(now: boolean): void {
  if (now === printing) return;
  printing = now;
  for (const listener of listeners) listener();
}

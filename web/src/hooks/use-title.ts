import { useEffect } from "preact/hooks";

const LONGEST_TITLE = 120;

/** Names the page in the browser's tab and history. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === "" ? "Orrery" : `${title.slice(0, LONGEST_TITLE)} – Orrery`;
  }, [title]);
}

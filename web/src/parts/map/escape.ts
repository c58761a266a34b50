import { useEffect } from "preact/hooks";
import { isEditable } from "../../hooks/use-keys.ts";

/** Calls `onEscape` for the key wherever it is pressed on the page, but for fields, dialogs and what handles it itself. */
export function useEscape(onEscape: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented || event.isComposing || isText(event.target)) return;
      if (document.querySelector("dialog[open]") !== null) return;
      event.preventDefault();
      onEscape();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [onEscape]);
}

/** Sliders and lists of choices have no use for the key. */
function isText(target: EventTarget | null): boolean {
  return isEditable(target) && !(target instanceof HTMLInputElement && target.type === "range");
}

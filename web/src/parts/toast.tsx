import { useEffect, useState } from "preact/hooks";
import { copyText } from "../clipboard.ts";
import { listPath, paperPath } from "../location.ts";
import { useReading } from "../reading/hooks.ts";
import { reading } from "../reading/page.ts";
import { closeToast, type Toast, useToast } from "../reading/toasts.ts";
import { Icon } from "./icons.tsx";

const SHOWN_FOR_MS = 10_000;

/** What was just done, with the way to undo it, and whether something could not be saved yet. Both are read out. */
export function Toasts() {
  const toast = useToast();
  const stalled = useReading((store) => store.stalled);
  return (
    <div class="toasts">
      <div role="status" aria-live="polite">
        {toast !== undefined && <Line key={toast.nth} toast={toast} />}
      </div>
      <div role="status" aria-live="polite">
        {stalled && (
          <div class="toast unsaved">
            <p>Not saved yet: the server does not answer. Trying again…</p>
            <button type="button" class="unfold" onClick={() => reading.wake()}>
              Try now
            </button>
          </div>
        )}
      </div>
    </div>
  );
}

/** Goes by itself, but not while the reader is at it. */
function Line({ toast }: { readonly toast: Toast }) {
  const [held, setHeld] = useState(false);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (held || toast.stays === true) return;
    const timer = setTimeout(closeToast, SHOWN_FOR_MS);
    return () => clearTimeout(timer);
  }, [held, toast]);
  const { text, undo, copy, at } = toast;
  return (
    <div
      class="toast"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocusIn={() => setHeld(true)}
      onFocusOut={() => setHeld(false)}
    >
      <p dir="auto">{text}</p>
      {undo !== undefined && (
        <button type="button" class="unfold" title="Undo (u)" onClick={() => reading.undo(undo)}>
          Undo
        </button>
      )}
      {at !== undefined && (
        <a class="unfold" href={at.of === "list" ? listPath(at.id) : paperPath(at.id)} onClick={closeToast}>
          To the note
        </a>
      )}
      {copy !== undefined && (
        <button type="button" class="unfold" onClick={() => void copyText(copy).then(setCopied)}>
          {copied ? "Copied" : "Copy my text"}
        </button>
      )}
      <button type="button" class="toast-close" aria-label="Close" onClick={closeToast}>
        <Icon name="close" />
      </button>
    </div>
  );
}

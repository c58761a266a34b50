import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../icons.tsx";

/** Takes files: chosen by a button, or dropped anywhere on the page while this is shown. */
export function DropZone({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const newest = useRef(onFiles);
  newest.current = onFiles;
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    let depth = 0; // each element on the way tells of entering and leaving
    const on = (name: "dragenter" | "dragover" | "dragleave" | "drop", work: (event: DragEvent) => void) => {
      const listener = (event: DragEvent) => {
        if (event.dataTransfer?.types.includes("Files") !== true) return;
        event.preventDefault();
        work(event);
      };
      addEventListener(name, listener, { signal });
    };
    on("dragenter", () => setIsOver(++depth > 0));
    on("dragleave", () => setIsOver(--depth > 0));
    on("dragover", (event) => {
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = "copy";
    });
    on("drop", (event) => {
      depth = 0;
      setIsOver(false);
      newest.current([...(event.dataTransfer?.files ?? [])]);
    });
    return () => controller.abort();
  }, []);
  return (
    <div class={isOver ? "drop-zone is-over" : "drop-zone"}>
      <p class="drop-zone-title">
        {isOver ? "Let go to read it into the library" : "Drop files anywhere on this page"}
      </p>
      <p class="drop-zone-formats">
        BibTeX, RIS, CSL-JSON, JSON Lines, arXiv Atom, saved Hugging Face Papers pages; gzipped or not, up to 2 GiB.
      </p>
      <button type="button" class="button" onClick={() => input.current?.click()}>
        <Icon name="plus" />
        Choose files
      </button>
      <input
        ref={input}
        type="file"
        class="unseen"
        multiple
        tabIndex={-1}
        aria-hidden="true"
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          currentTarget.value = ""; // the same file may be chosen again
        }}
      />
    </div>
  );
}

import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../icons.tsx";

interface DropZoneProps {
  readonly onFiles: (files: readonly File[]) => void;
  /** A folder was dropped, whose files a page cannot simply read. */
  readonly onFolder: (name: string) => void;
}

/** Takes files: chosen by a button, or dropped anywhere on the page while this is shown. */
export function DropZone({ onFiles, onFolder }: DropZoneProps) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const newest = useRef({ onFiles, onFolder });
  newest.current = { onFiles, onFolder };
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
      const folders = foldersIn(event.dataTransfer);
      for (const name of folders) newest.current.onFolder(name);
      newest.current.onFiles([...(event.dataTransfer?.files ?? [])].filter(({ name }) => !folders.includes(name)));
    });
    return () => controller.abort();
  }, []);
  return (
    <div class={isOver ? "drop-zone is-over" : "drop-zone"}>
      <p class="drop-zone-title">
        {isOver ? "Let go to read it into the library" : "Drop files anywhere on this page"}
      </p>
      <p class="drop-zone-formats">
        BibTeX, RIS, CSL-JSON, CSV, JSON Lines, PubMed, Atom, saved Hugging Face Papers pages; gzipped, zipped or not;
        up to 2 GiB.
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

function foldersIn(transfer: DataTransfer | null): string[] {
  const entries = [...(transfer?.items ?? [])].map((item) => item.webkitGetAsEntry());
  return entries.flatMap((entry) => (entry?.isDirectory === true ? [entry.name] : []));
}

import { useEffect, useId, useLayoutEffect, useRef } from "preact/hooks";
import { type Note, useNote } from "../../hooks/use-note.ts";
import { usePrinting } from "../../hooks/use-printing.ts";
import type { NoteSubject } from "../../reading/changes.ts";
import { useWritable } from "../../reading/hooks.ts";
import { MAX_NOTE } from "../../reading/limits.ts";
import { closeToastAbout } from "../../reading/toasts.ts";

interface NoteFieldProps {
  readonly subject: NoteSubject;
  readonly label: string;
  readonly placeholder: string;
  /** What the server has; undefined until that is there. */
  readonly known: string | undefined;
}

/** A note to be typed into, as tall as its text. */
export function NoteField({ subject, label, placeholder, known }: NoteFieldProps) {
  const note = useNote(subject, known);
  const writable = useWritable();
  const printing = usePrinting();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const area = field.current;
    if (area === null) return;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  }, [note.text, note.conflict, printing]);
  if (!writable || printing) {
    return note.text === "" ? null : (
      <div class="note-shown">
        <h2>{label}</h2>
        <p dir="auto">{note.text}</p>
      </div>
    );
  }
  if (note.conflict !== undefined) return <TwoTexts subject={subject} note={note} label={label} />;
  return (
    <div class="note-field">
      <div class="note-head">
        <label for={id}>{label}</label>
        <span class="note-status" role="status">
          {note.status === "saved" ? "Saved" : note.status === "unsaved" ? "Not saved yet" : ""}
        </span>
      </div>
      <textarea
        ref={field}
        id={id}
        rows={1}
        dir="auto"
        maxLength={MAX_NOTE}
        placeholder={placeholder}
        disabled={known === undefined}
        value={note.text}
        onInput={(event) => note.type(event.currentTarget.value)}
        onBlur={note.save}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
    </div>
  );
}

/** Both texts of a note that was changed in two places: the reader says which one stays. */
function TwoTexts({ subject, note, label }: Pick<NoteFieldProps, "subject" | "label"> & { readonly note: Note }) {
  const { mine = "", theirs = "" } = note.conflict ?? {};
  useEffect(() => closeToastAbout(subject), []);
  return (
    <section class="two-texts" aria-label={`${label}: two texts`}>
      <p>This note was changed elsewhere while you typed here. Which text should stay?</p>
      <div class="two-texts-both">
        <figure>
          <figcaption>Typed here</figcaption>
          <p dir="auto">{mine === "" ? <i>Nothing</i> : mine}</p>
          <button type="button" class="button" onClick={() => note.settle(mine)}>
            Keep this
          </button>
        </figure>
        <figure>
          <figcaption>From elsewhere</figcaption>
          <p dir="auto">{theirs === "" ? <i>Nothing</i> : theirs}</p>
          <button type="button" class="button" onClick={() => note.settle(theirs)}>
            Keep this
          </button>
        </figure>
      </div>
      {mine !== "" && theirs !== "" && mine.length + theirs.length < MAX_NOTE && (
        <button type="button" class="unfold" onClick={() => note.settle(`${theirs}\n\n${mine}`)}>
          Keep both, one below the other
        </button>
      )}
    </section>
  );
}

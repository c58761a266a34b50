import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { NoteSubject } from "../reading/changes.ts";
import { type Conflict, conflictOf } from "../reading/conflicts.ts";
import { keepDraft, recallDraft } from "../reading/drafts.ts";
import { useReading } from "../reading/hooks.ts";
import { reading } from "../reading/page.ts";

const SAVE_AFTER_MS = 800;

export interface Note {
  readonly text: string;
  readonly status: "" | "saved" | "unsaved";
  /** Set when the note was changed elsewhere while it was being typed here. */
  readonly conflict: Conflict | undefined;
  readonly type: (text: string) => void;
  /** Saves at once what was typed. */
  readonly save: () => void;
  readonly settle: (text: string) => void;
}

interface Typing {
  readonly text: string;
  /** What the server has, or will have when all that waits is through. */
  readonly was: string;
}

/** A note that saves itself a moment after the typing stops. `known`: what the server has of it, undefined until that
 *  is there; what it has from elsewhere is taken over while nothing is typed here. */
export function useNote({ of, id }: NoteSubject, known: string | undefined): Note {
  const [typing, setTyping] = useState<Typing>();
  const newest = useRef(typing);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const waits = useReading((store) => store.noteWaits({ of, id }));
  const conflict = useReading((store) => conflictOf(store.conflicts, { of, id }));
  const refusedAt = useReading((store) => store.refusedNote({ of, id }));

  const set = (next: Typing | undefined) => {
    newest.current = next;
    setTyping(next);
  };
  const save = () => {
    clearTimeout(timer.current);
    const { text, was } = newest.current ?? { text: "", was: "" };
    if (text === was) return;
    if (reading.change({ kind: "note", of, id, note: text, noteWas: was })) set({ text, was: text });
  };
  const newestSave = useRef(save);
  newestSave.current = save;

  useEffect(() => {
    const draft = recallDraft({ of, id });
    if (draft !== undefined && draft.text !== draft.was) {
      set(draft);
      newestSave.current();
    }
    const onHide = () => newestSave.current();
    addEventListener("pagehide", onHide);
    return () => {
      removeEventListener("pagehide", onHide);
      newestSave.current();
    };
  }, [of, id]);

  const isSettled = typing === undefined || typing.text === typing.was;
  useLayoutEffect(() => {
    if (known !== undefined && isSettled && !waits && conflict === undefined && newest.current?.was !== known) {
      set(newest.current && { text: known, was: known });
    }
  }, [known]);
  // What was refused is not saved, though it was sent: it is tried again with the next letter, and when the field is left.
  useLayoutEffect(() => {
    if (refusedAt === undefined || newest.current === undefined) return;
    const draft = { text: newest.current.text, was: refusedAt };
    set(draft);
    keepDraft({ of, id }, draft);
  }, [of, id, refusedAt]);
  useEffect(() => {
    const isSaved = isSettled && !waits && conflict === undefined && refusedAt === undefined;
    if (isSaved) keepDraft({ of, id }, undefined);
  }, [of, id, isSettled, waits, conflict, refusedAt]);

  return {
    text: typing?.text ?? known ?? "",
    status: !isSettled || waits ? "unsaved" : typing === undefined ? "" : "saved",
    conflict,
    type: (text) => {
      const was = newest.current?.was ?? known ?? "";
      set({ text, was });
      keepDraft({ of, id }, { text, was });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => newestSave.current(), SAVE_AFTER_MS);
    },
    save,
    settle: (text) => {
      reading.settleConflict({ of, id }, text);
      set({ text, was: text });
    },
  };
}

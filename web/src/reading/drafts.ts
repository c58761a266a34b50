/** Texts that are being typed, kept until the server has them: they outlive a reload of the tab. */
import type { NoteSubject } from "./changes.ts";

export interface Draft {
  readonly text: string;
  /** What the note was when the typing began. */
  readonly was: string;
}

export function recallDraft(subject: NoteSubject): Draft | undefined {
  try {
    const draft: unknown = JSON.parse(sessionStorage.getItem(keyOf(subject)) ?? "");
    const { text, was } = draft as Partial<Draft>;
    return typeof text === "string" && typeof was === "string" ? { text, was } : undefined;
  } catch {
    return undefined; // nothing was kept, or storage is forbidden
  }
}

export function keepDraft(subject: NoteSubject, draft: Draft | undefined): void {
  try {
    if (draft === undefined) sessionStorage.removeItem(keyOf(subject));
    else sessionStorage.setItem(keyOf(subject), JSON.stringify(draft));
  } catch {
    // Storage may be full or forbidden; the text then lasts as long as the page.
  }
}

function keyOf({ of, id }: NoteSubject): string {
  return `orrery-draft ${of} ${id}`;
}

/** What the store of lists and marks needs of the page around it. */
import type { ReadingAnswer } from "../../../src/wire/index.ts";
import type { Change, ChangeAnswer, NoteSubject } from "./changes.ts";
import type { Conflicts } from "./conflicts.ts";
import type { Waiting } from "./outbox.ts";

/** A line that the page says for a while. */
export interface Message {
  readonly text: string;
  /** Takes back what the line is about. */
  readonly undo?: string;
  /** Stays until it is closed. */
  readonly stays?: boolean;
  /** What the reader had typed, to be copied. */
  readonly copy?: string;
  /** Where the note is that the line is about. */
  readonly at?: NoteSubject;
}

export interface StoreDoors {
  load(): Promise<ReadingAnswer>;
  send(change: Change): Promise<ChangeAnswer>;
  loadNote(subject: NoteSubject): Promise<string>;
  later(run: () => void, delayMs: number): () => void;
  /** A name that no other list was ever given, in any tab. */
  unique(): string;
  /** Keeps what must outlive the tab. */
  keep(waiting: readonly Waiting[], conflicts: Conflicts): void;
  /** Tells the other tabs of this browser. */
  tell(revision: number): void;
  say(message: Message): void;
}

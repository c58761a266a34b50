import { useEffect, useState } from "preact/hooks";
import type { NoteSubject } from "./changes.ts";
import type { Message } from "./doors.ts";

export interface Toast extends Message {
  readonly nth: number;
}

const listeners = new Set<() => void>();
let toast: Toast | undefined;
let said = 0;

/** Says a line at the foot of the page, in place of the one before. */
export function say(message: Message): void {
  toast = { ...message, nth: ++said };
  for (const listener of listeners) listener();
}

export function closeToast(): void {
  toast = undefined;
  for (const listener of listeners) listener();
}

/** What the line says about this note is there to be seen. */
export function closeToastAbout({ of, id }: NoteSubject): void {
  if (toast?.at?.of === of && toast.at.id === id) closeToast();
}

/** The line that is said just now. */
export function useToast(): Toast | undefined {
  const [current, setCurrent] = useState(toast);
  useEffect(() => {
    const listener = () => setCurrent(toast);
    listeners.add(listener);
    listener();
    return () => {
      listeners.delete(listener);
    };
  }, []);
  return current;
}

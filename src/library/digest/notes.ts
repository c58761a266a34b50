import { counted } from "../../core/index.ts";

interface Facts {
  readonly window: { readonly since: string; readonly sinceIs: "last" | "date" | "first" };
  readonly arrived: number;
  /** Papers that the reader does not know. */
  readonly fresh: number;
  /** Of these, those with a reason to be shown. */
  readonly suits: number;
  readonly shown: number;
  /** Whether anything is known of what the reader cares for. */
  readonly isKnown: boolean;
}

/** What a reader should know of a digest, the plain truth where there is little in it. */
export function notesOn({ window, arrived, fresh, suits, shown, isKnown }: Facts): string[] {
  const day = window.since.slice(0, 10);
  const notes: string[] = [];
  if (window.sinceIs === "first" && arrived > 0) {
    notes.push(`No digest was written before: this one begins on ${day}, a week before the latest papers came in.`);
  }
  if (arrived === 0) return [`Nothing came in since ${day}.`];
  if (!isKnown) {
    notes.push(
      "Nothing is known yet of what is for you: put papers into a list, mark them as read, or save a search. Until then the latest papers are shown.",
    );
  } else if (fresh === 0) notes.push("All that came in is in your lists or read already.");
  else if (suits === 0) {
    notes.push(`${counted(fresh, "new paper")}, and none of them near what you keep or in what you search for.`);
  }
  if (shown < suits) notes.push(`Shown are the first ${shown} of ${counted(suits, "paper")}.`);
  if (isKnown && suits > 0 && suits < fresh) {
    notes.push(`${counted(fresh - suits, "other new paper")} came in, not near what you keep.`);
  }
  return notes;
}

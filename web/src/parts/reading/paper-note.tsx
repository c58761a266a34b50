import { useRequest } from "../../hooks/use-request.ts";
import { fetchNote } from "../../reading/api.ts";
import { useReading } from "../../reading/hooks.ts";
import { NoteField } from "./note-field.tsx";

/** What the reader noted on a paper; asked for only where there is something. */
export function PaperNote({ id }: { readonly id: string }) {
  const key = useReading(({ state, epoch }) => {
    if (state === undefined) return undefined;
    return state.marks.get(id)?.hasNote === true ? `note ${id} ${epoch}` : `no note ${id}`;
  });
  const subject = { of: "paper", id } as const;
  const request = useRequest(key, (signal) => (key?.startsWith("no ") === true ? "" : fetchNote(subject, signal)));
  if (key === undefined) return null;
  return (
    <NoteField subject={subject} label="Note" placeholder="What to remember of this paper" known={request.answer} />
  );
}

import { createContext } from "preact";
import { useContext } from "preact/hooks";

/** Papers of later rows are new to the reader; undefined where that is not asked. */
export const NewSince = createContext<number | undefined>(undefined);

/** The word "new" beside a paper that came in since the reader looked. */
export function NewMark({ row }: { readonly row: number }) {
  const since = useContext(NewSince);
  return since !== undefined && row > since ? <span class="new-mark">new</span> : null;
}

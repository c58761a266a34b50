import type { SavedHitsAnswer } from "../../../../src/wire/index.ts";
import { formatRoute, type SearchState, savedQueryOf } from "../../location.ts";
import { useWritable } from "../../reading/hooks.ts";
import { editSaved } from "../../saved/api.ts";
import { papersIn, sinceWhen } from "../../saved/words.ts";

interface SavedBarProps {
  readonly search: SearchState;
  /** The saved search that was opened. */
  readonly saved: SavedHitsAnswer;
  /** Tells that it asks for something else by now. */
  readonly onChanged: () => void;
}

/** Which saved search this is and what is new in it; or that it has been changed here. */
export function SavedBar({ search, saved, onChanged }: SavedBarProps) {
  const writable = useWritable();
  const isChanged = saved.search !== savedQueryOf(search);
  const { id, name, newPapers, seenAt } = saved;
  const only = formatRoute({ view: "search", search: { ...search, fresh: search.fresh ? undefined : true, pages: 1 } });
  return (
    <p class="saved-bar">
      <bdi class="saved-name">{name}</bdi>
      {isChanged ? (
        <>
          <span>changed here</span>
          {writable && (
            <button
              type="button"
              class="unfold"
              onClick={() => void editSaved(id, { search: savedQueryOf(search) }, `Changed ${name}.`).then(onChanged)}
            >
              Keep the change
            </button>
          )}
          <a href={`/search?${saved.search}&saved=${id}`}>As it was</a>
        </>
      ) : (
        <>
          <span>
            {newPapers === 0 ? "nothing new" : `${papersIn(newPapers)} new`} since {sinceWhen(seenAt)}
          </span>
          {(newPapers > 0 || search.fresh) && <a href={only}>{search.fresh ? "Show all" : "Only what is new"}</a>}
        </>
      )}
    </p>
  );
}

import { useRef } from "preact/hooks";
import { useReorder } from "../hooks/use-reorder.ts";
import { useScroll } from "../hooks/use-scroll.ts";
import { useTitle } from "../hooks/use-title.ts";
import { ListRow } from "../parts/lists/list-row.tsx";
import { NewListField } from "../parts/reading/new-list-field.tsx";
import { SavedRows } from "../parts/saved/saved-rows.tsx";
import { SkeletonHits } from "../parts/skeleton.tsx";
import { rarestColor } from "../reading/colors.ts";
import { useReading } from "../reading/hooks.ts";
import { reading } from "../reading/page.ts";
import type { Place } from "../router.ts";
import "../styles/lists.css";

export { ListView } from "./list.tsx";

/** All lists in the reader's order. */
export function ListsView({ place }: { readonly place: Place }) {
  const state = useReading((store) => store.state);
  const rows = useRef<HTMLOListElement>(null);
  useTitle("Lists");
  useScroll(place, state !== undefined);
  const move = (id: string, before: string | null) => reading.change({ kind: "edit", id, edit: { before } });
  useReorder(rows, move);
  const writable = state?.writable === true;
  return (
    <div class="columns lists">
      <div class="lists-head">
        <h1>Lists</h1>
        {writable && (
          <NewListField
            class="new-list"
            actFor={() => "Make"}
            onMake={(name) => reading.create(name, [], rarestColor(state.lists))}
          />
        )}
      </div>
      {state === undefined && <SkeletonHits count={3} />}
      {state?.lists.length === 0 && <NoLists writable={writable} />}
      <ol ref={rows} class="list-rows" aria-label="Lists">
        {state?.lists.map((list, place) => (
          <ListRow
            key={list.id}
            list={list}
            writable={writable}
            isFirst={place === 0}
            isLast={place === state.lists.length - 1}
            onMove={move}
          />
        ))}
      </ol>
      {writable && state.lists.length > 1 && (
        <p class="quiet list-hint">
          Drag a list by its handle, or move it with <kbd>Alt</kbd> <kbd>↑</kbd> <kbd>↓</kbd>.
        </p>
      )}
      <SavedRows />
    </div>
  );
}

function NoLists({ writable }: { readonly writable: boolean }) {
  return (
    <div class="no-lists">
      <p class="nothing-title">Keep the papers that matter to you together.</p>
      <p>
        A list holds papers in your order, with a note of its own: what to read next, the related work of a paper you
        write, a seminar. It can be searched in, shown on the map, exported and printed, and Orrery recommends more
        papers like those in it.
      </p>
      {writable ? (
        <p>
          Name one above, or press <kbd>s</kbd> on any paper that you come across.
        </p>
      ) : (
        <p>This server takes no changes from here: lists are made on the machine that it runs on.</p>
      )}
    </div>
  );
}

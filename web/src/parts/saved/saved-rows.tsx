import { useRef, useState } from "preact/hooks";
import type { SavedSearch } from "../../../../src/wire/index.ts";
import { useSaved } from "../../hooks/use-saved.ts";
import { savedPath } from "../../location.ts";
import { useWritable } from "../../reading/hooks.ts";
import { deleteSaved, editSaved } from "../../saved/api.ts";
import { askedIn } from "../../saved/words.ts";
import { Icon } from "../icons.tsx";
import { NameField } from "../lists/name-field.tsx";
import { Notice } from "../notice.tsx";
import { Popover } from "../reading/popover.tsx";
import { NewCount } from "./saved-home.tsx";

/** All saved searches, each with what is new for it. */
export function SavedRows() {
  const { answer, error, retry } = useSaved();
  const writable = useWritable();
  return (
    <section class="saved-rows" aria-labelledby="saved-title">
      <div class="saved-head">
        <h2 id="saved-title">Saved searches</h2>
        <a href="/digest">Digest of what is new</a>
      </div>
      {error !== undefined && <Notice error={error} onRetry={retry} />}
      {answer?.saved.length === 0 && (
        <p class="quiet">
          {writable
            ? "Save stands beside the results of any search. Here you see what comes in for it."
            : "There are none."}
        </p>
      )}
      <ul class="list-rows">
        {answer?.saved.map((search) => (
          <SavedRow key={search.id} search={search} writable={writable} />
        ))}
      </ul>
    </section>
  );
}

function SavedRow({ search, writable }: { readonly search: SavedSearch; readonly writable: boolean }) {
  const [renaming, setRenaming] = useState(false);
  const row = useRef<HTMLLIElement>(null);
  const { id, name } = search;
  const rename = (next: string | undefined) => {
    setRenaming(false);
    if (next !== undefined) void editSaved(id, { name: next }, `Renamed to ${next}.`);
    requestAnimationFrame(() => row.current?.querySelector<HTMLElement>("a")?.focus());
  };
  return (
    <li ref={row} class="list-row">
      <Icon name="search" />
      <div class="list-row-text">
        {renaming ? (
          <NameField name={name} label="Name of the saved search" onDone={rename} />
        ) : (
          <h3 class="list-row-name">
            <a href={savedPath(search)} dir="auto" data-stop>
              {name}
            </a>
          </h3>
        )}
        <p class="list-row-note" dir="auto">
          {askedIn(search.search)}
        </p>
      </div>
      <p class="list-row-count">
        <NewCount search={search} />
      </p>
      <div class="list-row-tools">
        <Popover class="tool" label={`More: ${name}`} title="More" button={<Icon name="more" />}>
          {(close) => (
            <div class="row-menu">
              {writable && (
                <button
                  type="button"
                  data-first
                  onClick={() => {
                    close();
                    setRenaming(true);
                  }}
                >
                  Rename
                </button>
              )}
              <a href={`/api/feeds/saved.atom?id=${id}`}>Feed (Atom)</a>
              <a href={`/api/feeds/saved.json?id=${id}`}>Feed (JSON)</a>
              {writable && (
                <button
                  type="button"
                  onClick={() => {
                    close();
                    void deleteSaved(id, name);
                  }}
                >
                  Delete
                </button>
              )}
            </div>
          )}
        </Popover>
      </div>
    </li>
  );
}

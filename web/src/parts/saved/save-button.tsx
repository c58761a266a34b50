import { useState } from "preact/hooks";
import { formatRoute, type SearchState, savedQueryOf } from "../../location.ts";
import { useWritable } from "../../reading/hooks.ts";
import { amend } from "../../router.ts";
import { saveSearch } from "../../saved/api.ts";
import { clipText } from "../../tex/pieces.ts";
import { Icon } from "../icons.tsx";
import { Popover } from "../reading/popover.tsx";

const MAX_NAME = 120;

/** A button that keeps the search under a name; nothing where the reader may not, or where it is kept already. */
export function SaveButton({ search, isSaved }: { readonly search: SearchState; readonly isSaved: boolean }) {
  if (!useWritable() || isSaved) return null;
  return (
    <Popover
      class="button save-button"
      label="Save this search"
      title="Keep this search, and see what comes in for it"
      button={
        <>
          <Icon name="bookmark" />
          <span aria-hidden="true">Save</span>
        </>
      }
    >
      {(close) => <NameForm search={search} onSaved={close} />}
    </Popover>
  );
}

function NameForm({ search, onSaved }: { readonly search: SearchState; readonly onSaved: () => void }) {
  const [name, setName] = useState(clipText(search.q.trim(), MAX_NAME));
  const save = async () => {
    const id = await saveSearch(name.trim(), savedQueryOf(search));
    if (id === undefined) return;
    onSaved();
    const address = formatRoute({ view: "search", search });
    if (address === location.pathname + location.search) amend({ view: "search", search: { ...search, saved: id } });
  };
  return (
    <form
      class="save-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== "") void save();
      }}
    >
      <label>
        Name
        <input
          type="text"
          data-first
          dir="auto"
          maxLength={MAX_NAME}
          value={name}
          onFocus={(event) => event.currentTarget.select()}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="button" disabled={name.trim() === ""}>
        Save
      </button>
      <p class="quiet">Your lists show what comes in for it.</p>
    </form>
  );
}

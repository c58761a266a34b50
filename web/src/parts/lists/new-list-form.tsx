import { useState } from "preact/hooks";
import type { ListName } from "../../reading/changes.ts";
import { rarestColor } from "../../reading/colors.ts";
import { MAX_LIST_NAME } from "../../reading/limits.ts";
import { reading } from "../../reading/page.ts";

/** Makes an empty list. */
export function NewListForm({ lists }: { readonly lists: readonly ListName[] }) {
  const [name, setName] = useState("");
  return (
    <form
      class="new-list"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === "") return;
        reading.create(name.trim(), [], rarestColor(lists));
        setName("");
      }}
    >
      <input
        type="text"
        aria-label="Name of a new list"
        placeholder="New list…"
        maxLength={MAX_LIST_NAME}
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <button type="submit" class="button" disabled={name.trim() === ""}>
        Make
      </button>
    </form>
  );
}

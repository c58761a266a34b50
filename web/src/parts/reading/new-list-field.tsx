import { useState } from "preact/hooks";
import { MAX_LIST_NAME } from "../../reading/limits.ts";

interface NewListFieldProps {
  readonly class: string;
  /** What the button says for a name. */
  readonly actFor: (name: string) => string;
  /** Given a name that is not blank, without white space around it. */
  readonly onMake: (name: string) => void;
}

/** A field for the name of a new list. */
export function NewListField({ class: className, actFor, onMake }: NewListFieldProps) {
  const [name, setName] = useState("");
  return (
    <form
      class={className}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === "") return;
        onMake(name.trim());
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
        {actFor(name)}
      </button>
    </form>
  );
}

import { useEffect, useRef } from "preact/hooks";
import { MAX_LIST_NAME } from "../../reading/limits.ts";

interface NameFieldProps {
  readonly name: string;
  /** What the field says to those who do not see it. */
  readonly label?: string;
  /** With the new name, or without one when it stays as it was. */
  readonly onDone: (name: string | undefined) => void;
}

/** A name in place of which another can be typed: Enter and leaving take it, Escape does not. */
export function NameField({ name, label = "Name of the list", onDone }: NameFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const isDone = useRef(false);
  useEffect(() => field.current?.select(), []);
  const finish = (typed: string) => {
    if (isDone.current) return; // taking the field away leaves it once more
    isDone.current = true;
    const next = typed.trim();
    onDone(next === "" || next === name ? undefined : next);
  };
  return (
    <input
      ref={field}
      class="list-name-input"
      type="text"
      aria-label={label}
      dir="auto"
      maxLength={MAX_LIST_NAME}
      defaultValue={name}
      onBlur={(event) => finish(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") finish(event.currentTarget.value);
        else if (event.key === "Escape") finish(name);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    />
  );
}

import { useMark, useWritable } from "../../reading/hooks.ts";
import { reading } from "../../reading/page.ts";
import { Icon } from "../icons.tsx";

interface ReadToggleProps {
  readonly id: string;
  readonly title: string;
  /** Says in words beside the icon what it shows. */
  readonly inWords?: boolean;
}

/** Whether a paper is read, to be switched by those who may; the others see it where it is. */
export function ReadToggle({ id, title, inWords = false }: ReadToggleProps) {
  const isRead = useMark(id)?.read === true;
  const writable = useWritable();
  if (!writable && !isRead) return null;
  const face = (
    <>
      <Icon name="check" />
      {inWords && <span>{isRead ? "Read" : "Mark as read"}</span>}
    </>
  );
  const look = `${inWords ? "button" : "mark-button"} read-toggle${isRead ? " is-read" : ""}`;
  if (!writable) {
    return (
      <span class={look} role="img" aria-label="Read">
        {face}
      </span>
    );
  }
  return (
    <button
      type="button"
      class={look}
      aria-pressed={isRead}
      aria-label={`Mark as read: ${title}`}
      title={isRead ? "Read. Mark as unread (r)" : "Mark as read (r)"}
      onClick={() => reading.change({ kind: "read", ids: [id], read: !isRead })}
    >
      {face}
    </button>
  );
}

/** The word "read" for a line of facts, where it is true. */
export function ReadFact({ id }: { readonly id: string }) {
  return useMark(id)?.read === true ? <span class="read-fact">read</span> : null;
}

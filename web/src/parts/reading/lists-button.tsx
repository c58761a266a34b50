import { useMark, useWritable } from "../../reading/hooks.ts";
import { Icon } from "../icons.tsx";
import { ListsPanel } from "./lists-panel.tsx";
import { Popover } from "./popover.tsx";

interface ListsButtonProps {
  readonly id: string;
  readonly title: string;
  readonly inWords?: boolean;
}

/** Opens the lists, to put a paper into some of them; nothing for those who may change nothing. */
export function ListsButton({ id, title, inWords = false }: ListsButtonProps) {
  const writable = useWritable();
  const isListed = (useMark(id)?.lists.length ?? 0) > 0;
  if (!writable) return null;
  return (
    <Popover
      class={`${inWords ? "button" : "mark-button"} lists-button${isListed ? " is-listed" : ""}`}
      label={`Lists: ${title}`}
      title="Lists (s); s again adds to the last used one"
      button={
        <>
          <Icon name="bookmark" />
          {inWords && <span>Lists</span>}
        </>
      }
    >
      {(close) => <ListsPanel ids={[id]} onClose={close} />}
    </Popover>
  );
}

import { useRef, useState } from "preact/hooks";
import { focusBeside, type Move, step } from "../../hooks/use-reorder.ts";
import { listPath } from "../../location.ts";
import { isMadeUp, type ListName } from "../../reading/changes.ts";
import { reading } from "../../reading/page.ts";
import { clipText } from "../../tex/pieces.ts";
import { Icon } from "../icons.tsx";
import { Popover } from "../reading/popover.tsx";
import { ColorChoice } from "./color-choice.tsx";
import { NameField } from "./name-field.tsx";

interface ListRowProps {
  readonly list: ListName;
  readonly writable: boolean;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onMove: Move;
}

const SHOWN_NOTE_LENGTH = 200;

/** One list among the others: its colour and name, what it holds, and what can be done with it. */
export function ListRow({ list, writable, isFirst, isLast, onMove }: ListRowProps) {
  const [renaming, setRenaming] = useState(false);
  const row = useRef<HTMLLIElement>(null);
  const note = list.note.split("\n").find((line) => line.trim() !== "");
  const rename = (name: string | undefined) => {
    setRenaming(false);
    if (name !== undefined) reading.change({ kind: "edit", id: list.id, edit: { name } });
    requestAnimationFrame(() => row.current?.querySelector<HTMLElement>("a")?.focus());
  };
  const move = (by: -1 | 1) => row.current !== null && step(row.current, by, onMove);
  const remove = () => {
    if (row.current !== null) focusBeside(row.current);
    reading.change({ kind: "delete", id: list.id });
  };
  return (
    <li ref={row} class="list-row" data-id={list.id} data-color={list.color}>
      {writable && (
        <span class="grip" title="Drag to another place" aria-hidden="true">
          <Icon name="grip" />
        </span>
      )}
      <span class="list-dot" />
      <div class="list-row-text">
        {renaming ? (
          <NameField name={list.name} onDone={rename} />
        ) : (
          <h2 class="list-row-name">
            {isMadeUp(list.id) ? (
              <bdi>{list.name}</bdi>
            ) : (
              <a href={listPath(list.id)} dir="auto" data-stop>
                {list.name}
              </a>
            )}
          </h2>
        )}
        {note !== undefined && (
          <p class="list-row-note" dir="auto">
            {clipText(note, SHOWN_NOTE_LENGTH)}
          </p>
        )}
      </div>
      <p class="list-row-count">{countsOf(list)}</p>
      {writable && (
        <div class="list-row-tools">
          <Popover class="tool" label={`More: ${list.name}`} title="More" button={<Icon name="more" />}>
            {(close) => {
              const then = (act: () => void) => () => {
                close();
                act();
              };
              return (
                <div class="row-menu">
                  <ColorChoice
                    color={list.color}
                    onChoose={(color) => reading.change({ kind: "edit", id: list.id, edit: { color } })}
                  />
                  <button type="button" data-first onClick={then(() => setRenaming(true))}>
                    Rename
                  </button>
                  <button type="button" disabled={isFirst} onClick={then(() => move(-1))}>
                    Move up
                  </button>
                  <button type="button" disabled={isLast} onClick={then(() => move(1))}>
                    Move down
                  </button>
                  <button type="button" onClick={then(remove)}>
                    Delete
                  </button>
                </div>
              );
            }}
          </Popover>
        </div>
      )}
    </li>
  );
}

function countsOf({ count, unread }: ListName): string {
  if (count === 0) return "empty";
  const papers = `${count.toLocaleString("en")} ${count === 1 ? "paper" : "papers"}`;
  return unread === 0 ? `${papers}, all read` : `${papers}, ${unread.toLocaleString("en")} unread`;
}

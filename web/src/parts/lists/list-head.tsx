import { useRef, useState } from "preact/hooks";
import type { ReadingList } from "../../../../src/wire/index.ts";
import { formatRoute } from "../../location.ts";
import { reading } from "../../reading/page.ts";
import { go } from "../../router.ts";
import { Icon } from "../icons.tsx";
import { Popover } from "../reading/popover.tsx";
import { ColorChoice } from "./color-choice.tsx";
import { NameField } from "./name-field.tsx";

/** Colour and name of a list, both to be changed in their place. */
export function ListHead({ list, writable }: { readonly list: ReadingList; readonly writable: boolean }) {
  const [renaming, setRenaming] = useState(false);
  const head = useRef<HTMLDivElement>(null);
  const rename = (name: string | undefined) => {
    setRenaming(false);
    if (name !== undefined) reading.change({ kind: "edit", id: list.id, edit: { name } });
    requestAnimationFrame(() => head.current?.querySelector<HTMLElement>(".rename")?.focus());
  };
  return (
    <>
      <p class="list-way">
        <a href={formatRoute({ view: "lists" })}>
          <Icon name="back" />
          All lists
        </a>
      </p>
      <div ref={head} class="list-head" data-color={list.color}>
        {writable ? (
          <Popover
            class="tool list-color"
            label={`Colour: ${list.color}`}
            title="Change the colour"
            button={<span class="list-dot" />}
          >
            {() => (
              <ColorChoice
                color={list.color}
                onChoose={(color) => reading.change({ kind: "edit", id: list.id, edit: { color } })}
              />
            )}
          </Popover>
        ) : (
          <span class="list-dot" />
        )}
        {renaming ? <NameField name={list.name} onDone={rename} /> : <h1 dir="auto">{list.name}</h1>}
        {writable && !renaming && (
          <div class="list-row-tools">
            <button
              type="button"
              class="tool rename"
              aria-label="Rename"
              title="Rename"
              onClick={() => setRenaming(true)}
            >
              <Icon name="pen" />
            </button>
            <Popover class="tool" label="More for this list" title="More" button={<Icon name="more" />}>
              {(close) => (
                <div class="row-menu">
                  <button
                    type="button"
                    onClick={() => {
                      close();
                      reading.change({ kind: "delete", id: list.id });
                      go({ view: "lists" });
                    }}
                  >
                    Delete the list
                  </button>
                </div>
              )}
            </Popover>
          </div>
        )}
      </div>
    </>
  );
}

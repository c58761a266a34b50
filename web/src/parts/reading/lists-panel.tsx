import { useEffect, useRef } from "preact/hooks";
import { isSameName, type ListName } from "../../reading/changes.ts";
import { rarestColor } from "../../reading/colors.ts";
import { useReading } from "../../reading/hooks.ts";
import { lastList, rememberList } from "../../reading/last-list.ts";
import { reading } from "../../reading/page.ts";
import { markOf } from "../../reading/state.ts";
import { say } from "../../reading/toasts.ts";
import { NewListField } from "./new-list-field.tsx";

interface ListsPanelProps {
  /** The papers that are put into lists, or taken out. */
  readonly ids: readonly string[];
  readonly onClose: () => void;
}

type Share = "none" | "some" | "all";

/** All lists, to tick for one paper or several, and a field that makes a new one. The list that was used last has the
 *  keyboard: `s` adds there. */
export function ListsPanel({ ids, onClose }: ListsPanelProps) {
  const state = useReading((store) => store.state);
  if (state === undefined) return null;
  const last = lastList(state.lists);
  const shareOf = (list: ListName): Share => {
    const inIt = ids.filter((id) => markOf(state, id).lists.includes(list.id)).length;
    return inIt === 0 ? "none" : inIt === ids.length ? "all" : "some";
  };
  const put = (list: ListName, into: boolean) => {
    rememberList(list.id);
    const outside = ids.filter((id) => !markOf(state, id).lists.includes(list.id));
    reading.change({ kind: "papers", id: list.id, edit: into ? { add: outside } : { remove: [...ids] } });
  };
  const addAgain = (list: ListName) => {
    if (shareOf(list) === "all") say({ text: `Already in ${list.name}.` });
    else put(list, true);
    onClose();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys move between the fields, which have the keyboard
    <div class="lists-panel" onKeyDown={moveByKey}>
      {state.lists.length > 0 && (
        <ul class="lists-panel-lists">
          {state.lists.map((list) => (
            // Not by its id, which the server gives a new list while the keyboard may be on it already.
            <li key={list.name}>
              <ListLine
                list={list}
                share={shareOf(list)}
                isFirst={list === last}
                onChange={(into) => put(list, into)}
                onKey={(key) => {
                  if (key === "s") addAgain(list);
                  else {
                    put(list, shareOf(list) !== "all");
                    onClose();
                  }
                }}
              />
            </li>
          ))}
        </ul>
      )}
      <NewListField
        class="lists-panel-new"
        actFor={(name) => (state.lists.some((list) => isSameName(list.name, name)) ? "Add" : "Make")}
        onMake={(name) => {
          const same = state.lists.find((list) => isSameName(list.name, name));
          if (same !== undefined) return addAgain(same);
          rememberList(reading.create(name, ids, rarestColor(state.lists)));
          onClose();
        }}
      />
    </div>
  );
}

interface ListLineProps {
  readonly list: ListName;
  readonly share: Share;
  readonly isFirst: boolean;
  readonly onChange: (into: boolean) => void;
  readonly onKey: (key: "s" | "Enter") => void;
}

function ListLine({ list, share, isFirst, onChange, onKey }: ListLineProps) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = share === "some";
  }, [share]);
  return (
    <label class="lists-panel-list" data-color={list.color}>
      <input
        ref={box}
        type="checkbox"
        checked={share === "all"}
        data-first={isFirst ? "" : undefined}
        onChange={(event) => onChange(event.currentTarget.checked)}
        onKeyDown={(event) => {
          if ((event.key !== "s" && event.key !== "Enter") || event.ctrlKey || event.metaKey || event.altKey) return;
          event.preventDefault();
          onKey(event.key);
        }}
      />
      <span class="list-dot" />
      <bdi class="lists-panel-name">{list.name}</bdi>
      <span class="lists-panel-count">
        {list.count.toLocaleString("en")}
        <span class="unseen"> {list.count === 1 ? "paper" : "papers"}</span>
      </span>
    </label>
  );
}

/** Up and down through boxes and field, from the last to the first; a letter on a box begins a name in the field. */
function moveByKey(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>("input")];
  const here = stops.indexOf(document.activeElement as HTMLElement);
  const beginsName = /^[^\s]$/u.test(event.key) && !(event.ctrlKey || event.metaKey || event.altKey);
  if (beginsName && !event.defaultPrevented) stops.at(-1)?.focus();
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  stops[(here + step + stops.length) % stops.length]?.focus();
}

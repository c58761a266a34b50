import { EMPTY_SEARCH, formatRoute } from "../location.ts";
import { useWritable } from "../reading/hooks.ts";
import { reading } from "../reading/page.ts";
import { clearSeeds, MAX_SEEDS, useSeeds } from "../seeds.ts";
import { Icon } from "./icons.tsx";
import { ListsPanel } from "./reading/lists-panel.tsx";
import { Popover } from "./reading/popover.tsx";

/** How many papers are ticked, and what can be done with them; nothing while there are none. */
export function SeedBar() {
  const seeds = useSeeds();
  const writable = useWritable();
  if (seeds.length === 0) return null;
  const count = seeds.length === 1 ? "1 paper ticked" : `${seeds.length} papers ticked`;
  return (
    <aside class="seed-bar" aria-label="Ticked papers">
      <p role="status">{seeds.length < MAX_SEEDS ? count : `${count}: the most there can be`}</p>
      <a class="button" href={formatRoute({ view: "search", search: { ...EMPTY_SEARCH, like: seeds } })}>
        More like {seeds.length === 1 ? "this" : "these"}
      </a>
      {writable && (
        <>
          <Popover
            class="button lists-button"
            label="Add to list: the ticked papers"
            title="Add to list"
            button={
              <>
                <Icon name="bookmark" />
                <span class="seed-word">Add to list</span>
              </>
            }
          >
            {(close) => <ListsPanel ids={seeds} onClose={close} />}
          </Popover>
          <button
            type="button"
            class="button"
            aria-label="Mark as read"
            title="Mark as read"
            onClick={() => reading.change({ kind: "read", ids: seeds, read: true })}
          >
            <Icon name="check" />
            <span class="seed-word">Mark as read</span>
          </button>
        </>
      )}
      <button type="button" class="button" onClick={clearSeeds}>
        Clear
      </button>
    </aside>
  );
}

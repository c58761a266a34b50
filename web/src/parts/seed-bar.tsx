import { EMPTY_SEARCH, formatRoute } from "../location.ts";
import { useWritable } from "../reading/hooks.ts";
import { reading } from "../reading/page.ts";
import { clearSeeds, MAX_SEEDS, pushSeeds, usePushedSeeds, useSeeds } from "../seeds.ts";
import { NO_TASTE } from "../taste-location.ts";
import { Icon } from "./icons.tsx";
import { ListsPanel } from "./reading/lists-panel.tsx";
import { Popover } from "./reading/popover.tsx";

/** How many papers are ticked, and what can be done with them; nothing while there are none. */
export function SeedBar() {
  const seeds = useSeeds();
  const pushed = usePushedSeeds();
  const writable = useWritable();
  if (seeds.length + pushed.length === 0) return null;
  const count = seeds.length === 1 ? "1 paper ticked" : `${seeds.length} papers ticked`;
  return (
    <aside class="seed-bar" aria-label="Ticked papers">
      <p role="status">
        {seeds.length < MAX_SEEDS ? count : `${count}: the most there can be`}
        {pushed.length > 0 && `, ${pushed.length} not to be like`}
      </p>
      {seeds.length > 0 && (
        <a class="button" href={moreLike(seeds, pushed)}>
          More like {seeds.length === 1 ? "this" : "these"}
        </a>
      )}
      {seeds.length > 0 && (
        <button type="button" class="button" title="Then tick what others are to be like" onClick={pushSeeds}>
          Less like {seeds.length === 1 ? "this" : "these"}
        </button>
      )}
      {writable && seeds.length > 0 && (
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

/** Papers like some and not like others; with none of the others, those nearest to the middle. */
function moreLike(like: readonly string[], dislike: readonly string[]): string {
  if (dislike.length > 0) return formatRoute({ view: "picks", taste: { ...NO_TASTE, like, dislike } });
  return formatRoute({ view: "search", search: { ...EMPTY_SEARCH, like } });
}

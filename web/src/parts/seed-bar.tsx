import { EMPTY_SEARCH, formatRoute } from "../location.ts";
import { clearSeeds, MAX_SEEDS, useSeeds } from "../seeds.ts";

/** How many papers are ticked, and what can be done with them; nothing while there are none. */
export function SeedBar() {
  const seeds = useSeeds();
  if (seeds.length === 0) return null;
  const count = seeds.length === 1 ? "1 paper ticked" : `${seeds.length} papers ticked`;
  return (
    <aside class="seed-bar" aria-label="Ticked papers">
      <p role="status">{seeds.length < MAX_SEEDS ? count : `${count}: the most there can be`}</p>
      <a class="button" href={formatRoute({ view: "search", search: { ...EMPTY_SEARCH, like: seeds } })}>
        More like {seeds.length === 1 ? "this" : "these"}
      </a>
      <button type="button" class="button" onClick={clearSeeds}>
        Clear
      </button>
    </aside>
  );
}

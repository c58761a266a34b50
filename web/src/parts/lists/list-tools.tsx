import type { ReadingList } from "../../../../src/wire/index.ts";
import { EMPTY_SEARCH, formatRoute } from "../../location.ts";
import { mapOf } from "../../map-location.ts";
import { MAX_SEEDS } from "../../seeds.ts";
import { ExportMenu } from "../cite/export-menu.tsx";

/** How far the reader is, and ways from a list: to its unread papers, into it with a search, onto the map, to more like
 *  it. */
export function ListTools({ list, unread }: { readonly list: ReadingList; readonly unread: boolean }) {
  const { id, count } = list;
  const read = count - list.unread;
  const search = { ...EMPTY_SEARCH, lists: [id] };
  const seeds = list.papers.filter(({ paper }) => paper !== undefined).slice(0, MAX_SEEDS);
  if (count === 0) return null;
  return (
    <div class="list-tools">
      <p class="list-progress">
        <progress aria-label="Read" value={read} max={count} />
        <span>
          {read.toLocaleString("en")} of {count.toLocaleString("en")} read
        </span>
      </p>
      <nav class="lengths" aria-label="Which papers">
        <a class="length" href={formatRoute({ view: "list", id })} aria-current={unread ? undefined : "page"}>
          All
        </a>
        <a
          class="length"
          href={formatRoute({ view: "list", id, unread: true })}
          aria-current={unread ? "page" : undefined}
        >
          Unread
        </a>
      </nav>
      <div class="list-ways">
        <a class="button" href={formatRoute({ view: "search", search })}>
          Search in it
        </a>
        <a class="button these-on-map" href={formatRoute({ view: "map", map: mapOf(search) })}>
          On the map
        </a>
        {seeds.length > 0 && (
          <a
            class="button"
            href={formatRoute({ view: "search", search: { ...EMPTY_SEARCH, like: seeds.map((member) => member.id) } })}
          >
            More like these
          </a>
        )}
        <ExportMenu what={{ search }} label={`Export the list ${list.name}`} total={count} />
      </div>
    </div>
  );
}

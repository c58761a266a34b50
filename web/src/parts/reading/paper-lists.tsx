import { listPath } from "../../location.ts";
import { isMadeUp } from "../../reading/changes.ts";
import { useListsOf } from "../../reading/hooks.ts";

/** The lists that a paper is in, each a link with its colour. */
export function PaperLists({ id }: { readonly id: string }) {
  const lists = useListsOf(id);
  if (lists.length === 0) return null;
  return (
    <ul class="paper-lists" aria-label="In the lists">
      {lists.map(({ id: list, name, color }) => (
        <li key={list} data-color={color}>
          <span class="list-dot" />
          {isMadeUp(list) ? <bdi>{name}</bdi> : <a href={listPath(list)}>{name}</a>}
        </li>
      ))}
    </ul>
  );
}

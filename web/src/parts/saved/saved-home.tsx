import type { SavedSearch } from "../../../../src/wire/index.ts";
import { savedPath } from "../../location.ts";

const SHOWN = 8;

/** Saved searches on the start page: those with news first. */
export function SavedHome({ saved }: { readonly saved: readonly SavedSearch[] }) {
  if (saved.length === 0) return null;
  const shown = [...saved].sort((a, b) => (b.newPapers ?? 0) - (a.newPapers ?? 0)).slice(0, SHOWN);
  return (
    <section class="saved-home" aria-label="Saved searches">
      <div class="saved-head">
        <h2>Saved searches</h2>
        <a href="/digest">Digest of what is new</a>
      </div>
      <ul>
        {shown.map((search) => (
          <li key={search.id}>
            <a href={savedPath(search)} data-stop>
              <bdi>{search.name}</bdi>
            </a>
            <NewCount search={search} />
          </li>
        ))}
      </ul>
      {saved.length > SHOWN && <a href="/lists">All {saved.length.toLocaleString("en")}</a>}
    </section>
  );
}

/** How many papers are new for a saved search. */
export function NewCount({ search: { newPapers, problem } }: { readonly search: SavedSearch }) {
  if (problem !== undefined) return <span class="saved-problem">{problem}</span>;
  return newPapers === undefined || newPapers === 0 ? (
    <span class="quiet">nothing new</span>
  ) : (
    <span class="new-mark">{newPapers.toLocaleString("en")} new</span>
  );
}

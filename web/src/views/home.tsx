import type { Stats } from "../../../src/wire/index.ts";
import { fetchPapers } from "../api.ts";
import { exampleQueries } from "../examples.ts";
import { useRequest } from "../hooks/use-request.ts";
import { useSaved } from "../hooks/use-saved.ts";
import { useStats } from "../hooks/use-stats.ts";
import { useTitle } from "../hooks/use-title.ts";
import { EMPTY_SEARCH, formatRoute } from "../location.ts";
import { Notice } from "../parts/notice.tsx";
import { SavedHome } from "../parts/saved/saved-home.tsx";
import { YearOverview } from "../parts/year-overview.tsx";

const EXAMPLES = 5;
const TITLES_TO_CHOOSE_FROM = 100;

/** The start page: what is in the library, and questions that it can answer. */
export function Home() {
  const stats = useStats();
  const papers = useRequest("papers", (signal) => fetchPapers(TITLES_TO_CHOOSE_FROM, 0, signal));
  const saved = useSaved();
  const examples = exampleQueries(papers.answer?.papers.map((paper) => paper.title) ?? [], EXAMPLES);
  const shown = saved.answer !== undefined || saved.error !== undefined ? examples : []; // they stand below the saved ones
  useTitle("");
  return (
    <div class="columns home">
      <h1 class="home-title">Research papers, explored by meaning</h1>
      <p class="home-lead">
        Ask in plain words. Orrery finds the papers that contain them, and the papers that say the same in others.
      </p>
      {stats.error !== undefined && <Notice error={stats.error} onRetry={stats.retry} />}
      {stats.answer?.papers === 0 && <EmptyLibrary />}
      {saved.answer !== undefined && <SavedHome saved={saved.answer.saved} />}
      <section class="examples" aria-label="Example searches">
        {shown.length > 0 && <h2>For example</h2>}
        <ul>
          {shown.map((q) => (
            <li key={q}>
              <a href={formatRoute({ view: "search", search: { ...EMPTY_SEARCH, q } })} data-stop dir="auto">
                {q}
              </a>
            </li>
          ))}
        </ul>
      </section>
      {stats.answer !== undefined && stats.answer.papers > 0 && <Overview stats={stats.answer} />}
    </div>
  );
}

function EmptyLibrary() {
  return (
    <p class="note">
      This library is empty. <a href="/library">Drop a file, paste ids or BibTeX</a>, or read folders with{" "}
      <code>orrery ingest</code>.
    </p>
  );
}

function Overview({ stats }: { readonly stats: Stats }) {
  const facts: readonly (readonly [number, string, string])[] = [
    [stats.papers, "paper", "papers"],
    [stats.categories.length, "category", "categories"],
    [stats.venues.length, "venue", "venues"],
    [stats.listings, "listing", "listings"],
  ];
  return (
    <section class="overview" aria-label="This library">
      <h2>In this library</h2>
      <dl class="overview-facts">
        {facts
          .filter(([count]) => count > 0)
          .map(([count, one, many]) => (
            <div key={many}>
              <dt>{count === 1 ? one : many}</dt>
              <dd>{count.toLocaleString("en")}</dd>
            </div>
          ))}
      </dl>
      {stats.years.length > 1 && <YearOverview years={stats.years} />}
    </section>
  );
}

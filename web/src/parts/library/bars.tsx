import { EMPTY_SEARCH, formatRoute } from "../../location.ts";
import { mapOf } from "../../map-location.ts";

const MOST_SHOWN = 12;

interface BarsProps {
  readonly title: string;
  readonly filter: "source" | "category";
  readonly values: readonly { readonly value: string; readonly count: number }[];
}

/** The most frequent values, each a way to its papers on the map. */
export function Bars({ title, filter, values }: BarsProps) {
  const most = Math.max(1, ...values.map(({ count }) => count));
  if (values.length === 0) return null;
  const id = `library-${filter}`;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>
        {title}
        {values.length > MOST_SHOWN && <span class="library-aside"> the {MOST_SHOWN} largest</span>}
      </h2>
      <ul class="library-bars">
        {values.slice(0, MOST_SHOWN).map(({ value, count }) => (
          <li key={value}>
            <a href={onMap(filter, value)} title="These on the map">
              <span class="library-bar-name" dir="auto">
                {value}
              </span>
              <span class="library-bar-count">{count.toLocaleString("en")}</span>
              <svg class="library-bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
                <rect width={Math.max(0.5, (count / most) * 100)} height={1} />
              </svg>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function onMap(filter: "source" | "category", value: string): string {
  const search = { ...EMPTY_SEARCH, ...(filter === "source" ? { sources: [value] } : { categories: [value] }) };
  return formatRoute({ view: "map", map: mapOf(search) });
}

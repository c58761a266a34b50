import type { ComponentChildren } from "preact";
import type { MapStatus, Stats } from "../../../../src/wire/index.ts";
import { YearOverview } from "../year-overview.tsx";
import { Bars } from "./bars.tsx";
import { counted, momentName, sizeName } from "./numbers.ts";

/** What the library holds, in figures and bars. */
export function Holdings({ stats, map }: { readonly stats: Stats; readonly map: MapStatus | undefined }) {
  return (
    <>
      <dl class="library-figures">
        <Figure value={stats.papers} one="paper" many="papers" />
        <Figure value={stats.titleOnly} one="without abstract" many="without abstract" />
        <Figure value={stats.categories.length} one="category" many="categories" atMost={500} />
        <Figure value={stats.venues.length} one="venue" many="venues" atMost={500} />
        <Figure value={stats.listings} one="listing page" many="listing pages" />
      </dl>
      {stats.years.length > 1 && (
        <section aria-labelledby="library-years">
          <h2 id="library-years">Years</h2>
          <YearOverview years={stats.years} />
        </section>
      )}
      <Bars title="Sources" filter="source" values={stats.sources} />
      <Bars title="Categories" filter="category" values={stats.categories} />
      <section aria-labelledby="library-inside">
        <h2 id="library-inside">Inside</h2>
        <dl class="library-facts">
          <Fact name="Model">
            {stats.model === "" ? "none yet" : stats.model.replace(/^.*\//, "")}
            {stats.dimension > 0 && <span class="quiet"> · {stats.dimension} dimensions</span>}
          </Fact>
          <Fact name="Vectors">
            {stats.vectors === stats.papers
              ? "one for each paper"
              : `${stats.vectors.toLocaleString("en")} of ${counted(stats.papers, "paper")}`}
          </Fact>
          <Fact name="Index">
            {stats.index.kind === "hnsw" ? "HNSW" : "exact"}, {stats.index.state}
            <span class="quiet">
              {" "}
              · {counted(stats.index.count, "vector")}, {sizeName(stats.index.sizeBytes)}
            </span>
          </Fact>
          <Fact name="Words">{counted(stats.words, "different word", "different words")}</Fact>
          <Fact name="Map">
            <MapFact map={map} />
          </Fact>
          {stats.lastIngestAt !== undefined && <Fact name="Last read">{momentName(stats.lastIngestAt)}</Fact>}
          <Fact name="Schema">version {stats.schemaVersion}</Fact>
        </dl>
      </section>
      <Files stats={stats} />
    </>
  );
}

function Figure(props: {
  readonly value: number;
  readonly one: string;
  readonly many: string;
  readonly atMost?: number;
}) {
  const { value, one, many, atMost } = props;
  if (value <= 0) return null;
  return (
    <div>
      <dt>{value === 1 ? one : many}</dt>
      <dd>
        {value.toLocaleString("en")}
        {value === atMost && "+"}
      </dd>
    </div>
  );
}

function MapFact({ map }: { readonly map: MapStatus | undefined }) {
  if (map === undefined) return <>…</>;
  if (map.state === "empty") return <>none yet</>;
  if (map.state === "failed") return <>could not be drawn: {map.message ?? "the log of the server says more"}</>;
  if (map.state === "building") {
    const { progress } = map;
    const share =
      progress?.total === undefined ? "" : ` ${Math.round((progress.done / Math.max(1, progress.total)) * 100)} %`;
    return <>being drawn{progress !== undefined && `: ${progress.stage.toLowerCase()}${share}`}</>;
  }
  return (
    <>
      <a href="/map">{counted(map.papers, "paper")}</a>
      {map.trust !== undefined && <span class="quiet"> · keeps {Math.round(map.trust * 100)} % of neighbours</span>}
      {map.refitAdvised && <span class="quiet"> · has been outgrown: orrery map refit</span>}
    </>
  );
}

function Files({ stats }: { readonly stats: Stats }) {
  return (
    <section aria-labelledby="library-files">
      <h2 id="library-files">
        On disk <span class="library-aside">{sizeName(stats.sizeBytes)}</span>
      </h2>
      <details>
        <summary>{counted(stats.files.length, "file")}</summary>
        <table class="library-files">
          <thead class="unseen">
            <tr>
              <th scope="col">File</th>
              <th scope="col">Size</th>
            </tr>
          </thead>
          <tbody>
            {stats.files.map(({ name, bytes }) => (
              <tr key={name}>
                <td>{name}</td>
                <td>{sizeName(bytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

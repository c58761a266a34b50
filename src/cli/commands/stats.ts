import { openLibrary } from "../environment.ts";
import type { CommonOptions } from "../options.ts";
import { bytes, number, type Output } from "../output.ts";

const MOST_SHOWN = 8;

/** Says what the library holds. */
export async function stats(options: CommonOptions, output: Output): Promise<number> {
  const library = openLibrary(options, output);
  try {
    const found = library.stats();
    if (options.json) {
      output.json(found);
      return 0;
    }
    const few = (counts: readonly { value: string; count: number }[]) =>
      counts
        .slice(0, MOST_SHOWN)
        .map(({ value, count }) => `${value} (${number(count)})`)
        .join(", ") || "none";
    const years = found.years.length === 0 ? "none" : `${found.years[0]?.year} to ${found.years.at(-1)?.year}`;
    const rows: [string, string][] = [
      ["papers", `${number(found.papers)} (${number(found.titleOnly)} without abstract)`],
      ["listings", `${number(found.listings)} pages with ${number(found.listed)} entries`],
      ["rejects", number(found.rejects)],
      ["vectors", `${number(found.vectors)} of ${found.dimension} dimensions`],
      ["model", found.model],
      [
        "index",
        `${found.index.kind}, ${number(found.index.count)} vectors, ${bytes(found.index.sizeBytes)}, ${found.index.state}`,
      ],
      ["words", number(found.words)],
      ["years", years],
      ["categories", few(found.categories)],
      ["venues", few(found.venues)],
      ["sources", few(found.sources)],
      ["last ingest", found.lastIngestAt ?? "never"],
      ["size", bytes(found.sizeBytes)],
    ];
    for (const [name, value] of rows) output.line(`${name.padEnd(12)} ${value}`);
    return 0;
  } finally {
    await library.close();
  }
}

import { mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Bench, Context } from "../bench.ts";
import { openCatalog, openStore, queriesOf } from "../built-library.ts";
import { MODELS_FOLDER } from "../places.ts";
import { library as libraryRoom, reading as readingRoom } from "../program.ts";

const SEARCHES = 50;
/** Papers that count as having come in since. */
const NEW = 300;
const MODES = ["hybrid", "semantic", "lexical"] as const;
const READING = "reading.sqlite";

/** How long it takes to count what is new for saved searches, and to make a digest for them and a list. */
export const saving: Bench = async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "orrery-saving-"));
  for (const name of readdirSync(context.library)) {
    if (!name.startsWith(READING)) symlinkSync(join(context.library, name), join(folder, name)); // the reader's own stay theirs
  }
  const clock = () => new Date();
  const report = (line: string) => void process.stderr.write(`${line}\n`);
  const library = new libraryRoom.Library({ folder, modelsFolder: MODELS_FOLDER, graph: true, clock, report });
  try {
    await library.warm();
    await library.relevance.learn(); // it would be learned meanwhile
    keep(context, join(folder, READING), clock);
    const anew = await timed(() => library.saved.list());
    const again = await timed(() => library.saved.list());
    library.reading.create({ name: "Kept", papers: library.latest(SEARCHES, 2 * NEW).papers.map(({ id }) => id) });
    const digest = await timed(() => library.digest.make({ since: "last", k: 30 }));
    const params = { searches: SEARCHES, papers: NEW };
    return [
      {
        name: "saving",
        what: "news of saved searches, papers came in",
        value: anew,
        unit: "ms",
        params,
      },
      { name: "saving", what: "news of saved searches, nothing came in", value: again, unit: "ms", params },
      { name: "saving", what: "a digest, its searches answered", value: digest, unit: "ms", params },
    ];
  } finally {
    await library.close();
    rmSync(folder, { recursive: true });
  }
};

/** Saves searches of which the last papers have not been seen. */
function keep(context: Context, path: string, clock: () => Date): void {
  const store = openStore(context);
  const seen = { library: store.setting("createdAt") ?? "", row: openCatalog(context).limit - 1 - NEW };
  store.close();
  const reading = new readingRoom.Reading(path, clock);
  for (const [i, query] of queriesOf(context).mixed.slice(0, SEARCHES).entries()) {
    const asked = new URLSearchParams({ q: query, mode: MODES[i % MODES.length] ?? "hybrid" });
    reading.searches.create({ name: `Search ${i}`, query: asked.toString(), seen });
  }
  reading.searches.seeDigest(seen);
  reading.close();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

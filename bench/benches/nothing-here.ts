import { createReadStream, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import type { Searchable, Trial } from "../../src/search/index.ts";
import type { Bench, Context } from "../bench.ts";
import { LIBRARY_FILES, MODELS_FOLDER, PROGRAM_FOLDER } from "../places.ts";
import { core, embed, knn, library as libraryRoom, search, store as storeRoom } from "../program.ts";
import type { Row } from "../row.ts";
import { ANSWERED, CALIBRATION_ERROR, FALSE_ANSWERS } from "../targets.ts";

interface SetPaper {
  readonly id: string;
  readonly title: string;
  readonly abstract: string;
  readonly categories: readonly string[];
}

/** Fields that the library of computer science knows nothing of; papers of two fields are left out on both sides. */
const HELD_OUT = ["astro-ph", "cond-mat", "q-bio"];
const MOST_HELD_OUT = 800;
const MOST_PAPERS = 60_000;
const KNOWN = 500;
const LEARN_SEED_OFFSET = 1000;
const BINS = 10;
/** One draw of 800 questions alone makes an error of some hundredths by chance. */
const DRAWS = 3;
const JUDGED = join(PROGRAM_FOLDER, "..", "shared", "eval");
const MOST_JUDGED = 500;

/** How often a library of computer science says that it answers titles and keywords of papers of other fields, and of
 *  its own; how true its probabilities are; and whether questions that have judged answers count as answered. */
export const nothingHere: Bench = async (context) => {
  const { inside, outside } = await fieldsOf(context);
  return withLibrary(inside, async (library, folder) => [
    ...(await answers(context, library, folder, inside, outside)),
    ...(await calibrationError(context, folder)),
    ...(await judgedSets()),
  ]);
};

async function answers(
  { seed }: Context,
  library: InstanceType<typeof libraryRoom.Library>,
  folder: string,
  inside: readonly SetPaper[],
  outside: ReadonlyMap<string, readonly SetPaper[]>,
): Promise<Row[]> {
  const lexical = search.LexicalIndex.load(join(folder, LIBRARY_FILES.lexical)).index;
  const share = async (papers: readonly SetPaper[]) => {
    const answered: boolean[] = [];
    for (const [i, paper] of papers.entries()) {
      const questions = search.questionsOf(paper, 2 + (i % 2), lexical);
      for (const { text } of questions.filter(({ kind }) => kind === "title" || kind === "keywords")) {
        answered.push(await isAnswered(library, text));
      }
    }
    return { share: shareOf(answered), questions: answered.length };
  };
  const rng = core.mulberry32(seed);
  const known = await share(core.sampleWithout(rng, inside.length, KNOWN).map((i) => inside[i]!));
  const fields = new Map<string, { share: number; questions: number }>();
  for (const [field, papers] of outside) fields.set(field, await share(papers));
  const all = [...fields.values()].reduce((sum, { questions }) => sum + questions, 0);
  const wrong = [...fields.values()].reduce((sum, each) => sum + each.share * each.questions, 0) / all;
  const params = Object.fromEntries([...fields].map(([field, each]) => [field, Number(each.share.toFixed(3))]));
  const row = { name: "nothing-here", unit: "share" };
  return [
    {
      ...row,
      what: "own titles and keywords answered",
      value: known.share,
      target: ANSWERED,
      params: { papers: inside.length },
    },
    {
      ...row,
      what: "those of other fields answered",
      value: wrong,
      target: FALSE_ANSWERS,
      params: { ...params, questions: all },
    },
  ];
}

/** Expected calibration error over questions that nothing was learned from: the paper without what the question says is
 *  relevant, the best hit of a library without its subject is not. */
async function calibrationError({ seed }: Context, folder: string): Promise<Row[]> {
  const store = storeRoom.openStore(join(folder, LIBRARY_FILES.store));
  const model = await embed.loadModel({ modelsFolder: MODELS_FOLDER });
  const parts = searchableOf(folder, store);
  const options = {
    rows: [...store.vectors.rows()],
    readPaper: (row: number) => store.papers.paper(row),
    readVector: (row: number) => store.vectors.get(row),
    embed: (texts: readonly string[], role: "query" | "passage") => model.embed(texts, role),
  };
  const learned = await search.learnCalibration(parts, { ...options, seed: LEARN_SEED_OFFSET });
  const trials: Trial[] = [];
  for (let draw = 1; draw <= DRAWS; draw++) {
    trials.push(
      ...((await search.drawTrials(parts, { ...options, seed: LEARN_SEED_OFFSET + DRAWS * seed + draw })) ?? []),
    );
  }
  const told = trials.flatMap(({ own, absent }) =>
    [own, absent].flatMap(({ meaning }, i) =>
      meaning === undefined || learned === undefined
        ? []
        : [{ probability: search.probabilityOf(learned.meaning.weights, meaning), isOwn: i === 0 }],
    ),
  );
  let error = 0;
  for (let bin = 0; bin < BINS; bin++) {
    const inside = told.filter(({ probability }) => Math.min(BINS - 1, Math.floor(probability * BINS)) === bin);
    error += Math.abs(inside.reduce((sum, { probability, isOwn }) => sum + probability - (isOwn ? 1 : 0), 0));
  }
  await model.close();
  store.close();
  const what = "expected calibration error, other questions of the library";
  const value = error / told.length;
  return [
    {
      name: "nothing-here",
      what,
      value,
      unit: "probability",
      target: CALIBRATION_ERROR,
      params: { pairs: told.length },
    },
  ];
}

/** Questions by people over collections of their own, and over the other collections. */
async function judgedSets(): Promise<Row[]> {
  const names = ["scifact-train", "scitldr-dev", "cranfield"].filter((name) => existsSync(join(JUDGED, name)));
  const rows: Row[] = [];
  for (const name of names) {
    const papers = (await readLines(join(JUDGED, name, "corpus.jsonl.gz"))).map(asPaper);
    rows.push(
      ...(await withLibrary(papers, async (library) => {
        const shares: Record<string, number> = {};
        for (const asked of names) {
          const queries = await readLines(join(JUDGED, asked, "queries.jsonl.gz"));
          const answered: boolean[] = [];
          for (const { text } of queries.slice(0, MOST_JUDGED)) {
            answered.push(await isAnswered(library, String(text).replaceAll(/["“”]/g, " ")));
          }
          shares[asked] = Number(shareOf(answered).toFixed(3));
        }
        const { [name]: own = 0, ...others } = shares;
        return [
          {
            name: "nothing-here",
            what: `questions of ${name} answered by it`,
            value: own,
            unit: "share",
            params: others,
          },
        ];
      })),
    );
  }
  return rows;
}

async function isAnswered(library: InstanceType<typeof libraryRoom.Library>, query: string): Promise<boolean> {
  const { answered } = await library.search({ query, mode: "hybrid", prefix: false, k: 10, offset: 0 });
  return answered === true;
}

/** Runs `work` on a library of the papers that has learned what relevance is, and removes it. */
async function withLibrary(
  papers: readonly SetPaper[],
  work: (library: InstanceType<typeof libraryRoom.Library>, folder: string) => Promise<Row[]>,
): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "orrery-nothing-here-"));
  const file = join(folder, "papers.jsonl");
  writeFileSync(file, papers.map((paper) => `${JSON.stringify(paper)}\n`).join(""));
  const library = new libraryRoom.Library({
    folder: join(folder, "library"),
    modelsFolder: MODELS_FOLDER,
    create: true,
    clock: () => new Date(),
    report: () => undefined,
  });
  try {
    await library.ingest([file]);
    await library.relevance.learn();
    return await work(library, join(folder, "library"));
  } finally {
    await library.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function searchableOf(folder: string, store: ReturnType<typeof storeRoom.openStore>): Searchable {
  const expected = { model: store.setting("model") ?? "", dimension: Number(store.setting("dimension")) };
  const readVector = (row: number) => store.vectors.get(row);
  const { catalog } = search.Catalog.load(join(folder, LIBRARY_FILES.catalog));
  const exact = knn.loadExact(join(folder, LIBRARY_FILES.exact), expected, { readVector }).index;
  return {
    catalog,
    lexical: search.LexicalIndex.load(join(folder, LIBRARY_FILES.lexical)).index,
    semantic: new search.SemanticSearch({ exact, hnsw: undefined, readVector }, catalog.limit),
    rowsWithPhrase: (phrase) => store.rowsWithPhrase(phrase),
  };
}

async function fieldsOf({ input }: Context) {
  const inside: SetPaper[] = [];
  const outside = new Map<string, SetPaper[]>(HELD_OUT.map((field) => [field, []]));
  for (const paper of (await readLines(input)).map(asPaper)) {
    const fields = new Set(paper.categories.map((category) => category.split(".")[0] ?? ""));
    const [only] = fields;
    const isOfHeldOut = HELD_OUT.some((field) => fields.has(field));
    if (paper.categories[0]?.startsWith("cs.") && !isOfHeldOut && inside.length < MOST_PAPERS) inside.push(paper);
    const held = fields.size === 1 ? outside.get(only ?? "") : undefined;
    if (held !== undefined && held.length < MOST_HELD_OUT) held.push(paper);
  }
  return { inside, outside };
}

async function readLines(path: string): Promise<Record<string, unknown>[]> {
  const bytes = createReadStream(path);
  const lines = createInterface({ input: path.endsWith(".gz") ? bytes.pipe(createGunzip()) : bytes });
  const records: Record<string, unknown>[] = [];
  for await (const line of lines) if (line.trim() !== "") records.push(JSON.parse(line) as Record<string, unknown>);
  return records;
}

function asPaper(record: Record<string, unknown>): SetPaper {
  const { id, title, abstract, text, categories } = record;
  const classes = Array.isArray(categories) ? categories.map(String) : String(categories ?? "").split(" ");
  return { id: String(id), title: String(title), abstract: String(abstract ?? text ?? ""), categories: classes };
}

function shareOf(values: readonly boolean[]): number {
  return values.filter(Boolean).length / Math.max(1, values.length);
}

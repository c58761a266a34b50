import { mkdirSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EmbeddingModel, loadModel } from "../../src/embed/index.ts";
import { evaluate } from "../../src/library/index.ts";
import { toJsonLines } from "../helpers/papers.ts";
import { MODELS } from "../helpers/places.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

/** A word occurs twice, once or not at all, so that the lexical order is known: a, b, and c is not found. */
const CORPUS = [
  { id: "a", title: "Zeppelin zeppelin", abstract: "Of airships." },
  { id: "b", title: "Airships", abstract: "The zeppelin, and many other words about flying machines of that time." },
  { id: "c", title: "Bread", abstract: "Of baking." },
  { id: "d", title: "Soup", abstract: "Of cooking." },
];
const QUERIES = [
  { id: "q1", text: "zeppelin" },
  { id: "q2", text: "soup" },
  { id: "q3", text: "without judgements" },
];
/** q1: a has grade 1, b grade 2, c grade 1 is never found by its words. q2: only c is relevant and not found. */
const JUDGEMENTS = "query-id\tcorpus-id\tscore\nq1\ta\t1\nq1\tb\t2\nq1\tc\t1\nq2\tc\t1\nq2\td\t0\nq3\tnowhere\t1\n";

let folder: TemporaryFolder;
let model: EmbeddingModel;

beforeAll(async () => {
  folder = temporaryFolder();
  model = await loadModel({ modelsFolder: MODELS });
  mkdirSync(folder.at("good"));
  folder.write("good/corpus.jsonl.gz", gzipSync(toJsonLines(CORPUS)));
  folder.write("good/queries.jsonl", toJsonLines(QUERIES));
  folder.write("good/qrels.tsv", JUDGEMENTS);
});
afterAll(async () => {
  await model.close();
  folder.remove();
});

describe("The evaluation of a folder", () => {
  it("gives the means that one works out by hand", async () => {
    const { papers, queries, lexical, model: name } = await evaluate(folder.at("good"), model);
    expect({ papers, queries, name }).toEqual({ papers: 4, queries: 2, name: model.id });
    const log2 = Math.log2;
    const found = 1 / log2(2) + 3 / log2(3); // grades 1 and 2 at ranks 1 and 2
    const ideal = 3 / log2(2) + 1 / log2(3) + 1 / log2(4); // grades 2, 1, 1
    expect(lexical.ndcg10).toBeCloseTo((found / ideal + 0) / 2, 10);
    expect(lexical.recall10).toBeCloseTo((2 / 3 + 0) / 2, 10);
    expect(lexical.recall100).toBeCloseTo((2 / 3 + 0) / 2, 10);
    expect(lexical.mrr10).toBeCloseTo((1 + 0) / 2, 10);
  });

  it("finds all four papers by meaning, so that its recall is whole", async () => {
    const { semantic, hybrid } = await evaluate(folder.at("good"), model);
    for (const quality of [semantic, hybrid]) {
      expect(quality.recall10).toBe(1);
      expect(quality.ndcg10).toBeGreaterThan(0);
      expect(quality.ndcg10).toBeLessThanOrEqual(1);
    }
  });

  const broken: [name: string, file: string, content: string, code: string, message: RegExp][] = [
    ["a line that is no JSON", "corpus.jsonl", '{"id": "a",\n', "bad-input", /corpus\.jsonl line 1/],
    ["a query without text", "queries.jsonl", '{"id": "q1"}\n', "bad-input", /queries\.jsonl line 1.*text/],
    ["a judgement without grade", "qrels.tsv", "q\tc\ts\nq1\ta\n", "bad-input", /qrels\.tsv line 2/],
    ["judgements of other papers only", "qrels.tsv", "q\tc\ts\nq1\tzzz\t1\n", "bad-input", /judged queries/],
  ];
  it.each(broken)("refuses %s and says where", async (name, file, content, code, message) => {
    const at = name.replaceAll(" ", "-");
    mkdirSync(folder.at(at));
    folder.write(`${at}/corpus.jsonl`, toJsonLines(CORPUS));
    folder.write(`${at}/queries.jsonl`, toJsonLines(QUERIES));
    folder.write(`${at}/qrels.tsv`, JUDGEMENTS);
    folder.write(`${at}/${file}`, content);
    await expect(evaluate(folder.at(at), model)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  it("names the file that is missing", async () => {
    mkdirSync(folder.at("lacking"));
    await expect(evaluate(folder.at("lacking"), model)).rejects.toMatchObject({
      code: "not-found",
      message: expect.stringContaining("corpus.jsonl"),
    });
  });
});

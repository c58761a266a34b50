import type { EmbeddingModel } from "../../src/embed/index.ts";
import type { Bench, Context } from "../bench.ts";
import { median, timeEach } from "../measure.ts";
import { MODELS_FOLDER } from "../places.ts";
import { embed, ingest, store } from "../program.ts";
import { EMBEDDING_RATE } from "../targets.ts";

const MOST_TEXTS = 20_000;
const BATCH = 500;
const WARM_UP = 200;
const BASELINE_TEXTS = 300;

/** Title and abstract to a vector on one thread, against the same model through transformers.js. */
export const embedding: Bench = async (context) => {
  const texts = await textsOf(context);
  const model = await embed.loadModel({ modelsFolder: MODELS_FOLDER });
  await model.embed(texts.slice(-WARM_UP), "passage");
  const cpu = process.cpuUsage();
  const batches = Array.from({ length: Math.ceil(texts.length / BATCH) }, (_, i) =>
    texts.slice(i * BATCH, (i + 1) * BATCH),
  );
  const { ms, sum } = await timeEach(batches, (batch) => embedSum(model, batch));
  const { user, system } = process.cpuUsage(cpu);
  await model.close();
  const rates = ms.map((took, i) => (batches[i]!.length / took) * 1000);
  const rate = (texts.length / ms.reduce((a, b) => a + b, 0)) * 1000;

  const reference = await embed.loadWithTransformers({ modelsFolder: MODELS_FOLDER });
  const few = texts.slice(0, BASELINE_TEXTS);
  const slow = await timeEach([few], (batch) => embedSum(reference, batch), [few.slice(0, 10)]);
  await reference.close();
  return [
    {
      name: "embedding",
      what: "abstracts with tokenization, one thread",
      value: rate,
      unit: "per s",
      median: median(rates),
      ratio: rate / ((few.length / slow.ms[0]!) * 1000),
      baseline: "transformers.js",
      target: EMBEDDING_RATE,
      params: {
        texts: texts.length,
        charactersEach: Math.round(texts.join("").length / texts.length),
        perProcessorSecond: Math.round(texts.length / ((user + system) / 1e6)),
        sum,
      },
    },
  ];
};

async function embedSum(model: EmbeddingModel, texts: readonly string[]): Promise<number> {
  const { values } = await model.embed(texts, "passage");
  return values[values.length - 1]!;
}

/** What is embedded of the first papers of the set. */
async function textsOf({ input }: Context): Promise<string[]> {
  const texts: string[] = [];
  for await (const events of ingest.readInputs([input])) {
    for (const event of events) if (event.kind === "paper") texts.push(store.embeddedText(event.record));
    if (texts.length >= MOST_TEXTS) break;
  }
  return texts.slice(0, MOST_TEXTS);
}

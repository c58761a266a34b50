import { row as vectorRow } from "../core/index.ts";
import type { EmbeddingModel } from "../embed/index.ts";
import type { Store } from "../store/index.ts";
import { embedPapers } from "./document-vectors.ts";

/** Embeds papers that have no vector of their present text, beside whatever else goes on. */
export interface EmbedPump {
  /** Says how many papers more may need a vector; resolves when there is room for more. */
  offer(papers: number): Promise<void>;
  /** Embeds all that is left, papers of earlier runs included. Resolves to how many this pump embedded. */
  drain(): Promise<number>;
}

/** Papers a transaction, and a message to the embedding threads. */
const BATCH = 1024;
/** So many batches may be under way before the reader has to wait. */
const MAX_UNDER_WAY = 4;

export function createEmbedPump(
  store: Store,
  model: EmbeddingModel,
  onEmbedded: (total: number) => void,
  signal: AbortSignal | undefined,
): EmbedPump {
  const underWay = new Set<Promise<void>>();
  let waiting = 0;
  let cursor = 0;
  let embedded = 0;
  let failure: unknown;

  async function embedBatch(papers: ReturnType<Store["vectors"]["missing"]>): Promise<void> {
    const vectors = await embedPapers(model, papers, signal);
    store.write((revision) => {
      for (const [i, { row, contentHash }] of papers.entries()) {
        store.vectors.put(row, contentHash, vectorRow(vectors, i), revision);
      }
    });
    embedded += papers.length;
    onEmbedded(embedded);
  }

  /** Starts one batch after the cursor; false when nothing is missing there. */
  function start(): boolean {
    const papers = store.vectors.missing(cursor, BATCH);
    const last = papers.at(-1);
    if (last === undefined) return false;
    cursor = last.row;
    const work = embedBatch(papers)
      .catch((error: unknown) => {
        failure ??= error;
      })
      .finally(() => underWay.delete(work));
    underWay.add(work);
    return true;
  }

  async function room(): Promise<void> {
    while (underWay.size >= MAX_UNDER_WAY) await Promise.race(underWay);
    if (failure !== undefined) throw failure;
  }

  return {
    async offer(papers) {
      waiting += papers;
      while (waiting >= BATCH) {
        waiting -= BATCH;
        await room();
        start();
      }
    },
    async drain() {
      await Promise.all(underWay); // else what is under way would be found missing
      cursor = 0; // papers changed behind the cursor, and those of a run that was killed
      do {
        await room();
      } while (start());
      await Promise.all(underWay);
      await room();
      return embedded;
    },
  };
}

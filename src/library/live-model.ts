import type { EmbeddingModel, LoadModelOptions } from "../embed/index.ts";
import type { Store } from "../store/index.ts";
import type { Report } from "./indexes.ts";
import { adoptModel, asksForTheSame, type ModelChoice, modelFor, recordedModel, requireModel } from "./model.ts";

interface LiveModelOptions extends Pick<LoadModelOptions, "modelsFolder" | "allowDownload" | "workers"> {
  readonly model?: ModelChoice;
  readonly report: Report;
}

/** The sentence model of a library, loaded on first use; loaded anew when another process gives the library another. */
export class LiveModel {
  readonly #store: Store;
  readonly #options: LiveModelOptions;
  #loading: Promise<EmbeddingModel> | undefined;
  #model: EmbeddingModel | undefined;
  /** The library's model at the time of loading. */
  #loadedFor: string | undefined;

  constructor(store: Store, options: LiveModelOptions) {
    this.#store = store;
    this.#options = options;
  }

  /** The model to ask questions with. Throws AppError "model-mismatch", "model-missing", "bad-request". */
  async open(): Promise<EmbeddingModel> {
    const model = await this.#load();
    requireModel(this.#store, model);
    return model;
  }

  /** The model to embed papers with. A new library becomes one of this model, and with `reEmbed` so does an old one;
   *  its vectors then go. Throws as `open` does. */
  async openForWriting(reEmbed: boolean): Promise<EmbeddingModel> {
    const { model: asked = {}, report } = this.#options;
    const model = await this.#load();
    if (!reEmbed && !asksForTheSame(this.#store, asked)) requireModel(this.#store, model);
    adoptModel(this.#store, model, asked, report);
    return model;
  }

  async close(): Promise<void> {
    await this.#loading?.then(
      (model) => model.close(),
      () => undefined, // whoever asked for it knows
    );
  }

  #load(): Promise<EmbeddingModel> {
    const recorded = recordedModel(this.#store)?.model;
    const isOutdated = this.#model !== undefined && recorded !== this.#loadedFor && recorded !== this.#model.id;
    if (this.#loading === undefined || isOutdated) {
      void this.#model?.close();
      this.#model = undefined;
      this.#loadedFor = recorded;
      this.#loading = this.#loadAnew();
    }
    return this.#loading;
  }

  async #loadAnew(): Promise<EmbeddingModel> {
    const { modelsFolder, allowDownload, workers, model: asked = {} } = this.#options;
    try {
      this.#model = await modelFor(this.#store, asked, {
        modelsFolder,
        ...(allowDownload === undefined ? {} : { allowDownload }),
        ...(workers === undefined ? {} : { workers }),
      });
      return this.#model;
    } catch (error) {
      this.#loading = undefined; // the next one who asks tries again
      throw error;
    }
  }
}

/** Writes static weights in the layout that Hugging Face libraries read:
 *  `npx tsx scripts/make-model.ts <source folder> <target folder>`.
 *
 *  The source holds vocab.txt, table.int8 (vocabulary × dimension) and scale.f32 (one factor for each row). The target
 *  gets config.json, tokenizer.json, tokenizer_config.json and onnx/model_quantized.onnx with its weights beside it in
 *  model_quantized.onnx_data, the only copy of them. The model card README.md is written by hand and left alone. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { staticModelGraph, type WeightPlacement } from "./onnx.ts";

const DIMENSION = 512;
const USABLE_DIMENSIONS = [512, 256, 128];
const MAX_TOKENS = 512;
/** Chosen on several collections of judged scientific queries: more helps short questions, less helps long ones. */
const TITLE_SHARE = 0.25;
const MAX_WORD_CHARACTERS = 100;
const UNKNOWN = "[UNK]";
/** Windows maps files at multiples of 64 KiB; the ONNX documentation asks for that alignment. */
const MAPPING_ALIGNMENT = 65_536;
const DATA_FILE = "model_quantized.onnx_data";

/** Writes the model's files from the source folder to the target folder, the same bytes each time. */
export function makeModel(source: string, target: string): void {
  const vocabulary = readFileSync(join(source, "vocab.txt"), "utf8").trimEnd().split("\n");
  const table = readFileSync(join(source, "table.int8"));
  const scales = readFileSync(join(source, "scale.f32"));
  expectBytes("table.int8", table, vocabulary.length * DIMENSION);
  expectBytes("scale.f32", scales, vocabulary.length * Float32Array.BYTES_PER_ELEMENT);
  if (new Set(vocabulary).size !== vocabulary.length) throw new Error("Expected every token of vocab.txt once.");

  const scalesOffset = Math.ceil(table.byteLength / MAPPING_ALIGNMENT) * MAPPING_ALIGNMENT;
  const placement: WeightPlacement = {
    file: DATA_FILE,
    vocabulary: vocabulary.length,
    dimension: DIMENSION,
    tableOffset: 0,
    scalesOffset,
  };
  mkdirSync(join(target, "onnx"), { recursive: true });
  const padding = Buffer.alloc(scalesOffset - table.byteLength);
  writeFileSync(join(target, "onnx", DATA_FILE), Buffer.concat([table, padding, scales]));
  writeFileSync(join(target, "onnx", "model_quantized.onnx"), staticModelGraph(placement));
  writeJson(join(target, "config.json"), modelConfig(placement));
  writeFileSync(join(target, "tokenizer.json"), `${JSON.stringify(tokenizer(vocabulary))}\n`);
  writeJson(join(target, "tokenizer_config.json"), tokenizerConfig());
}

function expectBytes(name: string, content: Buffer, expected: number): void {
  if (content.byteLength === expected) return;
  throw new Error(`Expected ${name} to have ${expected} bytes, one row for each token, got ${content.byteLength}.`);
}

/** `model_type` only makes transformers.js choose its encoder class; the `orrery` key is what Orrery reads. */
function modelConfig(placement: WeightPlacement): unknown {
  return {
    model_type: "bert",
    hidden_size: placement.dimension,
    vocab_size: placement.vocabulary,
    max_position_embeddings: MAX_TOKENS,
    "transformers.js_config": {
      dtype: "q8",
      use_external_data_format: { "model_quantized.onnx": 1 },
    },
    orrery: {
      type: "static",
      dimension: placement.dimension,
      dimensions: USABLE_DIMENSIONS,
      vocabulary: placement.vocabulary,
      maxTokens: MAX_TOKENS,
      titleShare: TITLE_SHARE,
      weights: {
        file: `onnx/${placement.file}`,
        tableOffset: placement.tableOffset,
        scalesOffset: placement.scalesOffset,
      },
    },
  };
}

/** No added tokens: the characters `[MASK]` in a paper are text like any other. */
function tokenizer(vocabulary: readonly string[]): unknown {
  return {
    version: "1.0",
    truncation: { direction: "Right", max_length: MAX_TOKENS, strategy: "LongestFirst", stride: 0 },
    padding: null,
    added_tokens: [],
    normalizer: {
      type: "BertNormalizer",
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: true,
      lowercase: true,
    },
    pre_tokenizer: { type: "BertPreTokenizer" },
    post_processor: null,
    decoder: { type: "WordPiece", prefix: "##", cleanup: true },
    model: {
      type: "WordPiece",
      unk_token: UNKNOWN,
      continuing_subword_prefix: "##",
      max_input_chars_per_word: MAX_WORD_CHARACTERS,
      vocab: Object.fromEntries(vocabulary.map((token, id) => [token, id])),
    },
  };
}

function tokenizerConfig(): unknown {
  return {
    tokenizer_class: "PreTrainedTokenizerFast",
    model_max_length: MAX_TOKENS,
    do_lower_case: true,
    strip_accents: true,
    tokenize_chinese_chars: true,
    clean_up_tokenization_spaces: true,
    pad_token: "[PAD]",
    unk_token: UNKNOWN,
  };
}

function writeJson(path: string, value: unknown): void {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [source, target] = process.argv.slice(2);
  if (source === undefined || target === undefined) {
    console.error("Usage: npx tsx scripts/make-model.ts <source folder> <target folder>");
    process.exit(1);
  }
  makeModel(source, target);
}

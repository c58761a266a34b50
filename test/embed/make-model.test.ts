import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { makeModel } from "../../scripts/make-model.ts";
import { BUNDLED, ROOT } from "./fixtures.ts";

const SOURCE = join(ROOT, "../shared/models/static-v0");
const FILES = [
  "config.json",
  "tokenizer.json",
  "tokenizer_config.json",
  "onnx/model_quantized.onnx",
  "onnx/model_quantized.onnx_data",
];

it.skipIf(!existsSync(SOURCE))("The bundled model is what its script makes (needs ../shared/models)", () => {
  const target = mkdtempSync(join(tmpdir(), "orrery-model-"));
  try {
    makeModel(SOURCE, target);
    for (const file of FILES) {
      expect(readFileSync(join(target, file)).equals(readFileSync(join(BUNDLED, file))), file).toBe(true);
    }
  } finally {
    rmSync(target, { recursive: true });
  }
});

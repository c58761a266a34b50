import { readSavedFile, type SavedFile, writeSavedFile } from "../core/files.ts";
import { AppError } from "../core/index.ts";
import { ExactRows } from "./exact-rows.ts";
import type { Expected, IndexStamp } from "./knn-index.ts";
import { readMeta, type SavedMeta } from "./saved-meta.ts";
import type { ScanKernel } from "./scan-kernel.ts";

const KIND = "exact-index-1";

/** One file: codes, labels, scales and error bounds, and the true vectors where the index keeps them. */
export function saveExactRows(path: string, rows: ExactRows, { model, revision }: IndexStamp): void {
  const { dimension, count, vectors } = rows;
  writeSavedFile(path, KIND, { model, dimension, count, revision } satisfies SavedMeta, {
    codes: rows.kernel.codes.subarray(0, count * rows.kernel.stride),
    labels: rows.labels.subarray(0, count),
    scales: rows.scales.subarray(0, count),
    errors: rows.errors.subarray(0, count),
    vectors: vectors?.subarray(0, count * dimension) ?? new Float32Array(0),
  });
}

/** Reads what saveExactRows wrote. `keepVectors` asks for the true vectors too.
 *  Throws AppError "not-found", "damaged-file", "wrong-version" or "model-mismatch", and "bad-request" when the file
 *  holds no true vectors. */
export function readExactRows(
  path: string,
  expected: Expected,
  kernel: ScanKernel,
  keepVectors: boolean,
): { rows: ExactRows; revision: number } {
  const file = readSavedFile(path, KIND);
  const { count, dimension, revision } = readMeta(file.meta, path, expected);
  const rows = new ExactRows(dimension, kernel, keepVectors);
  rows.restore(
    new Int8Array(section(file, path, "codes", count * kernel.stride)),
    new Uint32Array(section(file, path, "labels", count * 4)),
    new Float32Array(section(file, path, "scales", count * 4)),
    new Float32Array(section(file, path, "errors", count * 4)),
  );
  if (keepVectors) {
    if (count > 0 && file.section("vectors").byteLength === 0) {
      throw new AppError("bad-request", `Expected a reader of true vectors for ${path}: the file does not hold them.`);
    }
    rows.vectors = new Float32Array(section(file, path, "vectors", count * dimension * 4));
  }
  return { rows, revision };
}

function section(file: SavedFile, path: string, name: string, sizeBytes: number): ArrayBuffer {
  const bytes = file.section(name);
  if (bytes.byteLength === sizeBytes) return bytes;
  throw new AppError("damaged-file", `Expected ${sizeBytes} bytes of ${name} in ${path}, got ${bytes.byteLength}.`);
}

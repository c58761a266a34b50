import { createExact, loadExact } from "../../src/knn/index.ts";
import { describeKnnIndex } from "./knn-index.contract.ts";

describeKnnIndex({
  name: "the exact index in WebAssembly",
  recall: 1,
  create: (dimension) => createExact({ dimension, kernel: "wasm" }),
  load: (path, expected) => loadExact(path, expected, { kernel: "wasm" }),
});

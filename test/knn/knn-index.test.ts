import { createExact, createHnsw, loadExact, loadHnsw } from "../../src/knn/index.ts";
import { describeKnnIndex } from "./knn-index.contract.ts";

describeKnnIndex({
  name: "the HNSW index",
  recall: 0.99,
  create: (dimension) => createHnsw({ dimension }),
  load: loadHnsw,
});

describeKnnIndex({
  name: "the exact index in WebAssembly",
  recall: 1,
  create: (dimension) => createExact({ dimension, kernel: "wasm" }),
  load: (path, expected) => loadExact(path, expected, { kernel: "wasm" }),
});

describeKnnIndex({
  name: "the exact index in plain JavaScript",
  recall: 1,
  create: (dimension) => createExact({ dimension, kernel: "js" }),
  load: (path, expected) => loadExact(path, expected, { kernel: "js" }),
});

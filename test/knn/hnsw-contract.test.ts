import { createHnsw, loadHnsw } from "../../src/knn/index.ts";
import { describeKnnIndex } from "./knn-index.contract.ts";

describeKnnIndex({
  name: "the HNSW index",
  recall: 0.99,
  create: (dimension) => createHnsw({ dimension }),
  load: loadHnsw,
});

import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Bench } from "../bench.ts";
import { openStore } from "../built-library.ts";
import { LIBRARY_FILES } from "../places.ts";

const PARTS = Object.entries(LIBRARY_FILES);

/** Bytes on disk of the parts of a library. */
export const sizes: Bench = async (context) => {
  const store = openStore(context);
  const papers = store.papers.count();
  store.close();
  const bytesOf = new Map<string, number>();
  for (const file of readdirSync(context.library)) {
    const part = PARTS.find(([, name]) => file.startsWith(name))?.[0] ?? file; // hnsw.bin.2.bin belongs to hnsw.bin
    bytesOf.set(part, (bytesOf.get(part) ?? 0) + statSync(join(context.library, file)).size);
  }
  return Array.from(bytesOf)
    .filter(([, bytes]) => bytes > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([part, bytes]) => ({
      name: "sizes",
      what: `${part} on disk`,
      value: bytes / 1e6,
      unit: "MB",
      params: { bytesPerPaper: Math.round(bytes / papers) },
    }));
};

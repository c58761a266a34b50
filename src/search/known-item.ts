import { dot } from "../core/index.ts";
import type { Searchable } from "./engine.ts";
import { fusionOf } from "./fuse.ts";

/** A paper that is looked for by its title. */
export interface KnownItem {
  readonly row: number;
  readonly title: string;
  readonly abstract: string;
  /** Embeddings of the title as a query, and of the abstract alone. */
  readonly query: Float32Array;
  readonly rest: Float32Array;
}

/** Rank of the paper in each mode, from 1; Infinity where no word of it matches. */
export interface KnownItemRanks {
  readonly lexical: number;
  readonly semantic: number;
  readonly hybrid: number;
}

/** Where a paper stands when its title is searched for and only its abstract is there to answer; all other papers
 *  compete as they are, with their titles. Looks at every paper. */
export function ranksOfKnownItem(parts: Searchable, item: KnownItem): KnownItemRanks {
  const { catalog, lexical, semantic } = parts;
  const { row, query } = item;
  const mask = catalog.mask({});
  const weights = lexical.termWeights(item.title);
  const bm25 = new Float32Array(catalog.limit);
  lexical.score(weights, bm25);
  const ownBm25 = lexical.scoreOfText(weights, item.abstract);
  const fusion = fusionOf(bm25, catalog.count, semantic, query);
  const cosines = new Float32Array(catalog.limit).fill(fusion?.meanCosine ?? 0);
  const { labels, similarities } = semantic.scan(query, mask);
  for (let i = 0; i < labels.length; i++) cosines[labels[i] ?? 0] = similarities[i] ?? 0;
  const ownCosine = dot(query, item.rest);
  const fused = fusion?.fuse ?? ((_: number, cosine: number) => cosine);
  const own = fused(ownBm25, ownCosine);
  const ahead = { lexical: 0, semantic: 0, hybrid: 0 };
  for (let other = 0; other < cosines.length; other++) {
    if (other === row || mask.accepts[other] !== 1) continue;
    const words = bm25[other] ?? 0;
    const cosine = cosines[other] ?? 0;
    if (words > ownBm25) ahead.lexical++;
    if (cosine > ownCosine) ahead.semantic++;
    if (fused(words, cosine) > own) ahead.hybrid++;
  }
  return {
    lexical: ownBm25 > 0 ? 1 + ahead.lexical : Number.POSITIVE_INFINITY,
    semantic: 1 + ahead.semantic,
    hybrid: 1 + ahead.hybrid,
  };
}

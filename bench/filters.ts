import type { Catalog, Filters, Mask } from "../src/search/index.ts";

/** A filter that leaves about a wanted share of the papers. */
export interface SharedFilter {
  /** The share that was asked for, as "10 %". */
  readonly label: string;
  /** The share that it leaves. */
  readonly share: number;
  /** In words, as "category=cs.CL". */
  readonly words: string;
  readonly filters: Filters;
  readonly mask: Mask;
}

export const SHARES = [0.01, 0.1, 0.5] as const;

/** For each of SHARES the filter on one year range, category or archive that leaves nearest to that share. */
export function drawFilters(catalog: Catalog): SharedFilter[] {
  const candidates = candidatesOf(catalog).map((filters) => {
    const mask = catalog.mask(filters);
    return { filters, mask, share: mask.count / Math.max(1, catalog.count) };
  });
  return SHARES.map((wanted) => {
    const distance = (share: number) => Math.abs(Math.log((share + 1e-9) / wanted));
    const best = candidates.reduce((a, b) => (distance(b.share) < distance(a.share) ? b : a));
    const words = Object.entries(best.filters).map(([name, value]) => `${name}=${String(value)}`);
    return { ...best, label: `${wanted * 100} %`, words: words.join(" ") };
  });
}

function candidatesOf(catalog: Catalog): Filters[] {
  const { years, categories } = catalog.facets();
  const archives = new Set(categories.map(({ value }) => `${value.split(".")[0]}.*`));
  return [
    ...categories.map(({ value }) => ({ category: [value] })),
    ...Array.from(archives, (archive) => ({ category: [archive] })),
    ...years.map(({ year }) => ({ yearFrom: year })),
    ...years.map(({ year }) => ({ yearTo: year })),
  ];
}

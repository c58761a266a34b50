import type { TopicGrowth } from "../map/growth.ts";
import type { DigestSources } from "./sources.ts";

/** The topics of which more came in, in rows after `after` up to `upTo`, than their share of what was there before lets
 *  one expect; the surest first. */
export function grownSince(
  after: number,
  upTo: number,
  { searchable, growing }: Pick<DigestSources, "searchable" | "growing">,
): TopicGrowth[] {
  const parts = searchable();
  if (parts === undefined || upTo <= after) return [];
  const { catalog } = parts;
  const between = (first: number, end: number) =>
    catalog.mask({ within: new Uint8Array(catalog.limit).fill(1, first, end) }).accepts;
  return growing(between(after + 1, upTo + 1), between(0, after + 1));
}

import { familyOf, pathOf, type TopicIndex } from "./topic-index.ts";

/** A line of the tree. */
export interface TopicRow {
  readonly place: number;
  readonly depth: number;
  /** Undefined where there are no parts. */
  readonly open: boolean | undefined;
  /** Its place among its siblings, from 1, and how many they are. */
  readonly position: number;
  readonly siblings: number;
}

const MOST_FOUND = 200;

/** The lines of the tree with these topics open, from the top. */
export function topicRows(index: TopicIndex, opened: ReadonlySet<number>): TopicRow[] {
  const rows: TopicRow[] = [];
  const add = (places: readonly number[], depth: number) => {
    for (const [i, place] of places.entries()) {
      const parts = index.children[place] ?? [];
      const open = parts.length === 0 ? undefined : opened.has(place);
      rows.push({ place, depth, open, position: i + 1, siblings: places.length });
      if (open === true) add(parts, depth + 1);
    }
  };
  add(index.roots, 0);
  return rows;
}

/** The topics whose name holds the text, case ignored, the largest first. */
export function findTopics(index: TopicIndex, text: string): TopicRow[] {
  const wanted = text.trim().toLowerCase();
  const found = index.roots
    .flatMap((root) => familyOf(index, root))
    .filter((place) => index.topics[place]?.name.toLowerCase().includes(wanted))
    .sort((a, b) => (index.topics[b]?.size ?? 0) - (index.topics[a]?.size ?? 0))
    .slice(0, MOST_FOUND);
  return found.map((place, i) => ({ place, depth: 0, open: undefined, position: i + 1, siblings: found.length }));
}

/** The opened topics and all above `place`, so that its line is there. */
export function openedTowards(
  index: TopicIndex,
  opened: ReadonlySet<number>,
  place: number | undefined,
): ReadonlySet<number> {
  const above = place === undefined ? [] : pathOf(index, place).slice(0, -1);
  return above.every((at) => opened.has(at)) ? opened : new Set([...opened, ...above]);
}

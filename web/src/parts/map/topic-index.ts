import type { TopicEntry, TopicsAnswer } from "../../../../src/wire/index.ts";

/** Stands in the columns of the map where a point has no value. */
export const NONE = 65_535;

/** The topics with their family ties; a topic is named by its place in `topics`. */
export interface TopicIndex extends Pick<TopicsAnswer, "levels" | "papers" | "between"> {
  readonly topics: readonly TopicEntry[];
  /** Topics of the top level, the largest first. */
  readonly roots: readonly number[];
  /** Parts of each topic, the largest first. */
  readonly children: readonly (readonly number[])[];
  /** Place of a topic by its id. */
  readonly places: ReadonlyMap<string, number>;
}

export function indexTopics({ topics, levels, papers, between }: TopicsAnswer): TopicIndex {
  const places = new Map(topics.map((topic, place) => [topic.id, place]));
  const children: number[][] = topics.map(() => []);
  const roots: number[] = [];
  for (const [place, { parent, level }] of topics.entries()) {
    const above = parent === null ? undefined : places.get(parent);
    if (above === undefined || topics[above]?.level !== level - 1) roots.push(place);
    else children[above]?.push(place);
  }
  const bySize = (a: number, b: number) => (topics[b]?.size ?? 0) - (topics[a]?.size ?? 0) || a - b;
  for (const list of [roots, ...children]) list.sort(bySize);
  return { topics, levels, papers, between, roots, children, places };
}

/** The topic and those above it, the top level first. */
export function pathOf(index: TopicIndex, place: number): number[] {
  const path: number[] = [];
  for (let at: number | undefined = place; at !== undefined && path.length <= index.levels; ) {
    const topic: TopicEntry | undefined = index.topics[at];
    if (topic === undefined) break;
    path.unshift(at);
    at = topic.parent === null ? undefined : index.places.get(topic.parent);
  }
  return path;
}

/** The topic and all below it. */
export function familyOf(index: TopicIndex, place: number): number[] {
  return [place, ...(index.children[place] ?? []).flatMap((child) => familyOf(index, child))];
}

/** "machine learning › diffusion models", or what to say of a paper without topic. */
export function pathName(index: TopicIndex, place: number): string {
  const path = pathOf(index, place);
  return path.length === 0 ? "between topics" : path.map((at) => index.topics[at]?.name ?? "").join(" › ");
}

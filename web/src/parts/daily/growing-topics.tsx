import type { TopicGrowth } from "../../../../src/wire/index.ts";

interface GrowingTopicsProps {
  readonly growing: readonly TopicGrowth[];
  /** Where the papers of a topic are. */
  readonly pathOf: (topic: string) => string;
}

/** The topics that there is more of than usual, each with the way to its papers. Its line is there before it is known
 *  what it says, so that nothing moves. */
export function GrowingTopics({ growing, pathOf }: GrowingTopicsProps) {
  return (
    <p class="quiet growing">
      {growing.length === 0 ? "\u00a0" : "More than usual: "}
      {growing.map(({ id, name, count, expected }, i) => (
        <span key={id}>
          {i > 0 && " · "}
          <a href={pathOf(id)} title={`${count} papers; ${expected.toFixed(1)} would be usual`}>
            {name}
          </a>{" "}
          <span class="growing-count">
            {count}
            <span class="unseen"> papers, where {expected.toFixed(1)} would be usual</span>
          </span>
        </span>
      ))}
    </p>
  );
}

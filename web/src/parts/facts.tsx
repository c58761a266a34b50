import { type FactsPaper, factsOf } from "../facts.ts";

interface FactsProps {
  readonly paper: FactsPaper;
  /** Only so many of them. */
  readonly most?: number;
}

/** Date, venue and categories of a paper, for a line of facts; that it was retracted comes before all else. */
export function Facts({ paper, most }: FactsProps) {
  return (
    <>
      {paper.retracted && (
        <strong class="retracted" title="Its source says that this paper was retracted or withdrawn">
          Retracted
        </strong>
      )}
      {factsOf(paper)
        .slice(0, most)
        .map((fact) => (
          <bdi key={fact}>{fact}</bdi>
        ))}
    </>
  );
}

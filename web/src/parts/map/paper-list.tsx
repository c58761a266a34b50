import type { MapPaper } from "../../../../src/wire/index.ts";
import { clipText } from "../../tex/pieces.ts";
import { Facts } from "../facts.tsx";
import { RichText } from "../rich-text.tsx";

/** What a line needs; hits have it as well as the papers of the map. */
export type ListedPaper = Pick<MapPaper, "row" | "id" | "title" | "year" | "venue" | "categories">;

interface PaperListProps {
  readonly papers: readonly ListedPaper[];
  readonly hrefOf: (id: string) => string;
  /** The row of the paper that the pointer or the keyboard is on. */
  readonly onPoint?: (row: number | undefined) => void;
}

const SHOWN_TITLE_LENGTH = 220;

/** Papers by title, each a link that opens it on the map. */
export function PaperList({ papers, hrefOf, onPoint }: PaperListProps) {
  return (
    <ol class="map-papers">
      {papers.map((paper) => (
        <li key={paper.id}>
          <a
            href={hrefOf(paper.id)}
            data-stop
            dir="auto"
            onPointerMove={(event) => {
              // Not where the list has merely come to lie under a resting pointer.
              if (event.movementX !== 0 || event.movementY !== 0) onPoint?.(paper.row);
            }}
            onPointerLeave={() => onPoint?.(undefined)}
            onFocus={() => onPoint?.(paper.row)}
            onBlur={() => onPoint?.(undefined)}
          >
            <RichText text={clipText(paper.title, SHOWN_TITLE_LENGTH)} />
          </a>
          <p class="hit-facts">
            <Facts paper={paper} most={3} />
          </p>
        </li>
      ))}
    </ol>
  );
}

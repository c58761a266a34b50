import { useId } from "preact/hooks";
import { useRequest } from "../hooks/use-request.ts";
import { Notice } from "./notice.tsx";

/** What a hit is there for: it is like a paper, or it answers a query. */
export type Asked = { readonly paper: string } | { readonly query: string };

interface WhyButtonProps {
  /** Of the hit, for those who do not see it. */
  readonly title: string;
  readonly panelId: string;
  readonly unfolded: boolean;
  readonly onToggle: () => void;
}

/** Unfolds why a hit is there. */
export function WhyButton({ title, panelId, unfolded, onToggle }: WhyButtonProps) {
  return (
    <button
      type="button"
      class="unfold why-button"
      title={unfolded ? "Fold up (w)" : "What they have in common (w)"}
      aria-expanded={unfolded}
      aria-controls={unfolded ? panelId : undefined}
      onClick={onToggle}
    >
      Why?<span class="unseen"> {title}</span>
    </button>
  );
}

type PanelModule = typeof import("./why-panel.tsx");
let loadedPanel: PanelModule | undefined;

interface WhyProps {
  readonly id: string;
  readonly asked: Asked;
  /** The hit. */
  readonly paper: string;
}

/** Why a hit is there. Its script and styles come when the first reader asks. */
export function Why({ id, asked, paper }: WhyProps) {
  const heading = useId();
  const { answer, error, retry } = useRequest("why", () => {
    return loadedPanel ?? import("./why-panel.tsx").then((module) => (loadedPanel = module));
  });
  return (
    <section id={id} class="why" aria-labelledby={heading}>
      <p id={heading} class="unseen">
        Why this paper
      </p>
      {error !== undefined && <Notice error={error} onRetry={retry} />}
      {answer !== undefined && <answer.WhyPanel asked={asked} paper={paper} />}
    </section>
  );
}

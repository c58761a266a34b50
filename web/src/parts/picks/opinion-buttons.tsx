import { useMark, useWritable } from "../../reading/hooks.ts";
import { reading } from "../../reading/page.ts";
import { Icon } from "../icons.tsx";

/** To like a paper, or to say that it is not interesting; nothing where nothing may be changed. */
export function OpinionButtons({ id, title }: { readonly id: string; readonly title: string }) {
  const opinion = useMark(id)?.opinion;
  if (!useWritable()) return null;
  const judge = (next: "liked" | "disliked") =>
    reading.change({ kind: "opinion", ids: [id], opinion: opinion === next ? null : next });
  return (
    <span class="pick-opinions">
      <button
        type="button"
        class={`mark-button like-toggle${opinion === "liked" ? " is-liked" : ""}`}
        aria-pressed={opinion === "liked"}
        aria-label={`Like: ${title}`}
        title="Like: more of this (a)"
        onClick={() => judge("liked")}
      >
        <Icon name="up" />
      </button>
      <button
        type="button"
        class="mark-button dislike-toggle"
        aria-pressed={opinion === "disliked"}
        aria-label={`Not interesting: ${title}`}
        title="Not interesting: less of this (n)"
        onClick={(event) => {
          focusNext(event.currentTarget);
          judge("disliked");
        }}
      >
        <Icon name="down" />
      </button>
    </span>
  );
}

/** The paper is about to go: where the focus is on it, the next one takes it. */
function focusNext(button: HTMLElement): void {
  const paper = button.closest("li");
  if (paper?.contains(document.activeElement) !== true) return;
  const next = paper.nextElementSibling ?? paper.previousElementSibling;
  next?.querySelector<HTMLElement>("a[data-stop]")?.focus();
}

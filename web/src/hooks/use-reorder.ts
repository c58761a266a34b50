import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

/** Moves the row with this id before another, or to the end. */
export type Move = (id: string, before: string | null) => void;

/** Rows carry their ids so. */
const ROW = "li[data-id]";

/** Near the edges of the window the page scrolls under a dragged row. */
const EDGE_PX = 90;
const SCROLL_PX = 14;

/** Lets rows of a list be dragged by their `.grip`, and moved by Alt with the arrows wherever the keyboard is in them. */
export function useReorder(list: RefObject<HTMLElement | null>, move: Move): void {
  const newestMove = useRef(move);
  newestMove.current = move;
  const focused = useRef<HTMLElement>(undefined);

  // Rows that change places lose the keyboard: it is given back.
  useLayoutEffect(() => {
    const element = focused.current;
    focused.current = undefined;
    if (element === undefined || document.activeElement === element) return;
    element.focus({ preventScroll: true });
    element.closest(ROW)?.scrollIntoView({ block: "nearest" });
  });

  useEffect(() => {
    const element = list.current;
    if (element === null) return;
    const onKey = (event: KeyboardEvent) => {
      const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
      const row = event.target instanceof Element ? event.target.closest<HTMLElement>(ROW) : null;
      if (by === 0 || !event.altKey || event.ctrlKey || event.metaKey || row === null) return;
      event.preventDefault();
      if (document.activeElement instanceof HTMLElement) focused.current = document.activeElement;
      step(row, by, newestMove.current);
    };
    const onDown = (event: PointerEvent) => {
      const grip = event.target instanceof Element ? event.target.closest<HTMLElement>(".grip") : null;
      const row = grip?.closest<HTMLElement>(ROW);
      if (grip === null || row == null || event.button !== 0) return;
      event.preventDefault();
      drag(event, grip, row, newestMove.current);
    };
    element.addEventListener("keydown", onKey);
    element.addEventListener("pointerdown", onDown);
    return () => {
      element.removeEventListener("keydown", onKey);
      element.removeEventListener("pointerdown", onDown);
    };
  }, [list]);
}

/** Moves a row one place up or down; nothing where it is the first or last. */
export function step(row: HTMLElement, by: -1 | 1, move: Move): void {
  const id = row.dataset["id"] ?? "";
  if (by === -1) {
    const before = rowBeside(row, -1);
    if (before !== undefined) move(id, before.dataset["id"] ?? null);
    return;
  }
  const after = rowBeside(row, 1);
  if (after !== undefined) move(id, rowBeside(after, 1)?.dataset["id"] ?? null);
}

/** Gives the keyboard to a row beside one that goes. */
export function focusBeside(row: HTMLElement): void {
  const link = (rowBeside(row, 1) ?? rowBeside(row, -1))?.querySelector<HTMLElement>("a");
  requestAnimationFrame(() => link?.focus());
}

/** Follows the pointer until it is let go; Escape and a lost pointer leave everything as it was. */
function drag({ pointerId }: PointerEvent, grip: HTMLElement, row: HTMLElement, move: Move): void {
  const ended = new AbortController();
  let at = 0;
  let target: { readonly row: HTMLElement; readonly side: "before" | "after" } | undefined;
  const aim = () => {
    delete target?.row.dataset["drop"];
    target = targetAt(row, at);
    if (target !== undefined) target.row.dataset["drop"] = target.side;
  };
  const scroll = () => {
    if (ended.signal.aborted) return;
    const by = at < EDGE_PX ? -SCROLL_PX : at > innerHeight - EDGE_PX ? SCROLL_PX : 0;
    if (by !== 0) {
      scrollBy({ top: by, behavior: "instant" });
      aim();
    }
    requestAnimationFrame(scroll);
  };
  const end = (drop: boolean) => {
    ended.abort();
    delete row.dataset["dragged"];
    delete target?.row.dataset["drop"];
    if (!drop || target === undefined) return;
    const next = target.side === "before" ? target.row : rowBeside(target.row, 1);
    if (next !== row && rowBeside(row, 1) !== next) move(row.dataset["id"] ?? "", next?.dataset["id"] ?? null);
  };
  const { signal } = ended;
  grip.setPointerCapture(pointerId);
  row.dataset["dragged"] = "";
  grip.addEventListener(
    "pointermove",
    ({ clientY }) => {
      if (at === 0) requestAnimationFrame(scroll);
      at = clientY;
      aim();
    },
    { signal },
  );
  grip.addEventListener("pointerup", () => end(true), { signal });
  grip.addEventListener("lostpointercapture", () => end(false), { signal });
  const onEscape = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    end(false);
  };
  addEventListener("keydown", onEscape, { signal, capture: true });
}

/** The row at a height of the window, beside the dragged one, and the half of it. */
function targetAt(dragged: HTMLElement, y: number) {
  const { left, width } = dragged.getBoundingClientRect();
  const row = document
    .elementsFromPoint(left + width / 2, y)
    .map((element) => element.closest<HTMLElement>(ROW))
    .find((found) => found !== null && found.parentElement === dragged.parentElement);
  if (row == null || row === dragged) return undefined;
  const box = row.getBoundingClientRect();
  return { row, side: y < box.top + box.height / 2 ? "before" : "after" } as const;
}

function rowBeside(row: HTMLElement, by: -1 | 1): HTMLElement | undefined {
  const beside = by === -1 ? row.previousElementSibling : row.nextElementSibling;
  return beside instanceof HTMLElement ? beside : undefined;
}

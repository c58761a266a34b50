/** Up and down through the links and buttons of a panel, in circles; left and right within a row. Fields keep their
 *  arrows. */
export function moveWithArrows(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
  const { key, target, currentTarget } = event;
  if (target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement) return;
  const row = target instanceof Element ? target.closest("li") : null;
  if (row === null) return;
  if (key === "ArrowLeft" || key === "ArrowRight") {
    focusNext(stopsIn(row), key === "ArrowRight" ? 1 : -1);
  } else if (key === "ArrowDown" || key === "ArrowUp") {
    const column = Math.max(0, stopsIn(row).indexOf(document.activeElement as HTMLElement));
    const stops = [...currentTarget.querySelectorAll("li")].flatMap((each) => stopsIn(each).slice(column)[0] ?? []);
    focusNext(stops, key === "ArrowDown" ? 1 : -1);
  } else return;
  event.preventDefault();
}

function stopsIn(row: Element): HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>("a, button")];
}

function focusNext(stops: readonly HTMLElement[], step: 1 | -1): void {
  const here = stops.indexOf(document.activeElement as HTMLElement);
  stops[(here + step + stops.length) % stops.length]?.focus();
}

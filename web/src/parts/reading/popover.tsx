import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";

interface PopoverProps {
  /** What the button says to those who do not see it; also the name of the panel. */
  readonly label: string;
  readonly title?: string;
  readonly class: string;
  readonly button: ComponentChildren;
  /** What the panel shows, drawn only while it is open. */
  readonly children: (close: () => void) => ComponentChildren;
}

const GAP_PX = 4;
const EDGE_PX = 8;

/** A button with a panel over the page. Escape and a click elsewhere close it and give the keyboard back; keys that are
 *  pressed in it are its own. */
export function Popover({ label, title, class: name, button, children }: PopoverProps) {
  const id = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  // At once, not with the event that tells of it: the key that opens the panel again may come before that.
  const close = () => {
    panel.current?.hidePopover();
    setOpen(false);
  };
  // Only what is drawn can be placed: the browser's own way would show the panel first.
  const toggle = (event: Event) => {
    event.preventDefault();
    if (open) close();
    else setOpen(true);
  };
  return (
    <>
      <button
        ref={opener}
        type="button"
        class={name}
        aria-label={label}
        title={title}
        popovertarget={id}
        onClick={toggle}
      >
        {button}
      </button>
      <div
        ref={panel}
        id={id}
        class="popover"
        popover="auto"
        role="dialog"
        aria-label={label}
        // Not before it is hidden: the browser gives the keyboard back from what has it, which must still be there.
        onToggle={(event) => {
          if (event.newState !== "closed") return;
          setOpen(false);
          if (document.activeElement === document.body) opener.current?.focus({ preventScroll: true });
        }}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === "Escape") close();
        }}
      >
        {open && <Placed panel={panel} opener={opener} content={children(close)} />}
      </div>
    </>
  );
}

interface PlacedProps {
  readonly panel: { readonly current: HTMLElement | null };
  readonly opener: { readonly current: HTMLElement | null };
  readonly content: ComponentChildren;
}

/** Shows the panel below its button, or above where there is more room, and the keyboard on what is marked to be first. */
function Placed({ panel, opener, content }: PlacedProps) {
  useLayoutEffect(() => {
    if (panel.current === null || opener.current === null) return;
    panel.current.showPopover();
    place(panel.current, opener.current.getBoundingClientRect());
    const stop = (selector: string) => panel.current?.querySelector<HTMLElement>(selector);
    (stop("[data-first]") ?? stop("input, button, a"))?.focus({ preventScroll: true });
  }, []);
  return <>{content}</>;
}

function place(panel: HTMLElement, from: DOMRect): void {
  const { clientWidth, clientHeight } = document.documentElement;
  const { offsetWidth, offsetHeight } = panel;
  const below = from.bottom + GAP_PX;
  const fitsBelow = below + offsetHeight <= clientHeight - EDGE_PX || clientHeight - from.bottom >= from.top;
  const top = fitsBelow ? below : from.top - GAP_PX - offsetHeight;
  // On the right half of the window the right edges are in line.
  const edge = from.left + from.right > clientWidth ? from.right - offsetWidth : from.left;
  const left = Math.max(EDGE_PX, Math.min(edge, clientWidth - offsetWidth - EDGE_PX));
  panel.style.top = `${Math.max(EDGE_PX, top) + scrollY}px`;
  panel.style.left = `${left + scrollX}px`;
}

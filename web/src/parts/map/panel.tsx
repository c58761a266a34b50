import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "../icons.tsx";

interface PanelProps {
  /** What it is about: another subject begins at the top. */
  readonly subject: string;
  readonly kind: string;
  readonly label: string;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** What is open beside the map: a paper, a topic or a selection. */
export function Panel({ subject, kind, label, busy, onClose, children }: PanelProps) {
  const body = useRef<HTMLDivElement>(null);
  const before = useRef(subject);
  useLayoutEffect(() => {
    if (before.current === subject) return;
    before.current = subject;
    body.current?.scrollTo({ top: 0 });
    // The link that was followed is gone: the keyboard goes on from the new beginning, not from that of the page.
    if (document.activeElement === document.body) body.current?.focus({ preventScroll: true });
  });
  return (
    <section class="map-panel" aria-label={label} aria-busy={busy}>
      <div class="map-panel-head">
        <p class="map-kind">{kind}</p>
        <button type="button" class="tool" aria-label="Close" title="Close (Esc)" onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <div ref={body} class="map-panel-body" tabIndex={-1}>
        {children}
      </div>
    </section>
  );
}

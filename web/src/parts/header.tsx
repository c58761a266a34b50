import type { RefObject } from "preact";
import { useRef } from "preact/hooks";
import type { Route } from "../location.ts";
import { Icon, OrreryMark } from "./icons.tsx";
import { SearchField } from "./search-field.tsx";
import { ThemeToggle } from "./theme-toggle.tsx";
import { ViewLinks } from "./view-links.tsx";

interface HeaderProps {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly route: Route;
  readonly showHelp: () => void;
}

/** Search field and ways to the views; in narrow windows the ways lie behind one button, so that a query has room. */
export function Header({ field, route, showHelp }: HeaderProps) {
  const tools = useRef<HTMLDivElement>(null);
  const fold = () => {
    if (tools.current?.matches(":popover-open")) tools.current.hidePopover();
  };
  return (
    <header class="header">
      <div class="header-row">
        <a class="wordmark" href="/" aria-label="Orrery, start page">
          <OrreryMark />
          <span class="wordmark-name">Orrery</span>
        </a>
        <SearchField field={field} route={route} />
        <button type="button" class="tool header-unfold" aria-label="Views and settings" popovertarget="header-tools">
          <Icon name="menu" />
        </button>
        <div ref={tools} id="header-tools" class="header-tools" popover="auto">
          <ViewLinks route={route} onFollow={fold} />
          <div class="header-settings">
            <button
              type="button"
              class="tool"
              aria-label="Help"
              title="Keys and search syntax (?)"
              onClick={() => {
                fold();
                showHelp();
              }}
            >
              <span aria-hidden="true">?</span>
              <span class="tool-name">Help</span>
            </button>
            <ThemeToggle />
          </div>
        </div>
      </div>
    </header>
  );
}

import type { RefObject } from "preact";
import type { Route } from "../location.ts";
import { OrreryMark } from "./icons.tsx";
import { SearchField } from "./search-field.tsx";
import { ThemeToggle } from "./theme-toggle.tsx";

interface HeaderProps {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly route: Route;
  readonly showHelp: () => void;
}

export function Header({ field, route, showHelp }: HeaderProps) {
  return (
    <header class="header">
      <div class="header-row">
        <a class="wordmark" href="/" aria-label="Orrery, start page">
          <OrreryMark />
          <span class="wordmark-name">Orrery</span>
        </a>
        <SearchField field={field} route={route} />
        <div class="header-tools">
          <button type="button" class="tool" aria-label="Help" title="Keys and search syntax (?)" onClick={showHelp}>
            <span aria-hidden="true">?</span>
          </button>
          <ThemeToggle />
        </div>
      </div>
    </header>
  );
}

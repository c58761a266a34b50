import type { RefObject } from "preact";
import { formatRoute, type Route } from "../location.ts";
import { mapOf } from "../map-location.ts";
import { Icon, OrreryMark } from "./icons.tsx";
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
          <a
            class="tool daily-link"
            href="/daily"
            aria-current={route.view === "daily" ? "page" : undefined}
            title="What was listed, day by day (g d)"
          >
            <Icon name="daily" />
            <span class="daily-link-name">Daily</span>
          </a>
          <a
            class="tool map-link"
            href={route.view === "search" ? formatRoute({ view: "map", map: mapOf(route.search) }) : "/map"}
            aria-current={route.view === "map" ? "page" : undefined}
            title="The map of the library (m)"
          >
            <Icon name="map" />
            <span class="map-link-name">Map</span>
          </a>
          <button type="button" class="tool" aria-label="Help" title="Keys and search syntax (?)" onClick={showHelp}>
            <span aria-hidden="true">?</span>
          </button>
          <ThemeToggle />
        </div>
      </div>
    </header>
  );
}

import { formatRoute, type Route } from "../location.ts";
import { mapOf } from "../map-location.ts";
import { Icon, type IconName } from "./icons.tsx";

interface ViewLink {
  readonly view: Route["view"];
  readonly name: string;
  readonly icon: IconName;
  readonly path: string;
  readonly title: string;
}

/** The views beside the search, in the order in which they are offered. */
const VIEWS: readonly ViewLink[] = [
  { view: "daily", name: "Daily", icon: "daily", path: "/daily", title: "What was listed, day by day (g d)" },
  { view: "picks", name: "For you", icon: "star", path: "/for-you", title: "What you may like (g f)" },
  { view: "lists", name: "Lists", icon: "lists", path: "/lists", title: "What you keep (g l)" },
  {
    view: "library",
    name: "Library",
    icon: "library",
    path: "/library",
    title: "What is in here, and how to add to it (g i)",
  },
  { view: "map", name: "Map", icon: "map", path: "/map", title: "The map of the library (m)" },
];

/** Links to the views; the map opens with what is searched for. */
export function ViewLinks({ route, onFollow }: { readonly route: Route; readonly onFollow: () => void }) {
  return (
    <nav class="view-links" aria-label="Views">
      {VIEWS.map(({ view, name, icon, path, title }) => (
        <a
          key={view}
          class={`tool view-link ${view}-link`}
          href={view === "map" && route.view === "search" ? searchOnMap(route) : path}
          aria-current={route.view === view || (view === "lists" && route.view === "list") ? "page" : undefined}
          title={title}
          onClick={onFollow}
        >
          <Icon name={icon} />
          <span class="view-link-name">{name}</span>
        </a>
      ))}
    </nav>
  );
}

function searchOnMap({ search }: Extract<Route, { view: "search" }>): string {
  return formatRoute({ view: "map", map: mapOf(search) });
}

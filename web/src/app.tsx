import { useEffect, useRef, useState } from "preact/hooks";
import { useKeys } from "./hooks/use-keys.ts";
import { useRequest } from "./hooks/use-request.ts";
import type { ListRoute, SearchState } from "./location.ts";
import type { MapState } from "./map-location.ts";
import { Header } from "./parts/header.tsx";
import { Help } from "./parts/help.tsx";
import { Notice } from "./parts/notice.tsx";
import { SeedBar } from "./parts/seed-bar.tsx";
import { Toasts } from "./parts/toast.tsx";
import { followLinks, type Place, usePlace } from "./router.ts";
import type { TasteState } from "./taste-location.ts";
import { DailyView } from "./views/daily.tsx";
import { Home } from "./views/home.tsx";
import { InsideView } from "./views/inside.tsx";
import { LikeView } from "./views/like.tsx";
import { Missing } from "./views/missing.tsx";
import { PaperView } from "./views/paper.tsx";
import { SearchView } from "./views/search.tsx";

export function App() {
  const place = usePlace();
  const [helpShown, setHelpShown] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useKeys({ field, route: place.route, showHelp: () => setHelpShown(true) });
  useEffect(() => {
    addEventListener("click", followLinks);
    return () => removeEventListener("click", followLinks);
  }, []);
  return (
    <>
      <a class="skip" href="#main">
        Skip to content
      </a>
      <Header field={field} route={place.route} showHelp={() => setHelpShown(true)} />
      <main id="main" class="page" tabIndex={-1}>
        <View place={place} />
      </main>
      {place.route.view !== "map" && <SeedBar />}
      <Toasts />
      <Help shown={helpShown} onClose={() => setHelpShown(false)} />
    </>
  );
}

function View({ place }: { readonly place: Place }) {
  const { route } = place;
  if (route.view === "paper") return <PaperView key={route.id} id={route.id} place={place} />;
  if (route.view === "map") return <LazyMap map={route.map} place={place} />;
  if (route.view === "daily") return <DailyView period={route.period} mine={route.mine === true} place={place} />;
  if (route.view === "lists" || route.view === "list") return <LazyLists route={route} place={place} />;
  if (route.view === "picks") return <LazyPicks taste={route.taste} place={place} />;
  if (route.view === "library") return <LazyLibrary place={place} />;
  if (route.view === "digest") return <LazyDigest since={route.since} place={place} />;
  if (route.view === "missing") return <Missing path={route.path} />;
  if (route.search.q.trim() !== "") return <SearchView search={route.search} place={place} />;
  if (route.search.like !== undefined) return <LikeView search={route.search} place={place} />;
  return showsInside(route.search) ? <InsideView search={route.search} /> : <Home />;
}

/** Whether a search without a query is about papers that can be shown: those of a topic, an area, a list. */
function showsInside({ topics, lists, area, read }: SearchState): boolean {
  return topics.length + lists.length > 0 || (area ?? read) !== undefined;
}

type ListsModule = typeof import("./views/lists.tsx");
let loadedLists: ListsModule | undefined;

/** Lists have their scripts and styles to themselves, as the map has. */
function LazyLists({
  route,
  place,
}: {
  readonly route: ListRoute | { readonly view: "lists" };
  readonly place: Place;
}) {
  const request = useRequest("lists", () => {
    return loadedLists ?? import("./views/lists.tsx").then((module) => (loadedLists = module));
  });
  const { answer: module, error, retry } = request;
  if (module !== undefined && route.view === "list") {
    return <module.ListView key={route.id} id={route.id} unread={route.unread === true} place={place} />;
  }
  if (module !== undefined) return <module.ListsView place={place} />;
  return <div class="columns">{error !== undefined && <Notice error={error} onRetry={retry} />}</div>;
}

type DigestModule = typeof import("./views/digest.tsx");
let loadedDigest: DigestModule | undefined;

function LazyDigest({ since, place }: { readonly since: string | undefined; readonly place: Place }) {
  const request = useRequest("digest", () => {
    return loadedDigest ?? import("./views/digest.tsx").then((module) => (loadedDigest = module));
  });
  const { answer: module, error, retry } = request;
  if (module !== undefined) return <module.DigestView since={since} place={place} />;
  return <div class="columns">{error !== undefined && <Notice error={error} onRetry={retry} />}</div>;
}

type PicksModule = typeof import("./views/picks.tsx");
let loadedPicks: PicksModule | undefined;

function LazyPicks({ taste, place }: { readonly taste: TasteState; readonly place: Place }) {
  const request = useRequest("picks", () => {
    return loadedPicks ?? import("./views/picks.tsx").then((module) => (loadedPicks = module));
  });
  const { answer: module, error, retry } = request;
  if (module !== undefined) return <module.PicksView taste={taste} place={place} />;
  return <div class="columns">{error !== undefined && <Notice error={error} onRetry={retry} />}</div>;
}

type LibraryModule = typeof import("./views/library.tsx");
let loadedLibrary: LibraryModule | undefined;

function LazyLibrary({ place }: { readonly place: Place }) {
  const request = useRequest("library", () => {
    return loadedLibrary ?? import("./views/library.tsx").then((module) => (loadedLibrary = module));
  });
  const { answer: module, error, retry } = request;
  if (module !== undefined) return <module.LibraryView place={place} />;
  return <div class="columns">{error !== undefined && <Notice error={error} onRetry={retry} />}</div>;
}

type MapModule = typeof import("./views/map.tsx");
let loadedMap: MapModule | undefined;

/** The map has its scripts and styles to itself: readers who only search do not wait for them. */
function LazyMap({ map, place }: { readonly map: MapState; readonly place: Place }) {
  const request = useRequest("map", () => {
    return loadedMap ?? import("./views/map.tsx").then((module) => (loadedMap = module));
  });
  const { answer: module, error, retry } = request;
  if (module !== undefined) return <module.MapView map={map} place={place} />;
  return <div class="columns">{error !== undefined && <Notice error={error} onRetry={retry} />}</div>;
}

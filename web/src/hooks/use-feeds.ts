import { useEffect } from "preact/hooks";

const KINDS = [
  { ending: "atom", type: "application/atom+xml", name: "Atom" },
  { ending: "json", type: "application/feed+json", name: "JSON Feed" },
] as const;

/** Tells feed readers where they find what the page shows: `/api/feeds/<feed>.atom` and `.json`. None while `feed` is
 *  undefined. */
export function useFeeds(title: string, feed: string | undefined, query = ""): void {
  useEffect(() => {
    if (feed === undefined) return;
    const links = KINDS.map(({ ending, type, name }) => {
      const link = document.createElement("link");
      Object.assign(link, { rel: "alternate", type, title: `${title} (${name})` });
      link.href = `/api/feeds/${feed}.${ending}${query === "" ? "" : `?${query}`}`;
      return link;
    });
    document.head.append(...links);
    return () => {
      for (const link of links) link.remove();
    };
  }, [title, feed, query]);
}

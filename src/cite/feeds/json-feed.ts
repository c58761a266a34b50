import { type Feed, type FeedEntry, withoutTwins } from "./feed.ts";

/** A JSON Feed, version 1.1. */
export function writeJsonFeed(feed: Feed): string {
  const document = {
    version: "https://jsonfeed.org/version/1.1",
    title: feed.title,
    home_page_url: feed.pageUrl,
    feed_url: feed.selfUrl,
    items: withoutTwins(feed.entries).map(itemOf),
  };
  return `${JSON.stringify(document)}\n`;
}

function itemOf({ id, title, text, authors, categories, publishedAt, updatedAt, pageUrl, outUrl }: FeedEntry): object {
  const names = authors.filter((name) => name.trim() !== "");
  return {
    id,
    url: pageUrl,
    ...(outUrl === undefined ? {} : { external_url: outUrl }),
    title,
    content_text: text === "" ? title : text, // an item must have content
    date_published: publishedAt,
    date_modified: updatedAt,
    ...(names.length === 0 ? {} : { authors: names.map((name) => ({ name })) }),
    ...(categories.length === 0 ? {} : { tags: [...new Set(categories)] }),
  };
}

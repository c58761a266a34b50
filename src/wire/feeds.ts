/** What feeds can be asked for. Their answers are Atom (RFC 4287) and JSON Feed 1.1. */
import { z } from "zod";

const MAX_ENTRIES = 200;

const entries = z.coerce.number().int().min(1).max(MAX_ENTRIES).default(50).describe("How many papers to give");

export const DailyFeedParameters = z.object({
  days: z.coerce.number().int().min(1).max(31).default(7).describe("How many of the latest days with listings"),
});
export const FeedEntries = { k: entries };
export const SavedFeedParameters = z.object({
  id: z.string().min(1).describe("Of the saved search, for example s3, or its name"),
  ...FeedEntries,
});
export const ListFeedParameters = z.object({
  id: z.string().min(1).describe("Of the list, for example l3, or its name"),
  ...FeedEntries,
});

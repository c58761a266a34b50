/** The wire types of the topic map. The points themselves travel as one binary:
 *
 *  bytes 0–3    the letters ORRM
 *  bytes 4–7    format version, 1; this and all other numbers little-endian and unsigned
 *  bytes 8–11   number of points n
 *  bytes 12–15  base year B
 *  bytes 16–19  number of topics
 *  bytes 20–31  zeros
 *  then         the columns, one after another, 12 bytes a point in all:
 *               row    u32[n]  the paper's row, ascending; hits carry it too
 *               x      u16[n]  65,535 is the right edge of the map
 *               y      u16[n]  65,535 is the upper edge; both axes have one scale
 *               topic  u16[n]  place of the paper's deepest topic in TopicsAnswer.topics; 65,535 when it is in none
 *               year   u8[n]   year - B + 1; 0 when it is not known
 *               trust  u8[n]   share of its nearest papers that are also near on the map, 255 for all of them */
import { z } from "zod";

export const MAP_VERSION = 1;
export const MAP_HEADER_BYTES = 32;

const share = z.number().min(0).max(1);

const TopicBrief = {
  id: z.string().describe("Stays the same while the topic lasts, for example t12"),
  name: z.string(),
  level: z.number().int().min(0).describe("0 is the top level"),
  parent: z.string().nullable().describe("The topic of the level above that it is part of"),
  size: z.number().int().describe("Number of papers"),
  x: share.describe("Where its papers are densest, from the left"),
  y: share.describe("The same from below"),
  extent: share.describe("Radius around that place within which half of its papers lie"),
};

export const TopicEntry = z
  .object({
    ...TopicBrief,
    papers: z.array(z.string()).describe("Ids of its most typical papers, the most typical first"),
    phrases: z.array(z.string()).describe("Key phrases, the most telling first"),
  })
  .meta({ id: "TopicEntry" });

export const TopicsAnswer = z
  .object({
    topics: z
      .array(TopicEntry)
      .describe("Level by level from the top, the largest first; a point names its place here"),
    levels: z.number().int().describe("Number of levels"),
    papers: z.number().int().describe("Papers on the map"),
    between: z.number().int().describe("Papers that are between topics on the deepest level"),
  })
  .meta({ id: "TopicsAnswer" });

export const MapPaper = z
  .object({
    row: z.number().int(),
    id: z.string(),
    title: z.string(),
    authors: z.array(z.string()),
    year: z.number().int().optional(),
    venue: z.string().optional(),
    categories: z.array(z.string()),
    topics: z.array(z.string()).describe("Ids of its topics, the top level first"),
    trust: share.describe("Share of its nearest papers that are also near on the map"),
  })
  .meta({ id: "MapPaper" });

export const MapPapersAnswer = z
  .object({ total: z.number().int(), offset: z.number().int(), papers: z.array(MapPaper) })
  .meta({ id: "MapPapersAnswer" });

const YearCount = z.object({ year: z.number().int(), count: z.number().int() });

export const Topic = z
  .object({
    ...TopicBrief,
    path: z.array(z.object({ id: z.string(), name: z.string() })).describe("The topics above it, the top level first"),
    children: z.array(z.object({ id: z.string(), name: z.string(), size: z.number().int() })),
    papers: z.array(MapPaper).describe("Its most typical papers"),
    phrases: z
      .array(z.object({ phrase: z.string(), papers: z.number().int() }))
      .describe("Key phrases and how many of its papers have each"),
    years: z.array(YearCount),
    nearest: z
      .array(z.object({ id: z.string(), name: z.string(), share }))
      .describe("Topics of its level that its papers' neighbors lie in, with their share of these neighbors"),
  })
  .meta({ id: "Topic" });

export const TopicsOverTime = z
  .object({
    level: z.number().int(),
    years: z.array(z.number().int()),
    papers: z.array(z.number().int()).describe("Papers on the map in each year"),
    topics: z.array(z.object({ id: z.string(), name: z.string(), counts: z.array(z.number().int()) })),
  })
  .meta({ id: "TopicsOverTime" });

export const MapStatus = z
  .object({
    state: z.enum(["ready", "building", "empty", "failed"]).describe("empty: the library has no papers to draw"),
    message: z.string().optional().describe("What a reader should know, for example why it failed"),
    progress: z
      .object({ stage: z.string(), done: z.number(), total: z.number().optional(), unit: z.string() })
      .optional(),
    version: z.string().optional().describe("Changes with the map"),
    papers: z.number().int().describe("Papers on the map"),
    placed: z.number().int().describe("How many of them were placed after the map was laid out"),
    trust: share.optional().describe("Mean trust of its points"),
    drift: share.optional().describe("How far the library has moved away from the map"),
    refitAdvised: z.boolean().describe("True when the drift makes a new layout worth it: orrery map refit"),
    fittedAt: z.string().optional().describe("ISO 8601, UTC"),
    seconds: z.number().optional().describe("How long the layout took"),
  })
  .meta({ id: "MapStatus" });

export const MapColumn = z
  .object({
    by: z.enum(["category", "venue", "source"]),
    values: z.array(z.object({ value: z.string(), count: z.number().int() })).describe("Most frequent first"),
    codes: z
      .string()
      .describe(
        "Base64 of u16[n], little-endian: place in `values` for each point of the map; 65,535 when it has none",
      ),
  })
  .meta({ id: "MapColumn" });

export const SelectionAnswer = z
  .object({
    total: z.number().int().describe("Papers in the selection"),
    papers: z.array(MapPaper).describe("The first of them, in the order of their topics"),
    phrases: z
      .array(z.object({ phrase: z.string(), papers: z.number().int() }))
      .describe(
        "What tells them from the rest; counts in a large selection are estimated from a regular sample of 800",
      ),
    topics: z.array(z.object({ id: z.string(), name: z.string(), count: z.number().int() })),
    years: z.array(YearCount),
  })
  .meta({ id: "SelectionAnswer" });

export type TopicEntry = z.infer<typeof TopicEntry>;
export type TopicsAnswer = z.infer<typeof TopicsAnswer>;
export type MapPaper = z.infer<typeof MapPaper>;
export type MapPapersAnswer = z.infer<typeof MapPapersAnswer>;
export type Topic = z.infer<typeof Topic>;
export type TopicsOverTime = z.infer<typeof TopicsOverTime>;
export type MapStatus = z.infer<typeof MapStatus>;
export type MapColumn = z.infer<typeof MapColumn>;
export type SelectionAnswer = z.infer<typeof SelectionAnswer>;

import { FEED_OPERATIONS } from "./feeds.ts";
import { FIND_OPERATIONS } from "./find.ts";
import { INTAKE_OPERATIONS } from "./intake.ts";
import { LISTING_OPERATIONS } from "./listings.ts";
import { MAP_OPERATIONS } from "./map.ts";
import type { Operation } from "./operation.ts";
import { PAPER_OPERATIONS } from "./papers.ts";
import { READING_OPERATIONS } from "./reading.ts";
import { SAVED_OPERATIONS } from "./saved.ts";
import { UPKEEP_OPERATIONS } from "./upkeep.ts";
import { WORK_OPERATIONS } from "./works.ts";

export type { Operation } from "./operation.ts";

/** Every route of the API. The router is made from the same list of paths, so that neither can lack one. */
export const OPERATIONS = {
  ...FIND_OPERATIONS,
  ...READING_OPERATIONS,
  ...WORK_OPERATIONS,
  ...PAPER_OPERATIONS,
  ...MAP_OPERATIONS,
  ...LISTING_OPERATIONS,
  ...SAVED_OPERATIONS,
  ...INTAKE_OPERATIONS,
  ...UPKEEP_OPERATIONS,
  ...FEED_OPERATIONS,
} as const satisfies Record<string, Operation>;

/** The wire types: the single source of what HTTP takes and gives, of its validation, and of the OpenAPI document.
 *  The page imports the types from here and nothing else from src/. */
export * from "./digest.ts";
export * from "./explain.ts";
export * from "./feeds.ts";
export * from "./find.ts";
export * from "./grade.ts";
export * from "./hits.ts";
export * from "./intake.ts";
export * from "./listings.ts";
export * from "./map.ts";
export * from "./paper.ts";
export * from "./parameters.ts";
export * from "./reading.ts";
export * from "./recommend.ts";
export * from "./saved.ts";
export * from "./stats.ts";
export * from "./works.ts";

/** The values that every room shares. Runs anywhere: no Node modules here (those are in ./files.ts). */
export * from "./errors.ts";
export * from "./identifiers.ts";
export * from "./paper.ts";
export * from "./progress.ts";
export * from "./random.ts";
export * from "./tex.ts";
export * from "./text.ts";
export * from "./top.ts";
export * from "./vector.ts";
export * from "./word-table.ts";

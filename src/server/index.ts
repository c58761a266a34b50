/** The server: the library over HTTP, and the page. */
export { createApp } from "./app.ts";
export { STATUS_OF } from "./errors.ts";
export { hostsFor, type Listening, listen } from "./listen.ts";
export { OPERATIONS } from "./operations/index.ts";
export type { Writers } from "./writes.ts";

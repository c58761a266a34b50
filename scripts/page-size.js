/** Fails when the script that the page loads before anything is shown has grown beyond its limit. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const LIMIT_BYTES = 60_000;
const folder = fileURLToPath(new URL("../dist/web/", import.meta.url));
const index = readFileSync(`${folder}index.html`, "utf8");
const first = [...index.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map(([, name]) => name);
const size = first.reduce((sum, name) => sum + gzipSync(readFileSync(folder + name)).byteLength, 0);
const all = readdirSync(`${folder}assets`).filter((name) => name.endsWith(".js"));

console.log(
  `Script before the first view: ${size} bytes gzipped in ${first.length} files (limit ${LIMIT_BYTES}); ${all.length} script files in all.`,
);
if (first.length === 0 || size > LIMIT_BYTES) process.exit(1);

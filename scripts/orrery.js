#!/usr/bin/env node
/** The command `orrery`: builds what is missing, then runs the program. */
import { build } from "./build.js";

const NODE_MAJOR = 20;

if (Number(process.versions.node.split(".")[0]) < NODE_MAJOR) {
  process.stderr.write(`Orrery needs Node ${NODE_MAJOR} or later; this is Node ${process.versions.node}.\n`);
  process.exit(1);
}
try {
  build(process.argv[2] === "serve" ? ["program", "page"] : ["program"]);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
const { main } = await import("../dist/cli/index.js");
await main(process.argv.slice(2));

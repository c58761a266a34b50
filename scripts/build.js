/** Builds what is missing or older than its source: src → dist (tsc) and web → dist/web (vite). */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const require = createRequire(import.meta.url);

const PARTS = {
  program: {
    inputs: ["src", "tsconfig.json", "tsconfig.build.json", "package-lock.json"],
    command: () => [join(packageFolder("typescript"), "bin", "tsc"), "-p", "tsconfig.build.json"],
  },
  page: {
    inputs: ["web", "src/wire/index.ts", "vite.config.ts", "package-lock.json"],
    command: () => [join(packageFolder("vite"), "bin", "vite.js"), "build", "--logLevel", "warn"],
  },
};

/** Builds the named parts where they are stale. Prints one line for each part that it builds. Throws when a build fails. */
export function build(names = Object.keys(PARTS)) {
  for (const name of names) {
    if (PARTS[name] === undefined) throw new Error(`Expected ${Object.keys(PARTS).join(" or ")}, got ${name}.`);
    const { inputs, command } = PARTS[name];
    if (!existsSync(join(root, inputs[0]))) continue; // an installed package has no sources: it came built
    const stamp = join(root, "dist", `.${name}`);
    const state = stateOf(inputs);
    if (existsSync(stamp) && readFileSync(stamp, "utf8") === state) continue;
    process.stderr.write(`Building the ${name} …\n`);
    const { status, stdout, stderr, error } = spawnSync(process.execPath, command(), { cwd: root, encoding: "utf8" });
    if (status !== 0) throw new Error(`Could not build the ${name}:\n${error?.message ?? ""}${stdout}${stderr}`);
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, state);
  }
}

/** Names, sizes and times of all input files: changes when any of them does. */
function stateOf(inputs) {
  const lines = [];
  const visit = (path) => {
    const full = join(root, path);
    if (!existsSync(full)) return;
    const stat = statSync(full);
    if (stat.isDirectory()) for (const name of readdirSync(full).sort()) visit(join(path, name));
    else lines.push(`${path} ${stat.size} ${stat.mtimeMs}`);
  };
  for (const input of inputs) visit(input);
  return `${lines.join("\n")}\n`;
}

function packageFolder(name) {
  return dirname(require.resolve(`${name}/package.json`));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    build(process.argv.length > 2 ? process.argv.slice(2) : undefined);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

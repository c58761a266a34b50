/** Recompiles hnswlib-node for processors with AVX2: `node scripts/optimize-hnswlib.js`, or npm's postinstall.
 *
 *  npm compiles it for the oldest processor of its kind. With AVX2 the index is built in two thirds of the time. The
 *  new binary is made and tried out in a folder of its own and takes the place of the old one in a single step; where
 *  anything fails, the old one stays, one line says why, and the exit status is 0. Nothing is downloaded: the headers
 *  are those that npm's own compilation used. A stamp beside the binary makes the next run return at once; on a
 *  processor without AVX2 the binary that npm made is put back. ORRERY_SKIP_NATIVE_BUILD=1 skips all this. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const FLAGS = "-O3 -mavx2 -mfma";
const NEEDED_FEATURES = ["avx2", "fma"];
const COMPILE_LIMIT_MS = 300_000;
const CHECK_LIMIT_MS = 60_000;
const LARGEST_ERROR = 1e-4;

const self = fileURLToPath(import.meta.url);
const [task, checkedBinary] = process.argv.slice(2);
if (task === "--check") checkBinary(checkedBinary);
else if (process.env.ORRERY_SKIP_NATIVE_BUILD !== "1") tryToOptimize();

function tryToOptimize() {
  try {
    const outcome = optimize();
    if (outcome !== undefined) console.log(`hnswlib-node: ${outcome}`);
  } catch (error) {
    console.log(`hnswlib-node stays as npm compiled it: ${error.message}`);
  }
}

/** Returns what was done, or undefined when there was nothing to do. */
function optimize() {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const home = packageFolder();
  if (home === undefined) return undefined;
  const binary = join(home, "build/Release/addon.node");
  const npmBinary = join(home, "build/Release/addon.npm.node");
  const stampPath = join(home, "build/Release/addon.stamp.json");
  const processor = readProcessor();
  const stamp = readStamp(stampPath);
  const isOurs = stamp?.sha256 === hashOf(binary);
  if (!NEEDED_FEATURES.every((feature) => processor.has(feature))) {
    if (!isOurs || !existsSync(npmBinary)) return undefined;
    renameSync(npmBinary, binary);
    return "put back as npm compiled it, since this processor has no AVX2.";
  }
  if (isOurs && stamp.flags === FLAGS) return undefined;

  const started = performance.now();
  const scratch = mkdtempSync(join(home, "scratch-"));
  try {
    const compiled = compile(home, scratch);
    run([self, "--check", compiled], home, CHECK_LIMIT_MS, process.env);
    if (!isOurs) copyFileSync(binary, npmBinary);
    writeFileSync(stampPath, JSON.stringify({ flags: FLAGS, sha256: hashOf(compiled) }));
    renameSync(compiled, binary);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return `compiled for AVX2 in ${Math.round((performance.now() - started) / 1000)} s.`;
}

/** The folder of the installed package, or undefined where it is not installed. */
function packageFolder() {
  try {
    return resolve(dirname(createRequire(self).resolve("hnswlib-node")), "..");
  } catch {
    return undefined;
  }
}

/** Features of the processor, as Linux names them. */
function readProcessor() {
  const line = /^flags\s*:(.*)$/m.exec(readFileSync("/proc/cpuinfo", "utf8"))?.[1] ?? "";
  return new Set(line.trim().split(/\s+/));
}

/** How the binary that the stamp names was made; undefined without a readable stamp. */
function readStamp(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

function hashOf(path) {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

/** Compiles a copy of the package's sources; returns the path of the binary. */
function compile(home, scratch) {
  for (const part of ["package.json", "binding.gyp", "src"]) {
    cpSync(join(home, part), join(scratch, part), { recursive: true });
  }
  const former = readFileSync(join(home, "build/config.gypi"), "utf8");
  const headers = JSON.parse(former.slice(former.indexOf("{"))).variables?.nodedir;
  if (typeof headers !== "string" || !existsSync(headers)) throw new Error("the headers of Node were not found.");
  const environment = { ...process.env, CXXFLAGS: `${process.env.CXXFLAGS ?? ""} ${FLAGS}`.trim() };
  run([findNodeGyp(), "rebuild", `--nodedir=${headers}`], scratch, COMPILE_LIMIT_MS, environment);
  return join(scratch, "build/Release/addon.node");
}

/** npm's own node-gyp. */
function findNodeGyp() {
  const besideNode = join(dirname(process.execPath), "../lib/node_modules/npm/bin/npm-cli.js");
  const onPath = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, "npm"));
  const npm = [process.env.npm_execpath, besideNode, ...onPath].filter((path) => path && existsSync(path));
  const candidates = [
    process.env.npm_config_node_gyp,
    ...npm.map((path) => join(dirname(realpathSync(path)), "../node_modules/node-gyp/bin/node-gyp.js")),
  ];
  const found = candidates.find((path) => path && existsSync(path));
  if (found === undefined) throw new Error("npm's node-gyp was not found.");
  return found;
}

/** Runs Node; when that fails, throws with the line in which it says why. */
function run(parameters, folder, limitMs, env) {
  const { status, signal, stderr } = spawnSync(process.execPath, parameters, {
    cwd: folder,
    env,
    timeout: limitMs,
    killSignal: "SIGKILL",
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe"],
  });
  if (status === 0) return;
  const said = /^.*error: .*$/im.exec(stderr ?? "")?.[0] ?? "";
  throw new Error(`the attempt to compile it for AVX2 failed (${signal ?? `exit status ${status}`}). ${said}`);
}

/** Throws unless the binary measures and finds neighbors as plain arithmetic does, in each of hnswlib's ways to divide
 *  a vector among registers. */
function checkBinary(binary) {
  const { HierarchicalNSW, InnerProductSpace } = createRequire(self)(binary);
  for (const dimension of [512, 256, 128, 24, 20, 19, 7, 3]) {
    const vectors = Array.from({ length: 200 }, (_, row) =>
      Array.from({ length: dimension }, (_, column) => Math.sin(1 + 37 * row * dimension + 11 * column * column)),
    );
    const space = new InnerProductSpace(dimension);
    const index = new HierarchicalNSW("ip", dimension);
    index.initIndex(vectors.length, 16, 200, 1);
    for (const [row, vector] of vectors.entries()) index.addPoint(vector, row);
    index.setEf(vectors.length);
    const query = vectors[7];
    const distances = vectors.map((vector) => 1 - vector.reduce((sum, value, i) => sum + value * query[i], 0));
    for (const [row, vector] of vectors.entries()) check(space.distance(query, vector), distances[row]);
    const expected = [...distances].sort((a, b) => a - b).slice(0, 10);
    const found = index.searchKnn(query, 10);
    if (found.distances.length < 10) throw new Error(`Found ${found.distances.length} neighbors of 10.`);
    for (const [i, distance] of found.distances.entries()) {
      check(distance, expected[i]);
      check(distance, distances[found.neighbors[i]]);
    }
  }
}

function check(got, expected) {
  if (!(Math.abs(got - expected) <= LARGEST_ERROR * Math.max(1, Math.abs(expected)))) {
    throw new Error(`Expected the distance ${expected}, got ${got}.`);
  }
}

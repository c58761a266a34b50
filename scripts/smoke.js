/** Starts the server as the README says, in a library of its own, and asks it something. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const START_LIMIT_MS = 180_000;
const folder = mkdtempSync(join(tmpdir(), "orrery-smoke-"));
const server = spawn("npm", ["start", "--", "--library", join(folder, "library"), "--port", "0"], {
  stdio: ["ignore", "pipe", "inherit"],
  detached: true, // npm and the program it starts end together
});

try {
  const url = await address();
  const health = await ask(`${url}api/health`);
  expect(health.status === "ok" && health.papers === 573, "573 papers", health);
  const found = await ask(`${url}api/search?q=tensor%20networks%20for%20machine%20learning`);
  expect(/tensor/i.test(found.hits[0]?.title ?? ""), "a paper on tensor networks first", found.hits[0]);
  const related = await ask(`${url}api/papers/${encodeURIComponent(found.hits[0].id)}/related?k=5`);
  expect(related.hits.length === 5, "five related papers", related.hits.length);
  const map = await mapOf(url);
  expect(map.papers === 573 && map.trust > 0.2, "a map of 573 papers", map);
  const points = await (await fetch(`${url}api/map`)).arrayBuffer();
  expect(points.byteLength === 32 + 12 * 573, "12 bytes a point", points.byteLength);
  const { topics, levels } = await ask(`${url}api/topics`);
  expect(levels >= 3 && topics.every(({ name }) => name !== ""), "three levels of named topics", levels);
  const page = await (await fetch(url)).text();
  expect(page.includes("<title>") && page.includes("/assets/"), "the built page", page.slice(0, 200));
  console.log(
    `The server answers: ${health.papers} papers, ${topics.length} topics, first hit ${JSON.stringify(found.hits[0].title)}.`,
  );
} finally {
  if (server.pid !== undefined && server.exitCode === null) process.kill(-server.pid, "SIGTERM");
  rmSync(folder, { recursive: true, force: true });
}

/** The address that the server prints once it answers. */
function address() {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("The server did not start in time.")), START_LIMIT_MS);
    let printed = "";
    server.stdout.on("data", (chunk) => {
      printed += chunk;
      const found = /https?:\/\/\S+\//.exec(printed)?.[0];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    });
    server.on("exit", (code) => reject(new Error(`The server ended with ${code} before it answered.`)));
  });
}

/** What the server says of its map once it is there. */
async function mapOf(url) {
  const begun = performance.now();
  for (;;) {
    const status = await ask(`${url}api/map/status`);
    if (status.state !== "building" || performance.now() - begun > START_LIMIT_MS) return status;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function ask(url) {
  const response = await fetch(url);
  expect(response.ok, `an answer from ${url}`, response.status);
  return response.json();
}

function expect(holds, expected, came) {
  if (!holds) throw new Error(`Expected ${expected}, got ${JSON.stringify(came)}.`);
}

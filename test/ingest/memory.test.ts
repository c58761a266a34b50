import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const DOOR = join(import.meta.dirname, "../../dist/ingest/index.js");
/** Far less than the papers of a stream would fill if they were kept. */
const HEAP_MB = 24;
const PAPERS = 25_000;
/** In a process of its own: reads papers that are made while they are read, and tells how many there were. */
const CHILD = `
  import { Readable } from "node:stream";
  const { readInputs } = await import(process.argv[1]);
  const [before, paper, after, count] = process.argv.slice(2);
  const abstract = "We study memory that does not grow. ".repeat(40);
  function* written() {
    yield Buffer.from(before);
    for (let i = 0; i < Number(count); i += 100) {
      let text = "";
      for (let n = i; n < i + 100; n++) text += paper.replaceAll("#", String(n)).replace("…", abstract);
      yield Buffer.from(text);
    }
    yield Buffer.from(after);
  }
  let papers = 0;
  for await (const events of readInputs(["-"], { stdin: Readable.from(written()) })) {
    for (const event of events) if (event.kind === "paper") papers += 1;
  }
  process.stdout.write(String(papers));
`;

describe("a stream that is much longer than the memory", () => {
  it.each([
    ["BibTeX", "@string{j = {J}}\n", "@article{key#, title = {Paper #}, journal = j, abstract = {…}}\n\n", ""],
    [
      "Atom",
      '<feed xmlns="http://www.w3.org/2005/Atom">',
      "<entry><title>Paper #</title><summary>…</summary></entry>\n",
      "</feed>",
    ],
    ["CSV", "title,abstract\n", '"Paper #","…"\n', ""],
  ])("is read as %s", (_, before, paper, after) => {
    const args = [`--max-old-space-size=${HEAP_MB}`, "--input-type=module", "-e", CHILD, DOOR, before, paper, after];
    const { stdout, stderr } = spawnSync(process.execPath, [...args, String(PAPERS)], { encoding: "utf8" });
    expect(stderr).toBe("");
    expect(Number(stdout)).toBeGreaterThanOrEqual(PAPERS);
  });
});

import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import type { Bench } from "../bench.ts";
import { ingest } from "../program.ts";

/** Reading a file into paper records, against gunzip, lines and JSON.parse alone. */
export const parsing: Bench = async ({ input }) => {
  let begun = performance.now();
  let papers = 0;
  for await (const events of ingest.readInputs([input])) {
    for (const event of events) if (event.kind === "paper") papers++;
  }
  const seconds = (performance.now() - begun) / 1000;

  begun = performance.now();
  const plain = await parsePlainly(input);
  const plainSeconds = (performance.now() - begun) / 1000;
  return [
    {
      name: "parsing",
      what: "file to records, plain text read",
      value: plain.bytes / 1e6 / seconds,
      unit: "MB/s",
      ratio: plainSeconds / seconds,
      baseline: "readline and JSON.parse",
      params: { papers, lines: plain.lines, papersPerSecond: Math.round(papers / seconds) },
    },
  ];
};

async function parsePlainly(path: string): Promise<{ lines: number; bytes: number }> {
  const file = createReadStream(path);
  const input = path.endsWith(".gz") ? file.pipe(createGunzip()) : file;
  let bytes = 0;
  input.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
  });
  let lines = 0;
  for await (const line of createInterface({ input })) if (typeof JSON.parse(line) === "object") lines++;
  return { lines, bytes };
}

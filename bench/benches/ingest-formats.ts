import { Readable } from "node:stream";
import type { Bench, Context } from "../bench.ts";
import { type PlainPaper, WRITINGS, type Writing } from "../papers-as.ts";
import { ingest } from "../program.ts";
import type { Row } from "../row.ts";
import { PARSING_MB, STREAM_MB } from "../targets.ts";

const NAME = "ingest-formats";
const MAX_PAPERS = 5000;
/** Each format is read from so much text, the papers again and again. */
const TEXT_BYTES = 30_000_000;
const CHUNK_BYTES = 1 << 17;
const GIGABYTE = 1e9;
const STREAMED = ["JSON Lines", "BibTeX", "Atom"];

/** Reading each format into paper records, on one core: bytes against the processor's time, which a busy machine does
 *  not change much. Then the memory that a long stream takes. */
export const ingestFormats: Bench = async (context) => {
  const papers = await papersOf(context);
  const rows: Row[] = [];
  for (const [format, writing] of Object.entries(WRITINGS)) {
    await read(chunksOf(papers, writing, TEXT_BYTES / 3)); // warms up
    rows.push(await speed(format, [...chunksOf(papers, writing, TEXT_BYTES)]));
  }
  for (const format of STREAMED) rows.push(await memory(format, papers, context.gigabytes));
  return rows;
};

async function papersOf({ input }: Context): Promise<PlainPaper[]> {
  const papers: PlainPaper[] = [];
  for await (const events of ingest.readInputs([input])) {
    for (const event of events) {
      if (event.kind !== "paper") continue;
      const { arxivId = "2401.00001", title, abstract, authors, year = 2024, categories } = event.record;
      papers.push({ id: arxivId, title, abstract, authors, year, categories });
    }
    if (papers.length >= MAX_PAPERS) break;
  }
  return papers;
}

async function speed(format: string, chunks: readonly Buffer[]): Promise<Row> {
  const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const begun = performance.now();
  const cpu = process.cpuUsage();
  const papers = await read(chunks);
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (user + system) / 1e6;
  const target = PARSING_MB[format];
  return {
    name: NAME,
    what: `${format} to records`,
    value: bytes / 1e6 / seconds,
    unit: "MB/s of one core",
    ...(target === undefined ? {} : { target }),
    params: {
      papers,
      megabytes: Math.round(bytes / 1e6),
      wallSeconds: Number(((performance.now() - begun) / 1000).toFixed(2)),
    },
  };
}

/** How much more memory is resident, at most, while a stream is read than after its first hundredth. */
async function memory(format: string, papers: readonly PlainPaper[], gigabytes: number): Promise<Row> {
  const bytes = gigabytes * GIGABYTE;
  let first = 0;
  let most = 0;
  const watched = function* () {
    let sent = 0;
    for (const chunk of chunksOf(papers, WRITINGS[format]!, bytes)) {
      yield chunk;
      sent += chunk.length;
      const { rss } = process.memoryUsage();
      if (sent < bytes / 100) first = Math.max(first, rss);
      most = Math.max(most, rss);
    }
  };
  const count = await read(watched());
  const params = { papers: count, gigabytes, residentMB: Math.round(most / 1e6) };
  return {
    name: NAME,
    what: `memory for a stream of ${format}`,
    value: (most - first) / 1e6,
    unit: "MB more",
    target: STREAM_MB,
    params,
  };
}

async function read(chunks: Iterable<Buffer>): Promise<number> {
  let papers = 0;
  for await (const events of ingest.readInputs(["-"], { stdin: Readable.from(chunks) })) {
    for (const event of events) {
      if (event.kind === "paper") papers += 1;
      else if (event.kind === "reject") throw new Error(`Line ${event.line}: ${event.reason} ${event.excerpt}`);
    }
  }
  return papers;
}

/** The papers, again and again, until they are as long as asked for. */
function* chunksOf(papers: readonly PlainPaper[], { write, before = "", after = "" }: Writing, bytes: number) {
  const texts = papers.map((paper) => write(paper));
  let waiting = before;
  let sent = 0;
  while (sent < bytes) {
    for (const text of texts) {
      waiting += text;
      if (waiting.length < CHUNK_BYTES) continue;
      const chunk = Buffer.from(waiting);
      waiting = "";
      sent += chunk.length;
      yield chunk;
      if (sent >= bytes) break;
    }
  }
  yield Buffer.from(waiting + after);
}

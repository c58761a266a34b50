/** A server on this machine that plays what services answer, and a client that takes its names for real ones. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Resolve, SyncOptions } from "../../src/sync/index.ts";

/** What a test answers a request with. */
export type Play = (request: IncomingMessage, response: ServerResponse, url: URL) => void;

export interface Playing {
  readonly port: number;
  /** `GET host path` of each request, in order. */
  readonly requests: string[];
  readonly heard: IncomingMessage[];
  play: Play;
  url(path: string, host?: string): URL;
  close(): Promise<void>;
}

export async function startPlaying(): Promise<Playing> {
  const playing = { requests: [] as string[], heard: [] as IncomingMessage[], play: nothing as Play };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
    playing.requests.push(`${url.hostname} ${url.pathname}${decodeURIComponent(url.search.replaceAll("+", " "))}`);
    playing.heard.push(request);
    playing.play(request, response, url);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(playing, {
    port,
    url: (path: string, host = "127.0.0.1") => new URL(path, `http://${host}:${port}`),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

const nothing: Play = (_request, response) => void response.writeHead(404).end();

/** Answers with a body, and with headers where there are any. */
export function say(body: string | Buffer, headers: Record<string, string> = {}, status = 200): Play {
  return (_request, response) => void response.writeHead(status, headers).end(body);
}

/** A clock that only sleeping moves on. */
export interface Time {
  now: number;
  readonly slept: number[];
  readonly clock: () => Date;
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

export function startTime(at = "2024-05-08T16:00:00Z"): Time {
  const time = {
    now: Date.parse(at),
    slept: [] as number[],
    clock: () => new Date(time.now),
    async sleep(milliseconds: number, signal?: AbortSignal) {
      signal?.throwIfAborted();
      time.slept.push(milliseconds);
      time.now += milliseconds;
    },
  };
  return time;
}

/** Every name stands for this machine. */
export const here: Resolve = async () => [{ address: "127.0.0.1", family: 4 }];

export type Read = { readonly source: string | undefined; readonly texts: readonly string[] };

/** Options of a run on a playing server, whose services have their own names. */
export function runOptions(
  { port }: Playing,
  { clock, sleep }: Time,
): Pick<SyncOptions, "userAgent" | "clock" | "sleep" | "resolve" | "sites"> {
  return {
    userAgent: "Orrery/1.2.3",
    clock,
    sleep,
    resolve: here,
    sites: { arxiv: `http://arxiv.localhost:${port}`, huggingFace: `http://huggingface.localhost:${port}` },
  };
}

/** An Atom feed as the arXiv API gives it. */
export function arxivFeed(papers: readonly { id: string; published: string }[], total = papers.length): string {
  const entries = papers.map(
    ({ id, published }) => `  <entry>
    <id>http://arxiv.org/abs/${id}v1</id>
    <published>${published}</published>
    <title>Work number ${id}</title>
    <summary>About the thing ${id}.</summary>
    <author><name>Ada Example</name></author>
    <category term="cs.LG" scheme="http://arxiv.org/schemas/atom"/>
  </entry>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <link href="http://arxiv.org/api/query?x" rel="self" type="application/atom+xml"/>
  <opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">${total}</opensearch:totalResults>
${entries.join("\n")}
</feed>
`;
}

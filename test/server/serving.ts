/** A real server on a library of random papers and some with difficult ids. */
import { mkdirSync } from "node:fs";
import { request as httpRequest } from "node:http";
import type { Library } from "../../src/library/index.ts";
import { createApp, type Listening, listen } from "../../src/server/index.ts";
import { buildLibrary, openLibrary } from "../helpers/library.ts";
import { type Fields, randomPapers, toJsonLines } from "../helpers/papers.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

export const PAPERS = randomPapers(60);
export const ODD: readonly Fields[] = [
  "math/0611800",
  "10.1145/3292500.3330701",
  "100%",
  "a%2Fb",
  "odd id?with#marks&more=1",
  "Übersicht 論文 🙂",
  "...",
  "../../etc/passwd",
  "x/related",
  "constructor",
  "__proto__",
  '"quoted"',
].map((id, i) => ({
  id,
  title: `Oddly named work ${"abcdefghijklmnop"[i]}`,
  abstract: `The work whose id is number ${i}.`,
}));

export interface Serving {
  readonly url: string;
  readonly folder: TemporaryFolder;
  readonly library: Library;
  /** What library and server told; nothing, as long as nothing unforeseen happens. */
  readonly reports: readonly string[];
  readonly pass: (milliseconds: number) => void;
  close(): Promise<void>;
}

export async function startServing(): Promise<Serving> {
  const folder = temporaryFolder();
  const pageFolder = folder.at(".built", "web"); // a dot on the way, as below ~/.npm
  mkdirSync(`${pageFolder}/assets`, { recursive: true });
  folder.write(".built/web/index.html", "<!doctype html><title>Orrery</title>");
  folder.write(".built/web/assets/app-1a2b3c.js", `export const page = "${"x".repeat(3000)}";`);
  folder.write("secret.txt", "hidden words");
  await buildLibrary(folder.at("library"), [folder.write("papers.jsonl", toJsonLines([...PAPERS, ...ODD]))]);
  const reports: string[] = [];
  const report = (line: string) => void reports.push(line);
  const { library, pass } = openLibrary(folder.at("library"), { graph: true, report });
  await library.warm();
  const app = createApp({
    library,
    pageFolder,
    version: "1.2.3",
    allowedHosts: ["127.0.0.1", "localhost"],
    report,
  });
  const listening: Listening = await listen(app, "127.0.0.1", 0);
  return {
    url: listening.url.replace(/\/$/, ""),
    folder,
    library,
    reports,
    pass,
    async close() {
      await listening.close();
      await library.close();
      folder.remove();
    },
  };
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A request whose path and headers go out as they are; fetch tidies both. */
export function rawGet(url: string, path: string, headers: Record<string, string> = {}): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    httpRequest({ hostname, port, path, headers }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text: string) => {
        body += text;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    })
      .on("error", reject)
      .end();
  });
}

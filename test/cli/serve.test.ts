import type { ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Finished, finished, orrery, startOrrery } from "../helpers/cli.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";

let folder: TemporaryFolder;
let port: number;

interface Server {
  readonly child: ChildProcess;
  readonly ending: Promise<Finished>;
  readonly url: string;
}

/** Starts a server and waits until it prints its address. */
async function serve(...args: string[]): Promise<Server> {
  const child = startOrrery(["serve", "--library", folder.at("library"), ...args]);
  const ending = finished(child);
  const url = await new Promise<string>((resolve, reject) => {
    let text = "";
    child.stdout?.on("data", (chunk) => {
      text += String(chunk);
      const address = /http:\/\/[^\s"]+/.exec(text)?.[0];
      if (address !== undefined) resolve(address);
    });
    ending.then(({ stderr }) => reject(new Error(`The server has ended: ${stderr}`)));
  });
  return { child, ending, url };
}

beforeAll(async () => {
  folder = temporaryFolder();
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.once("listening", resolve));
  const address = probe.address();
  port = typeof address === "object" ? (address?.port ?? 0) : 0;
  await new Promise((resolve) => probe.close(resolve));
});
afterAll(() => folder.remove());

describe("orrery serve", () => {
  it("fills an empty library with the sample, answers when it prints its address, and ends well when told to", async () => {
    const { child, ending, url } = await serve("--port", String(port));
    expect(url).toBe(`http://127.0.0.1:${port}/`);
    const health = await fetch(`${url}api/health`);
    expect(await health.json()).toMatchObject({ status: "ok", papers: 573 });
    expect((await fetch(url)).headers.get("content-type")).toContain("text/html");

    const second = await orrery(["serve", "--library", folder.at("library"), "--port", String(port)]);
    expect(second).toMatchObject({ code: 1, stdout: "" });
    expect(second.stderr).toMatch(new RegExp(`^Port ${port} on 127\\.0\\.0\\.1 is in use.*--port ${port + 1}\\.\\n$`));

    const found = await fetch(`${url}api/search?q=graph`);
    expect(found.status).toBe(200);
    child.kill("SIGTERM");
    const { code, signal, stdout, stderr } = await ending;
    expect({ code, signal }).toEqual({ code: 0, signal: null });
    expect(stdout.trim().split("\n")).toHaveLength(1);
    expect(stderr).toMatch(/^The library is empty.*\n573 papers added\..*\n$/);
  });

  it("starts again on what is there without a word but the address, and ends well at Ctrl+C", async () => {
    const { child, ending, url } = await serve("--port", "0", "--json");
    expect(await (await fetch(`${url}api/stats`)).json()).toMatchObject({ papers: 573, index: { state: "in step" } });
    child.kill("SIGINT");
    const { code, stdout, stderr } = await ending;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout)).toEqual({ url, papers: 573 });
  });

  it("leaves an empty library empty when asked to", async () => {
    const { child, ending, url } = await serve("--library", folder.at("empty"), "--port", "0", "--no-sample");
    expect(await (await fetch(`${url}api/health`)).json()).toMatchObject({ status: "empty", papers: 0 });
    const answer = await fetch(`${url}api/search?q=graph`);
    expect(await answer.json()).toMatchObject({ hits: [], notes: [expect.stringContaining("has no papers yet")] });
    child.kill("SIGTERM");
    expect(await ending).toMatchObject({ code: 0, stderr: "" });
  });
});

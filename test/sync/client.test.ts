import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  Client,
  type ClientOptions,
  checkReach,
  isPublicAddress,
  LaterError,
  OfflineError,
  type Wanted,
} from "../../src/sync/index.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";
import { here, type Play, type Playing, say, startPlaying, startTime, type Time } from "./playing.ts";

let server: Playing;
let folder: TemporaryFolder;
let time: Time;

beforeAll(async () => {
  server = await startPlaying();
  folder = temporaryFolder();
});
afterAll(async () => {
  await server.close();
  folder.remove();
});
beforeEach(() => {
  time = startTime();
  server.requests.length = 0;
  server.heard.length = 0;
});

const path = () => folder.at("fetched");
const written = () => readFileSync(path(), "utf8");

/** Fetches a path of the playing server, or an address. */
function get(
  at: string | URL,
  { options = {}, ...wanted }: Partial<Wanted> & { options?: Partial<ClientOptions> } = {},
) {
  const url = typeof at === "string" ? server.url(at) : at;
  const client = new Client({
    userAgent: "Orrery/1.2.3",
    clock: time.clock,
    sleep: time.sleep,
    resolve: here,
    ...options,
  });
  const reach = { hosts: new Set([url.host]), private: true };
  return client.fetch({ url, path: path(), reach, accept: "application/atom+xml", ...wanted });
}

const quick = (limits: ClientOptions["limits"]) => ({ options: { limits: { retries: 0, ...limits } } });

describe("A request", () => {
  it("says who asks and what for, and its answer comes as a file with what the server said of its version", async () => {
    server.play = say("a feed", { etag: '"v1"', "last-modified": "Wed, 01 May 2024 00:00:00 GMT" });
    expect(await get("/feed?a=b")).toEqual({
      isNew: true,
      bytes: 6,
      validators: { etag: '"v1"', lastModified: "Wed, 01 May 2024 00:00:00 GMT" },
    });
    expect(written()).toBe("a feed");
    expect(server.requests).toEqual(["127.0.0.1 /feed?a=b"]);
    expect(server.heard[0]?.headers).toMatchObject({ "user-agent": "Orrery/1.2.3", accept: "application/atom+xml" });
    expect(server.heard[0]?.headers).not.toHaveProperty("cookie");
  });

  it("asks only for what has changed since the version that is known", async () => {
    server.play = (request, response) => {
      const isKnown = request.headers["if-none-match"] === '"v1"' && request.headers["if-modified-since"] === "Wed";
      response.writeHead(isKnown ? 304 : 200).end();
    };
    expect(await get("/feed", { validators: { etag: '"v1"', lastModified: "Wed" } })).toMatchObject({ isNew: false });
    expect(await get("/feed", { validators: {} })).toMatchObject({ isNew: true });
  });

  it.each([
    ["gzip", gzipSync("packed text")],
    ["identity", Buffer.from("packed text")],
  ])("takes %s bodies", async (encoding, body) => {
    server.play = say(body, { "content-encoding": encoding });
    expect(await get("/")).toMatchObject({ bytes: 11 });
    expect(written()).toBe("packed text");
  });

  it("goes to the host itself, whatever proxy the environment names", async () => {
    const before = { ...process.env };
    Object.assign(process.env, {
      http_proxy: "http://127.0.0.1:9",
      HTTP_PROXY: "http://127.0.0.1:9",
      NODE_USE_ENV_PROXY: "1",
    });
    try {
      server.play = say("direct");
      await get("/");
      expect(written()).toBe("direct");
    } finally {
      process.env = before;
    }
  });
});

describe("Requests to one site", () => {
  it("are a second apart, and three for arXiv with all of its hosts; other sites do not wait for them", async () => {
    server.play = say("x");
    const client = new Client({ userAgent: "x", clock: time.clock, sleep: time.sleep, resolve: here });
    const ask = (host: string) => {
      const url = server.url("/", host);
      return client.fetch({ url, path: path(), reach: { hosts: new Set([url.host]), private: true }, accept: "*/*" });
    };
    await ask("a.test");
    await ask("a.test");
    await ask("export.arxiv.org");
    await ask("b.test");
    expect(time.slept).toEqual([1000]);
    await ask("rss.arxiv.org");
    expect(time.slept).toEqual([1000, 3000]);
    await ask("notarxiv.org");
    expect(time.slept).toEqual([1000, 3000]);
    expect(client.requests).toBe(6);
  });
});

describe("A server that is overloaded", () => {
  it("is asked again after the time that it names, in seconds or as a date", async () => {
    const waits = ["7", new Date(time.now + 20_000).toUTCString()];
    server.play = (_request, response) => {
      const wait = waits.shift();
      if (wait === undefined) response.end("at last");
      else response.writeHead(429, { "retry-after": wait }).end("no");
    };
    await get("/");
    expect(written()).toBe("at last");
    expect(time.slept).toEqual([7000, 13_000]);
  });

  it("is asked again after 2, 4 and 8 seconds where it names none, and then no more", async () => {
    server.play = say("broken", { "retry-after": "soon" }, 503);
    await expect(get("/")).rejects.toMatchObject({
      code: "unreachable",
      message: expect.stringContaining("answered 503, 4 times"),
    });
    expect(time.slept).toEqual([2000, 4000, 8000]);
    expect(server.requests).toHaveLength(4);
  });

  it("is left alone where it asks for more than a minute", async () => {
    server.play = say("", { "retry-after": "3600" }, 429);
    const error = await get("/").catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(LaterError);
    expect(error).toMatchObject({ code: "unreachable", until: new Date("2024-05-08T17:00:00Z") });
    expect((error as Error).message).toContain("wait until 2024-05-08 17:00 UTC");
    expect(server.requests).toHaveLength(1);
  });
});

describe("A redirect", () => {
  const toHost =
    (host: string): Play =>
    (_request, response, url) => {
      if (url.pathname === "/new") response.end("moved here");
      else response.writeHead(302, { location: server.url("/new", host).href }).end();
    };

  it("is followed on the same host", async () => {
    server.play = (_request, response, url) => {
      if (url.pathname === "/new") response.end("moved here");
      else response.writeHead(301, { location: "new" }).end();
    };
    await get("/old");
    expect(written()).toBe("moved here");
  });

  it("to another host is refused, unless that was named", async () => {
    server.play = toHost("cdn.test");
    await expect(get("/old")).rejects.toMatchObject({
      code: "forbidden",
      message: `127.0.0.1:${server.port} leads on to cdn.test:${server.port}, which may not be asked.`,
      remedy: `--follow cdn.test:${server.port}`,
    });
    expect(server.requests).toEqual(["127.0.0.1 /old"]);
    const hosts = new Set([server.url("/").host, `cdn.test:${server.port}`]);
    await get("/old", { reach: { hosts, private: true } });
    expect(written()).toBe("moved here");
  });

  it("to another port of the same host is one to another host", async () => {
    server.play = (_request, response) => void response.writeHead(302, { location: "http://127.0.0.1:22/" }).end();
    await expect(get("/")).rejects.toMatchObject({ code: "forbidden" });
  });

  it.each(["file:///etc/passwd", "ftp://127.0.0.1/x", "javascript:alert(1)"])("to %s is refused", async (location) => {
    server.play = (_request, response) => void response.writeHead(302, { location }).end();
    await expect(get("/")).rejects.toMatchObject({ code: "bad-request" });
  });

  it("from https to plain http is refused, the other way it is not", () => {
    const [secure, plain] = ["https://a.test/x", "http://a.test/x"].map((address) => new URL(address)) as [URL, URL];
    const reach = { hosts: new Set(["a.test"]), private: false };
    expect(() => checkReach(plain, reach, secure)).toThrow(expect.objectContaining({ code: "forbidden" }));
    expect(() => checkReach(secure, reach, plain)).not.toThrow();
  });

  it("in a circle, and one that leads nowhere, end", async () => {
    server.play = (_request, response) => void response.writeHead(302, { location: "/again" }).end();
    await expect(get("/")).rejects.toMatchObject({
      code: "bad-input",
      message: expect.stringContaining("more than 5"),
    });
    server.play = (_request, response) => void response.writeHead(302).end();
    await expect(get("/")).rejects.toMatchObject({ code: "bad-input" });
  });
});

describe("A host whose name leads to a private address", () => {
  const resolve = (address: string) => ({
    options: { resolve: async () => [{ address, family: address.includes(":") ? 6 : 4 }] },
  });
  const ask = (host: string, address: string, isPrivate = false) => {
    const url = server.url("/", host);
    return get(url, { ...resolve(address), reach: { hosts: new Set([url.host]), private: isPrivate } });
  };

  it.each(["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00::1", "::ffff:127.0.0.1"])(
    "%s is not asked",
    async (address) => {
      await expect(ask("feeds.example.org", address)).rejects.toMatchObject({
        code: "forbidden",
        message: expect.stringContaining("private network"),
        remedy: "--private",
      });
      expect(server.requests).toEqual([]);
    },
  );

  it("is asked where its name says so, or the user", async () => {
    server.play = say("at home");
    for (const host of ["localhost", "printer", "nas.local", "feeds.home.arpa"]) {
      await ask(host, "127.0.0.1");
      expect(written()).toBe("at home");
    }
    await ask("feeds.example.org", "127.0.0.1", true);
    expect(server.requests).toHaveLength(5);
  });

  it("is not asked because one of several addresses is public", async () => {
    const url = server.url("/", "feeds.example.org");
    const addresses = ["93.184.215.14", "127.0.0.1"].map((address) => ({ address, family: 4 }));
    const asked = get(url, {
      options: { resolve: async () => addresses },
      reach: { hosts: new Set([url.host]), private: false },
    });
    await expect(asked).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("Public addresses", () => {
  it.each(["93.184.215.14", "8.8.8.8", "172.32.0.1", "2606:2800:220:1::1", "64:ff9b::808:808"])(
    "include %s",
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
  it.each([
    ..."0.0.0.0 10.0.0.1 100.64.0.1 127.8.8.8 169.254.169.254 172.16.0.1 172.31.255.255 192.168.1.1 198.18.0.1".split(
      " ",
    ),
    ..."224.0.0.1 255.255.255.255 :: ::1 fe80::1 fc00::1 ff02::1 ::ffff:8.8.8.8 ::127.0.0.1 2002:7f00:1::".split(" "),
    ..."2001::1 2001:db8::1 64:ff9b::7f00:1 64:ff9b::10.0.0.1 localhost 127.1 0x7f.1 example.org".split(" "),
  ])("leave out %s", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe("An answer", () => {
  it("that never ends is cut at the limit, and said to be", async () => {
    server.play = (_request, response) => {
      const more = () => {
        while (response.write("x".repeat(10_000)));
      };
      response.on("drain", more);
      more();
    };
    expect(await get("/", quick({ maxBytes: 1_000_000 }))).toMatchObject({ bytes: 1_000_000, cut: "1 MB" });
    expect(written()).toHaveLength(1_000_000);
  });

  it("that unpacks to more than the limit is cut there", async () => {
    server.play = say(gzipSync(Buffer.alloc(5_000_000)), { "content-encoding": "gzip" });
    expect(await get("/", quick({ maxBytes: 1_000_000 }))).toMatchObject({ bytes: 1_000_000, cut: "1 MB" });
  });

  it("of just the limit is whole", async () => {
    server.play = say("x".repeat(1000));
    expect(await get("/", quick({ maxBytes: 1000 }))).not.toHaveProperty("cut");
  });

  it("that comes drop by drop is cut when its time is over", async () => {
    server.play = (_request, response) => {
      const timer = setInterval(() => response.write("x"), 10);
      response.on("close", () => clearInterval(timer));
    };
    const fetched = await get("/", quick({ totalMs: 200 }));
    expect(fetched.cut).toBe("0.2 s");
    expect(written()).toBe("x".repeat(fetched.bytes));
  });

  it("of a host that cannot be connected to is given up", async () => {
    const resolve = () => new Promise<never>(() => undefined);
    const url = server.url("/", "slow.test");
    await expect(get(url, { options: { resolve, limits: { retries: 0, connectMs: 50 } } })).rejects.toMatchObject({
      code: "unreachable",
      message: expect.stringContaining("could not be connected to within 0.05 s"),
    });
  });

  it("of which nothing comes, not even a head, is given up", async () => {
    server.play = () => undefined;
    await expect(get("/", quick({ idleMs: 60 }))).rejects.toMatchObject({
      code: "unreachable",
      message: expect.stringContaining("was silent for 0.06 s"),
    });
  });

  it.each<[string, Record<string, string>, Buffer]>([
    ["a text", { "content-length": "100" }, Buffer.from("only the beginning")],
    [
      "packed text",
      { "content-encoding": "gzip", "content-length": "500" },
      gzipSync("x".repeat(1000)).subarray(0, 20),
    ],
    ["chunks", {}, Buffer.from("only the beginning")],
  ])("of %s that is broken off is asked for again", async (_, headers, part) => {
    let asked = 0;
    server.play = (_request, response) => {
      if (asked++ > 0) return void response.end("whole");
      response.writeHead(200, headers);
      response.write(part, () => response.destroy());
    };
    await get("/");
    expect(written()).toBe("whole");
    expect(time.slept).toEqual([2000]);
  });

  it("of packed text that ends too soon is an error", async () => {
    server.play = say(gzipSync("x".repeat(1000)).subarray(0, 20), { "content-encoding": "gzip" });
    await expect(get("/", quick({}))).rejects.toMatchObject({ code: "unreachable" });
  });

  it.each([
    [404, "no such document"],
    [403, "does not permit"],
    [410, "gone for good"],
    [206, "206"],
  ])("%i is an error at once", async (status, says) => {
    server.play = say("no", {}, status);
    await expect(get("/")).rejects.toMatchObject({ code: "bad-input", message: expect.stringContaining(says) });
    expect(server.requests).toHaveLength(1);
  });

  it("that is not what it should be is asked for again", async () => {
    server.play = say("nonsense");
    const check = async () => "with nonsense";
    await expect(get("/", { check })).rejects.toMatchObject({
      message: expect.stringContaining("answered, but with nonsense"),
    });
    expect(server.requests).toHaveLength(4);
  });
});

describe("Without a network", () => {
  it("a host that has no address is not asked again, and the error says what it is", async () => {
    const resolve = async () => {
      throw Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" });
    };
    const error = await get(server.url("/", "nowhere.test"), { options: { resolve } }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(OfflineError);
    expect(time.slept).toEqual([]);
  });

  it("a closed port is an error of that host", async () => {
    const error = await get(new URL("http://127.0.0.1:9/")).catch((thrown: unknown) => thrown);
    expect(error).not.toBeInstanceOf(OfflineError);
    expect(error).toMatchObject({ code: "unreachable", message: expect.stringContaining("accepts no connection") });
  });
});

describe("A run that is stopped", () => {
  it("stops in the middle of an answer", async () => {
    const stop = new AbortController();
    server.play = (_request, response) => {
      response.write("a beginning");
      setTimeout(() => stop.abort(), 20);
    };
    await expect(get("/", { signal: stop.signal })).rejects.toMatchObject({ code: "cancelled" });
  });

  it("stops in the middle of a pause", async () => {
    const stop = new AbortController();
    server.play = say("", { "retry-after": "50" }, 503);
    setTimeout(() => stop.abort(), 50);
    const client = new Client({ userAgent: "x", clock: () => new Date() });
    const url = server.url("/");
    const asked = client.fetch({
      url,
      path: path(),
      reach: { hosts: new Set([url.host]), private: true },
      accept: "*/*",
      signal: stop.signal,
    });
    await expect(asked).rejects.toMatchObject({ code: "cancelled" });
  });
});

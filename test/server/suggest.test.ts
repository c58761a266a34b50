import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as wire from "../../src/wire/index.ts";
import { ODD, PAPERS, type Serving, startServing } from "./serving.ts";

let served: Serving;

beforeAll(async () => {
  served = await startServing();
});
afterAll(async () => {
  expect(served.reports).toEqual([]);
  await served.close();
});

const suggest = async (typed: string, k = 8) => {
  const response = await fetch(`${served.url}/api/suggest?${new URLSearchParams({ q: typed, k: String(k) })}`);
  expect(response.status).toBe(200);
  return wire.SuggestAnswer.strict().parse(await response.json()).suggestions;
};

describe("Suggestions while typing", () => {
  it("name the paper whose title is being typed, at every letter from the second word on", async () => {
    const { id, title } = PAPERS[20]!;
    for (let end = title.indexOf(" ") + 3; end <= title.length; end++) {
      const texts = await suggest(title.slice(0, end), 50);
      expect(texts, title.slice(0, end)).toContainEqual({ kind: "paper", text: title, id });
    }
    expect((await suggest(title))[0]).toEqual({ kind: "paper", text: title, id });
  });

  it("find titles of any script, by words within, and with signs around them", async () => {
    expect(await suggest("named work a")).toEqual([{ kind: "paper", text: ODD[0]!.title, id: ODD[0]!.id }]);
    expect((await suggest('"oddly NAMED" (wörk')).length).toBe(8);
  });

  it("have key phrases and topics once there is a map, each once, and no more than asked for", async () => {
    await served.library.openMap();
    const [first] = served.library.map.topics().topics;
    const found = await suggest(first!.name.slice(0, 5));
    expect(found.some(({ kind, text }) => kind === "topic" && text === first!.name)).toBe(true);
    for (const letters of ["gr", "ne", "at", "po"]) {
      const all = await suggest(letters, 8);
      expect(all.length).toBeLessThanOrEqual(8);
      expect(new Set(all.map(({ kind, text }) => `${kind} ${text}`)).size).toBe(all.length);
      expect(await suggest(letters, 2)).toEqual(all.slice(0, 2));
    }
  });

  it("are none for nothing, for one letter, for signs, for words that no paper has, and for a whole page", async () => {
    for (const typed of ["", " ", "g", "…!?", "zzzzqq", "\u0000", "graph ".repeat(2000), "[%_*'\"\\"])
      expect(await suggest(typed)).toEqual([]);
  });

  it.each(["", "q=a&k=0", "q=a&k=51", "q=a&k=x"])("refuse %j with a reason", async (parameters) => {
    const response = await fetch(`${served.url}/api/suggest?${parameters}`);
    expect(response.status).toBe(400);
  });
});

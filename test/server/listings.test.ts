import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as wire from "../../src/wire/index.ts";
import { buildLibrary } from "../helpers/library.ts";
import { savedPage } from "../helpers/papers.ts";
import { PAPERS, rawGet, type Serving, startServing } from "./serving.ts";

/** A name that an address must not hold as it is. */
const ODD_NAME = "100% of a?b#c.txt";

let served: Serving;
const get = (path: string) => fetch(`${served.url}${path}`);
const titles = (from: number, to: number) => PAPERS.slice(from, to).map(({ title }) => title);

beforeAll(async () => {
  served = await startServing();
  const pages = [
    served.folder.write("may.txt", savedPage(titles(0, 5), "May 1, 2024")),
    served.folder.write("june.txt", savedPage(titles(5, 8), "Jun 3")),
    served.folder.write(ODD_NAME, savedPage(titles(8, 10), "")),
  ];
  await buildLibrary(served.folder.at("library"), pages);
  served.pass(2000);
});
afterAll(async () => {
  expect(served.reports).toEqual([]);
  await served.close();
});

describe("The API of listings", () => {
  it("gives the periods of each length, days where none is asked for", async () => {
    const read = async (query: string) => wire.ListingsAnswer.strict().parse(await (await get(query)).json());
    expect((await read("/api/listings")).periods.map(({ period }) => period)).toEqual([
      "2024-05-01",
      "--06-03",
      `page:huggingface-papers/${ODD_NAME}`,
    ]);
    expect((await read("/api/listings?by=week")).periods[0]?.period).toBe("2024-W18");
    expect((await read("/api/listings?by=month")).periods[0]?.period).toBe("2024-05");
  });

  it("gives the papers of every period that it names", async () => {
    for (const by of ["day", "week", "month"]) {
      const { periods } = wire.ListingsAnswer.parse(await (await get(`/api/listings?by=${by}`)).json());
      for (const { period, papers } of periods) {
        const response = await get(`/api/listings/${encodeURIComponent(period)}`);
        const answer = wire.ListingAnswer.strict().parse(await response.json());
        expect([answer.period, answer.papers, answer.listed.length]).toEqual([period, papers, papers]);
        expect(answer.listed.map(({ place }) => place)).toEqual(answer.listed.map((_, i) => i + 1));
      }
    }
  });

  it("gives a part of them, and no novelty where none is wanted", async () => {
    const response = await get("/api/listings/2024-05-01?k=2&offset=2&novelty=0");
    const answer = wire.ListingAnswer.parse(await response.json());
    expect(answer.listed.map(({ title }) => title)).toEqual(titles(2, 4));
    expect(answer).not.toHaveProperty("novelty");
  });

  it("answers 404 for a period without listings, and 400 for nonsense", async () => {
    const statusOf = async (path: string) => {
      const { status, headers } = await rawGet(served.url, path);
      expect(headers["content-type"]).toContain("application/problem+json");
      return status;
    };
    for (const period of ["2030-01-01", "2030-W01", "2030-01", "--01-01", "page:x/y"]) {
      expect(await statusOf(`/api/listings/${period}`)).toBe(404);
    }
    const nonsense = ["/yesterday", "/2024-02-30", "/2024-W54", "/%00", "/2024-05-01/x", "?by=year"];
    const numbers = ["/2024-05-01?k=0", "/2024-05-01?k=1001", "/2024-05-01?offset=-1", "/2024-05-01?novelty=2"];
    for (const path of [...nonsense, ...numbers]) expect(await statusOf(`/api/listings${path}`), path).toBe(400);
  });
});

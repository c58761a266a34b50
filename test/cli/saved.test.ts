import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DigestAnswer, SavedChange, SavedHitsAnswer } from "../../src/wire/index.ts";
import { documentOf, orrery } from "../helpers/cli.ts";
import { buildLibrary } from "../helpers/library.ts";
import { randomPapers, toJsonLines } from "../helpers/papers.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";
import { startMailServer, type TestServer } from "../mail/server.ts";

let folder: TemporaryFolder;
let server: TestServer;
const run = (command: string, ...args: string[]) => orrery([command, "--library", folder.at("library"), ...args]);

beforeAll(async () => {
  folder = temporaryFolder();
  server = await startMailServer();
  await buildLibrary(folder.at("library"), [folder.write("papers.jsonl", toJsonLines(randomPapers(20)))]);
});
afterAll(async () => {
  await server.close();
  folder.remove();
});

it("A search is saved with its filters, shows what came in, and only a peek leaves it new", async () => {
  const made = SavedChange.strict().parse(
    documentOf(await run("saved", "add", "Graphs", "graph", "-m", "lexical", "--from", "2001", "--json")),
  );
  expect(made.saved).toMatchObject({ id: "s1", search: "q=graph&mode=lexical&yearFrom=2001" });
  const paper = { id: "late", title: "A late graph", abstract: "", year: 2020 };
  await buildLibrary(folder.at("library"), [folder.write("late.jsonl", toJsonLines([paper]))]);
  const [peeked, mistaken] = await Promise.all([
    run("saved", "show", "graphs", "--peek", "--json"),
    run("saved", "show", "Trees"),
  ]);
  expect(
    SavedHitsAnswer.strict()
      .parse(documentOf(peeked))
      .hits.map(({ id }) => id),
  ).toEqual(["late"]);
  expect(mistaken).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(/no saved search “Trees”/) });
  const shown = await run("saved", "show", "Graphs");
  expect(shown.stdout).toMatch(/1\. A late graph\n[\s\S]*Graphs · 1 paper new since .*\.\n$/);
  expect((await run("saved")).stdout).toMatch(
    /^s1 {2}Graphs · graph · mode lexical · yearFrom 2001 · nothing new since \d{4}-\d\d-\d\d\n$/,
  );
});

it("A digest is looked at, refused to be sent where nothing is set up, sent, and then there is nothing new", async () => {
  const [looked, unset] = await Promise.all([
    run("digest", "--json"),
    run("digest", "--send", "--to", "ann@example.org"),
  ]);
  expect(DigestAnswer.strict().parse(documentOf(looked))).toMatchObject({ sinceIs: "first", arrived: 21 });
  expect(unset).toMatchObject({
    ...{ code: 2, stdout: "" },
    stderr: expect.stringMatching(/Expected a mail server.*Nothing was sent/),
  });
  const settings = { smtp: `smtp://ann:secret@${server.url}`, from: "ann@example.org", to: "bo@example.org" };
  folder.write("library/mail.json", JSON.stringify(settings));
  const path = folder.at("digest.eml");
  const unwritten = await run("digest", "--send", "-o", folder.at("nowhere", "digest.md"));
  expect(unwritten.code).toBe(1);
  expect(server.messages).toEqual([]); // else it would be sent once more
  const sent = await run("digest", "--send", "--format", "eml", "-o", path);
  expect(sent).toMatchObject({
    code: 0,
    stdout: "",
    stderr: expect.stringMatching(/papers? sent to bo@example\.org\./),
  });
  expect(sent.stderr).not.toContain("secret");
  expect(server.messages).toHaveLength(1);
  expect(server.messages[0]).toMatch(/^Subject: New papers since /m);
  expect(readFileSync(path, "utf8")).toMatch(/^To: bo@example\.org\r$/m);
  const [again, empty] = await Promise.all([run("digest", "--send"), run("digest")]);
  expect(again.stderr).toMatch(/^Nothing new for you since .*: nothing was sent\.\n$/);
  expect(empty.stdout).toMatch(/^# New papers since .*\n\n0 papers came in, none of them for you\.\n/);
  expect(server.messages).toHaveLength(1);
});

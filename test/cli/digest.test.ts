import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DigestAnswer } from "../../src/wire/index.ts";
import { documentOf, orrery } from "../helpers/cli.ts";
import { buildLibrary, withLibrary } from "../helpers/library.ts";
import { randomPapers, toJsonLines } from "../helpers/papers.ts";
import { type TemporaryFolder, temporaryFolder } from "../helpers/temporary.ts";
import { startMailServer, type TestServer } from "../mail/server.ts";

let folder: TemporaryFolder;
let server: TestServer;
const run = (...args: string[]) => orrery(["digest", "--library", folder.at("library"), ...args]);

beforeAll(async () => {
  folder = temporaryFolder();
  server = await startMailServer();
  await buildLibrary(folder.at("library"), [folder.write("papers.jsonl", toJsonLines(randomPapers(20)))]);
  await withLibrary(folder.at("library"), ({ library }) => {
    library.saved.create({ name: "Graphs", search: "q=graph&mode=lexical" });
  });
});
afterAll(async () => {
  await server.close();
  folder.remove();
});

it("A digest is looked at, refused to be sent where nothing is set up, sent, and then there is nothing new", async () => {
  const [looked, unset] = await Promise.all([run("-k", "3"), run("--send", "--to", "ann@example.org")]);
  expect(looked.stdout).toMatch(/^# New papers since .*\n\n20 papers came in, \d+ of them for you\.\n/);
  expect(looked.stdout).toContain("*Answers your saved search Graphs.*");
  expect(unset).toMatchObject({
    code: 2,
    stdout: "",
    stderr: expect.stringMatching(/Expected a mail server.*Nothing was sent/),
  });

  const settings = { smtp: `smtp://ann:secret@${server.url}`, from: "ann@example.org", to: "bo@example.org" };
  folder.write("library/mail.json", JSON.stringify(settings));
  const sent = await run("--send");
  expect(sent).toMatchObject({
    code: 0,
    stdout: "",
    stderr: expect.stringMatching(/papers? sent to bo@example\.org\.\n$/),
  });
  expect(sent.stderr).not.toContain("secret");
  expect(server.messages).toHaveLength(1);
  expect(server.messages[0]).toMatch(/^Subject: New papers since /m);

  const path = folder.at("digest.eml");
  const [again, written, parsed] = await Promise.all([
    run("--send"),
    run("--since", "2020-01-01", "--format", "eml", "-o", path),
    run("--json"),
  ]);
  expect(again.stderr).toMatch(/^Nothing new for you since .*: nothing was sent\.\n$/);
  expect(server.messages).toHaveLength(1);
  expect(written.stdout).toBe("");
  expect(readFileSync(path, "utf8")).toMatch(/^To: bo@example\.org\r$/m);
  expect(DigestAnswer.strict().parse(documentOf(parsed))).toMatchObject({ sinceIs: "last", arrived: 0 });
});

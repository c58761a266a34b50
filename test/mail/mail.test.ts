import fc from "fast-check";
import { afterEach, expect, it } from "vitest";
import { composeMail, parseMailServer, sendMail } from "../../src/mail/index.ts";
import { startMailServer, type TestServer } from "./server.ts";

const MESSAGE = {
  ...{ from: "ann@example.org", to: ["bo@example.org", "cy@example.org"], subject: "New papers" },
  ...{ text: "Plain words: größer", html: "<p>Words</p>", date: new Date("2026-01-02T03:04:05Z"), id: "digest-7-abc" },
};

let server: TestServer | undefined;
afterEach(() => server?.close());

const headersOf = (eml: string) =>
  eml
    .slice(0, eml.indexOf("\r\n\r\n"))
    .replace(/\r\n[ \t]+/g, " ")
    .split("\r\n");

it("A message holds both forms, its addresses, its date and its id", async () => {
  const eml = (await composeMail(MESSAGE)).toString();
  const headers = headersOf(eml);
  expect(headers).toEqual(
    expect.arrayContaining([
      ...["From: Orrery <ann@example.org>", "To: bo@example.org, cy@example.org", "Subject: New papers"],
      ...["Message-ID: <digest-7-abc@orrery.invalid>", "Date: Fri, 02 Jan 2026 03:04:05 +0000", "MIME-Version: 1.0"],
    ]),
  );
  expect(headers.find((header) => header.startsWith("Content-Type"))).toMatch(/multipart\/alternative/);
  expect(eml).toMatch(/text\/plain[\s\S]*gr=C3=B6=C3=9Fer[\s\S]*text\/html[\s\S]*<p>Words<\/p>/);
  expect(eml.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
});

it("No subject adds a header or ends the headers", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: fc.constantFrom("a", ":", " ", "\r", "\n", "\u2028", "\0", "é", "😀", "B") }),
      async (text) => {
        const subject = `x${text}\r\nBcc: eve@example.org\r\n\r\nInjected: body`;
        const eml = (await composeMail({ ...MESSAGE, subject })).toString();
        const names = headersOf(eml).map((header) => header.slice(0, header.indexOf(":")));
        expect(names).not.toContain("Bcc");
        expect(names.filter((name) => name === "Subject")).toHaveLength(1);
        expect(new Set(names).size).toBe(names.length);
      },
    ),
    { numRuns: 30 },
  );
});

it.each([
  "ann",
  "ann@",
  "@example.org",
  "ann@example.org\r\nBcc: eve@example.org",
  "Ann <ann@example.org>",
  "a@b, c@d",
  "",
])("%j is no address, and nothing is sent", async (address) => {
  server = await startMailServer();
  const refused = { code: "bad-request", message: expect.stringMatching(/Expected an address/) };
  await expect(composeMail({ ...MESSAGE, to: [address] })).rejects.toMatchObject(refused);
  await expect(composeMail({ ...MESSAGE, from: address })).rejects.toMatchObject(refused);
  const to = parseMailServer(`smtp://${server.url}`);
  await expect(sendMail({ ...MESSAGE, to: [address] }, to)).rejects.toMatchObject(refused);
  expect(server.commands).toEqual([]);
});

it("A message is handed over to the mail server, with the name and password that it asks for", async () => {
  server = await startMailServer();
  await sendMail(MESSAGE, parseMailServer(`smtp://ann:p%40ss@${server.url}`));
  expect(server.commands).toEqual(
    expect.arrayContaining([
      "MAIL FROM:<ann@example.org>",
      "RCPT TO:<bo@example.org>",
      "RCPT TO:<cy@example.org>",
      `AUTH PLAIN ${Buffer.from("\0ann\0p@ss").toString("base64")}`,
    ]),
  );
  expect(server.messages).toHaveLength(1);
  expect(server.messages[0]).toContain("Subject: New papers");
});

it("What a mail server refuses is said with its words and without the password", async () => {
  server = await startMailServer({ refuses: true });
  const sent = sendMail(MESSAGE, parseMailServer(`smtp://ann:secret@${server.url}`));
  await expect(sent).rejects.toMatchObject({
    code: "unreachable",
    message: expect.stringMatching(
      /^The mail server 127\.0\.0\.1:\d+ did not take the message: .*550 no such person here/,
    ),
  });
  await expect(sent).rejects.not.toMatchObject({ message: expect.stringContaining("secret") });
  expect(server.messages).toEqual([]);
});

it("An address that is no mail server is refused without being repeated", () => {
  for (const address of [
    "",
    "mail.example.org",
    "http://ann:secret@mail.example.org",
    "smtp://",
    "smtp://ann:secret@",
  ]) {
    expect(() => parseMailServer(address)).toThrow(
      expect.objectContaining({ code: "bad-request", message: expect.not.stringContaining("secret") }),
    );
  }
  expect(parseMailServer("smtps://mail.example.org")).toEqual({ host: "mail.example.org", port: 465, secure: true });
  expect(parseMailServer("smtp://a%:b@[::1]")).toMatchObject({ host: "::1", port: 587, user: "a%", password: "b" });
});

import { writeSync } from "node:fs";
import { writeDigestHtml, writeDigestMarkdown, writeDigestText } from "../../cite/index.ts";
import { replaceFile } from "../../core/files.ts";
import { AppError, counted, type OnProgress } from "../../core/index.ts";
import { digestInWords, type Library } from "../../library/index.ts";
import { composeMail, type MailMessage, sendMail } from "../../mail/index.ts";
import { type DigestAnswer, DigestParameters } from "../../wire/index.ts";
import { clock, openLibrary } from "../environment.ts";
import { type MailSettings, mailSettings, requireServer } from "../mail-settings.ts";
import { type CommonOptions, checked, type ModelOptions } from "../options.ts";
import type { Output } from "../output.ts";

export const DIGEST_FORMATS = ["markdown", "html", "eml", "json"] as const;

export interface DigestCommandOptions extends CommonOptions, ModelOptions {
  readonly since: string;
  readonly k: number;
  readonly format: (typeof DIGEST_FORMATS)[number];
  readonly output?: string;
  readonly to?: string[];
  readonly send?: boolean;
}

/** Writes or sends what is new for the reader. Only what is written to a file or sent counts as read. */
export async function digest(options: DigestCommandOptions, output: Output): Promise<number> {
  const { since, k } = checked(DigestParameters, { since: options.since, k: options.k });
  const settings = mailSettings(options.library, process.env);
  const server = options.send === true ? requireServer(settings) : undefined;
  const to = options.to ?? settings.to;
  if (server !== undefined && to.length === 0) {
    throw new AppError("bad-request", "Expected someone to send it to: --to ann@example.org, or ORRERY_MAIL_TO.");
  }
  const library = openLibrary(options, output);
  try {
    await openMapIfAny(library, output.progress);
    const answer = await library.digest.make({ since, k });
    const message = messageOf(answer, settings, to);
    const isWritten = await write(answer, message, options, output); // first: mail that is out cannot be called back
    const isSent = server !== undefined && answer.groups.length > 0;
    if (isSent) {
      await sendMail(message, server);
      output.note(`${counted(shownIn(answer), "paper")} sent to ${to.join(", ")}.`);
    } else if (server !== undefined)
      output.note(`Nothing new for you since ${answer.since.slice(0, 10)}: nothing was sent.`);
    if (isSent || isWritten) remember(library, answer, output);
    return 0;
  } finally {
    await library.close();
  }
}

/** Without a file it goes to standard output, unless it was to be sent. Returns whether a file was written. */
async function write(
  answer: DigestAnswer,
  message: MailMessage,
  { format: wanted, output: path, send, json }: DigestCommandOptions,
  output: Output,
): Promise<boolean> {
  const format = json === true ? "json" : wanted;
  if (path === undefined && send === true && json !== true) return false;
  const content = await contentOf(answer, message, format);
  if (path === undefined) {
    await output.text(content.toString());
    return false;
  }
  replaceFile(path, (to) => void writeSync(to, content));
  output.note(`${counted(shownIn(answer), "paper")} written to ${path}.`);
  return true;
}

async function contentOf(
  answer: DigestAnswer,
  message: MailMessage,
  format: DigestCommandOptions["format"],
): Promise<Buffer> {
  switch (format) {
    case "json":
      return Buffer.from(`${JSON.stringify(answer)}\n`);
    case "markdown":
      return Buffer.from(writeDigestMarkdown(digestInWords(answer)));
    case "html":
      return Buffer.from(message.html);
    case "eml":
      return composeMail(message);
  }
}

function messageOf(answer: DigestAnswer, { from }: MailSettings, to: readonly string[]): MailMessage {
  const words = digestInWords(answer);
  const date = clock();
  return {
    from: from ?? to[0] ?? "orrery@localhost",
    to,
    subject: words.title,
    text: writeDigestText(words),
    html: writeDigestHtml(words),
    date,
    id: `digest-${answer.upTo}-${date.getTime().toString(36)}`,
  };
}

/** The next digest begins where this one ends, unless it left something out. */
function remember(library: Library, { continues, upTo, since }: DigestAnswer, output: Output): void {
  if (continues) library.digest.seen(upTo);
  else {
    output.note(
      `This digest begins on ${since.slice(0, 10)}, later than the last one ended: the next begins where that one did.`,
    );
  }
}

/** Topics come from the map; where none can be laid out, the digest goes without. */
async function openMapIfAny(library: Library, onProgress: OnProgress | undefined): Promise<void> {
  try {
    await library.openMap(onProgress);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}

function shownIn({ groups }: DigestAnswer): number {
  return groups.reduce((sum, { papers }) => sum + papers.length, 0);
}

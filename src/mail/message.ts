import { createTransport, type SendMailOptions } from "nodemailer";
import { AppError, clip } from "../core/index.ts";

/** A message in two forms of the same. */
export interface MailMessage {
  /** Plain address; the name beside it is Orrery's. */
  readonly from: string;
  /** Plain addresses; none for a draft that is addressed later. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly date: Date;
  /** Differs from message to message; letters, digits and dashes. */
  readonly id: string;
}

const ADDRESS = /^[^\s<>@,;:"()[\]\\]{1,64}@[^\s<>@,;:"()[\]\\]{1,190}$/;

/** The message as an .eml file (RFC 5322), with both forms in it. Sends nothing. Throws AppError("bad-request") for
 *  addresses that are none. */
export async function composeMail(message: MailMessage): Promise<Buffer> {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: "windows" });
  const { message: bytes } = await transport.sendMail(optionsOf(message));
  if (!Buffer.isBuffer(bytes)) throw new AppError("storage-failed", "The message could not be put together.");
  return bytes;
}

/** The message as nodemailer takes it: no files or addresses are read for it. */
export function optionsOf({ from, to, subject, text, html, date, id }: MailMessage): SendMailOptions {
  for (const address of [from, ...to]) requireAddress(address);
  return {
    from: { name: "Orrery", address: from },
    to: [...to],
    subject: subject.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim(),
    text,
    html,
    date,
    messageId: `<${id}@orrery.invalid>`,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function requireAddress(address: string): void {
  if (ADDRESS.test(address)) return;
  throw new AppError(
    "bad-request",
    `Expected an address like ann@example.org, got ${JSON.stringify(clip(address, 80))}.`,
  );
}

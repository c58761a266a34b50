import { createTransport } from "nodemailer";
import { AppError, messageOf } from "../core/index.ts";
import { type MailMessage, optionsOf } from "./message.ts";

/** Where mail is handed over. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte. */
  readonly secure: boolean;
  readonly user?: string;
  readonly password?: string;
}

const TIMEOUT_MS = 30_000;
const LOCAL = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/;

/** Reads smtp://user:password@host:587 or smtps://…. Throws AppError("bad-request"), without the address: it holds a
 *  password. */
export function parseMailServer(address: string): MailServer {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^smtps?:$/.test(url.protocol) || url.hostname === "") {
    throw new AppError(
      "bad-request",
      "Expected a mail server like smtp://user:password@mail.example.org:587 or smtps://….",
    );
  }
  const secure = url.protocol === "smtps:";
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: url.port === "" ? (secure ? 465 : 587) : Number(url.port),
    secure,
    ...(url.username === "" ? {} : { user: decoded(url.username), password: decoded(url.password) }),
  };
}

/** Hands the message over. A password goes to another machine through TLS only. Throws AppError "unreachable", which
 *  names the server and what it said, "bad-request" for addresses that are none. */
export async function sendMail(
  message: MailMessage,
  { host, port, secure, user, password }: MailServer,
): Promise<void> {
  const options = optionsOf(message);
  const transport = createTransport({
    ...{ host, port, secure },
    requireTLS: user !== undefined && !LOCAL.test(host),
    ...(user === undefined ? {} : { auth: { user, pass: password ?? "" } }),
    ...{ connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS },
  });
  try {
    await transport.sendMail(options);
  } catch (error) {
    const said =
      password === undefined || password === "" ? messageOf(error) : messageOf(error).replaceAll(password, "…");
    throw new AppError("unreachable", `The mail server ${host}:${port} did not take the message: ${said}`);
  } finally {
    transport.close();
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a lone percent sign
  }
}

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { AppError, messageOf } from "../core/index.ts";
import { type MailServer, parseMailServer } from "../mail/index.ts";

/** How the reader wants to get mail. */
export interface MailSettings {
  readonly server?: MailServer;
  readonly from?: string;
  readonly to: readonly string[];
}

const SettingsFile = z.strictObject({
  smtp: z.string().optional(),
  from: z.string().optional(),
  to: z.union([z.string(), z.array(z.string())]).optional(),
});

const FILE = "mail.json";

/** The settings in ORRERY_SMTP_URL, ORRERY_MAIL_FROM and ORRERY_MAIL_TO, else in mail.json in the library's folder. Throws
 *  AppError "damaged-file" for a file that is not understood, "bad-request" for a server that is none. */
export function mailSettings(folder: string, environment: NodeJS.ProcessEnv): MailSettings {
  const file = readSettings(join(folder, FILE));
  const smtp = environment["ORRERY_SMTP_URL"] || file.smtp;
  const from = environment["ORRERY_MAIL_FROM"] || file.from;
  const to = environment["ORRERY_MAIL_TO"] ? environment["ORRERY_MAIL_TO"].split(",") : [file.to ?? []].flat();
  return {
    ...(smtp === undefined ? {} : { server: parseMailServer(smtp) }),
    ...(from === undefined ? {} : { from }),
    to: to.map((address) => address.trim()).filter((address) => address !== ""),
  };
}

/** Throws AppError("bad-request") where mail cannot be sent. */
export function requireServer({ server }: MailSettings): MailServer {
  if (server !== undefined) return server;
  throw new AppError(
    "bad-request",
    `Expected a mail server to send through: set ORRERY_SMTP_URL to smtp://user:password@mail.example.org:587, or "smtp" in ${FILE} in the library's folder. Nothing was sent.`,
  );
}

/** What is wrong is said without what the file holds: there may be a password in it. */
function readSettings(path: string): z.infer<typeof SettingsFile> {
  if (!existsSync(path)) return {};
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const reason = error instanceof SyntaxError ? "it is no JSON" : messageOf(error);
    throw new AppError("damaged-file", `${path} cannot be used: ${reason}.`);
  }
  const { success, data, error } = SettingsFile.safeParse(content);
  if (success) return data;
  const [issue] = error.issues;
  throw new AppError("damaged-file", `${path} cannot be used: ${issue?.path.join(".")}: ${issue?.message}.`);
}

import { readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { replaceFile } from "../core/files.ts";
import { AppError, messageOf } from "../core/index.ts";
import { Subscription } from "./subscription.ts";

const VERSION = 1;

const SubscriptionsFile = z.strictObject({ version: z.literal(VERSION), subscriptions: z.array(Subscription) });

/** What a subscription has seen. `of` tells whether it is still a subscription to the same thing. */
const Seen = z.object({
  of: z.string(),
  askedAt: z.string().optional(),
  /** Its server asked to be left alone until then. */
  notBefore: z.string().optional(),
  /** How far it has come; each kind has its own form. */
  position: z.unknown().optional(),
});
export type Seen = z.infer<typeof Seen>;

const SeenFile = z.object({ version: z.literal(VERSION), seen: z.record(z.string(), Seen) });

/** The subscriptions in a file that people may write too; none where there is no file. Throws AppError
 *  "damaged-file" and "wrong-version", which say where and what. */
export function readSubscriptions(path: string): readonly Subscription[] {
  const content = readJson(path);
  if (content === undefined) return [];
  refuseOtherVersions(path, content);
  const parsed = SubscriptionsFile.safeParse(content);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new AppError(
      "damaged-file",
      `${path} cannot be used: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not understood"}.`,
    );
  }
  const { subscriptions } = parsed.data;
  const twice = subscriptions.find(({ id }, i) => subscriptions.findIndex((other) => other.id === id) !== i);
  if (twice !== undefined)
    throw new AppError("damaged-file", `${path} cannot be used: two subscriptions have the id ${twice.id}.`);
  return subscriptions;
}

export function writeSubscriptions(path: string, subscriptions: readonly Subscription[]): void {
  writeJson(path, { version: VERSION, subscriptions });
}

/** What was seen, by the ids of subscriptions. A file that cannot be used counts as none: the worst is that known
 *  papers are asked for once more. */
export function readSeen(path: string): Map<string, Seen> {
  try {
    const { seen } = SeenFile.parse(readJson(path) ?? { version: VERSION, seen: {} });
    return new Map(Object.entries(seen));
  } catch (error) {
    if (error instanceof z.ZodError || (error instanceof AppError && error.code === "damaged-file")) return new Map();
    throw error;
  }
}

export function writeSeen(path: string, seen: ReadonlyMap<string, Seen>): void {
  writeJson(path, { version: VERSION, seen: Object.fromEntries(seen) });
}

function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw new AppError("storage-failed", `Could not read ${path}: ${messageOf(error)}`, { cause: error });
  }
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (error) {
    throw new AppError("damaged-file", `${path} cannot be used: it is no JSON (${messageOf(error)}).`, {
      cause: error,
    });
  }
}

function refuseOtherVersions(path: string, content: unknown): void {
  const version = typeof content === "object" && content !== null && "version" in content ? content.version : undefined;
  if (version === undefined || version === VERSION) return;
  throw new AppError(
    "wrong-version",
    `Expected version ${VERSION} in ${path}, got ${JSON.stringify(version)}. Use the Orrery that wrote it.`,
  );
}

function writeJson(path: string, content: unknown): void {
  replaceFile(path, (file) => writeFileSync(file, `${JSON.stringify(content, undefined, 2)}\n`));
}

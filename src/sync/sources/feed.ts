import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "../../core/index.ts";
import type { Fetched } from "../http/client.ts";
import { parseAddress, type SubscriptionOf } from "../subscription.ts";
import type { Asking, Step } from "./source.ts";

const Position = z.object({
  etag: z.string().optional(),
  lastModified: z.string().optional(),
  /** SHA-256 of what was read: many servers do not know whether anything has changed. */
  hash: z.string().optional(),
});

const HEAD_BYTES = 1024;
const ACCEPT = "application/atom+xml, application/rss+xml, application/xml;q=0.9, application/json;q=0.8, */*;q=0.5";

/** A feed, or any other document of papers at an address. One step. */
export async function* feed(subscription: SubscriptionOf<"feed">, asking: Asking): AsyncGenerator<Step> {
  const { client, reach, folder, signal } = asking;
  const known = Position.safeParse(asking.position).data ?? {};
  const url = parseAddress(subscription.url);
  const path = join(folder, "feed.xml");
  const fetched = await client.fetch({
    url,
    path,
    reach,
    signal,
    accept: ACCEPT,
    validators: known,
    check: refusePages,
  });
  if (!fetched.isNew) {
    yield { files: [], position: known };
    return;
  }
  const { cut, validators } = fetched;
  const hash = await hashOf(path);
  const isSame = hash === known.hash;
  // What was cut is asked for whole the next time: the server must not say that it has not changed.
  const position = { ...(cut === undefined ? validators : {}), hash };
  const note = cut === undefined ? {} : { note: `Only the beginning was read: the feed did not end within ${cut}.` };
  yield { files: isSame || fetched.bytes === 0 ? [] : [path], position, ...note };
}

/** Throws AppError "bad-input" for a web page: asking again would bring it again. */
async function refusePages(path: string, { bytes }: Fetched): Promise<undefined> {
  const file = await open(path, "r");
  try {
    const head = Buffer.alloc(Math.min(HEAD_BYTES, bytes));
    await file.read(head, 0, head.length, 0);
    if (/^\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b/is.test(head.toString("utf8")))
      throw new AppError("bad-input", "Expected a feed, got a web page. Its source may name the feed's address.");
  } finally {
    await file.close();
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

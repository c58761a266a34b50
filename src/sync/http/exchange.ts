import { open } from "node:fs/promises";
import { type IncomingMessage, request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";
import type { LookupFunction } from "node:net";
import { pipeline, type Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import type { Limits } from "./limits.ts";

/** One request and its answer. */
export interface Exchange {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly lookup: LookupFunction;
  readonly limits: Limits;
  readonly signal: AbortSignal | undefined;
  /** Where the body of an answer 200 is written. */
  readonly path: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  /** Bytes of the body, unpacked. */
  readonly bytes: number;
  /** The limit at which the body was cut, in words; absent where it is whole. */
  readonly cut?: string;
}

const OK = 200;
const DECODERS: Readonly<Record<string, () => NodeJS.ReadWriteStream & Readable>> = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** A limit of time that was reached. */
export class TimeOut extends Error {}

/** Makes one request, without any proxy and over a connection of its own, and writes the body of an answer 200 to the
 *  path. Throws what the network throws, TimeOut, and the signal's reason. A body that is too long or takes too long
 *  as a whole is cut, and the answer says so; one that is broken off by the other side is an error. */
export async function exchange({ url, headers, lookup, limits, signal, path }: Exchange): Promise<Answer> {
  signal?.throwIfAborted();
  let reason: unknown;
  const send = url.protocol === "https:" ? requestSecure : requestPlain;
  const request = send(url, { headers: { ...headers, "accept-encoding": "gzip, deflate, br" }, lookup, agent: false });
  const stop = (why: unknown) => {
    reason ??= why;
    request.destroy(why instanceof Error ? why : new Error("The request was stopped."));
  };
  const isOver = new TimeOut(`${url.host} took longer than ${inSeconds(limits.totalMs)} for its answer`);
  const total = setTimeout(stop, limits.totalMs, isOver);
  const onAbort = () => stop(signal?.reason);
  signal?.addEventListener("abort", onAbort);
  let received = 0;
  try {
    const response = await answered(request, url, limits, stop);
    const { statusCode: status = 0, headers: told } = response;
    if (status !== OK) {
      request.destroy();
      return { status, headers: told, bytes: 0 };
    }
    const { bytes, cut } = await save(decoded(response), path, limits.maxBytes, (count) => {
      received = count;
    });
    if (cut) request.destroy();
    return { status, headers: told, bytes, ...(cut ? { cut: inMegabytes(limits.maxBytes) } : {}) };
  } catch (error) {
    if (reason === isOver && received > 0)
      return { status: OK, headers: {}, bytes: received, cut: inSeconds(limits.totalMs) };
    throw reason ?? error;
  } finally {
    clearTimeout(total);
    signal?.removeEventListener("abort", onAbort);
    request.destroy();
  }
}

/** The answer's beginning. Sets the limits on connecting and on silence. */
function answered(
  request: ReturnType<typeof requestPlain>,
  { host }: URL,
  { connectMs, idleMs }: Limits,
  stop: (why: Error) => void,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const connecting = setTimeout(
      stop,
      connectMs,
      new TimeOut(`${host} could not be connected to within ${inSeconds(connectMs)}`),
    );
    request.once("socket", (socket) => {
      socket.once("connect", () => clearTimeout(connecting));
      socket.setTimeout(idleMs, () => stop(new TimeOut(`${host} was silent for ${inSeconds(idleMs)}`)));
    });
    request.once("close", () => clearTimeout(connecting));
    request.on("error", reject);
    request.once("response", resolve);
    request.end();
  });
}

/** The body, unpacked. An error that comes before anybody reads it waits for the one who does. */
function decoded(response: IncomingMessage): Readable {
  response.on("error", () => undefined);
  const encoding = response.headers["content-encoding"]?.trim().toLowerCase() ?? "";
  const decoder = DECODERS[encoding]?.();
  if (decoder === undefined) return response;
  decoder.on("error", () => undefined);
  return pipeline(response, decoder, () => undefined) as unknown as Readable;
}

async function save(
  body: Readable,
  path: string,
  maxBytes: number,
  onBytes: (count: number) => void,
): Promise<{ bytes: number; cut: boolean }> {
  const file = await open(path, "w");
  let bytes = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      const part = chunk.subarray(0, maxBytes - bytes);
      await file.write(part);
      bytes += part.length;
      onBytes(bytes);
      if (part.length < chunk.length) return { bytes, cut: true };
    }
    return { bytes, cut: false };
  } finally {
    await file.close();
  }
}

function inSeconds(milliseconds: number): string {
  return `${milliseconds / 1000} s`;
}

function inMegabytes(bytes: number): string {
  return `${bytes / 1_000_000} MB`;
}

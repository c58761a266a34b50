import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Express } from "express";
import { AppError } from "../core/index.ts";

export interface Listening {
  /** The address to open, for example http://127.0.0.1:7070/ */
  readonly url: string;
  /** Answers what is under way, then stops. */
  close(): Promise<void>;
}

const LOOPBACK = ["127.0.0.1", "localhost", "[::1]", "::1"];

/** A query of 10,000 words is an address of some hundred kilobytes; Node's own limit is 16. */
const MAX_HEADER_BYTES = 1 << 20;

/** Names under which a server on this host may be addressed; undefined where it is open to the network. */
export function hostsFor(host: string): readonly string[] | undefined {
  return LOOPBACK.includes(host) ? ["127.0.0.1", "localhost", "[::1]"] : undefined;
}

/** Starts to listen. Port 0 takes any free one. Throws AppError("port-in-use" or "bad-request"). */
export function listen(app: Express, host: string, port: number): Promise<Listening> {
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, app);
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(explain(error, host, port)));
    server.listen(port, host, () => resolve({ url: urlOf(server, host), close: () => close(server) }));
  });
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case "EADDRINUSE":
      return new AppError(
        "port-in-use",
        `Port ${port} on ${host} is in use, perhaps by another Orrery. Stop that program, or choose another port with --port ${port + 1}.`,
        { cause: error },
      );
    case "EACCES":
      return new AppError(
        "port-in-use",
        `Port ${port} may not be used by this user. Choose one above 1023 with --port.`,
        {
          cause: error,
        },
      );
    default:
      return new AppError("bad-request", `Could not listen on ${host}:${port}: ${error.message}`, { cause: error });
  }
}

function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  return `http://${host.includes(":") && !host.startsWith("[") ? `[${host}]` : host}:${port}/`;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 500).unref();
  });
}

import { AppError, messageOf } from "../../core/index.ts";
import { TimeOut } from "./exchange.ts";

/** No name could be resolved or no way leads there: most often there is no network. */
export class OfflineError extends AppError {
  constructor(message: string, options?: ErrorOptions) {
    super("unreachable", message, options);
  }
}

/** A host that may not be asked. */
export class ReachError extends AppError {
  /** The option of a subscription that allows it. */
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super("forbidden", message);
    this.remedy = remedy;
  }
}

/** The server asks to be left alone for longer than a run should wait. */
export class LaterError extends AppError {
  readonly until: Date;

  constructor(message: string, until: Date) {
    super("unreachable", message);
    this.until = until;
  }
}

/** A request failed in a way that may pass. */
export class Passing extends Error {
  /** The pause that the server asks for. */
  readonly pauseMs: number | undefined;

  constructor(message: string, pauseMs?: number) {
    super(message);
    this.pauseMs = pauseMs;
  }
}

/** Errors of the network after which asking again at once is no use. */
const OFFLINE: ReadonlySet<string> = new Set(["ENOTFOUND", "EAI_AGAIN", "ENETUNREACH", "EHOSTUNREACH", "ENETDOWN"]);
const REFUSED: ReadonlySet<string> = new Set(["ECONNREFUSED", "EACCES", "EPERM"]);
const DISK: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT", "EROFS", "EIO"]);
const TLS_ERROR = /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY/;

/** What an error of the network means. */
export function explained(error: unknown, { host }: URL): Error {
  if (error instanceof AppError) return error;
  if (error instanceof TimeOut) return new Passing(error.message);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (DISK.has(code) || (error instanceof Error && "path" in error))
    return new AppError("storage-failed", `Could not keep what ${host} sent: ${messageOf(error)}`, { cause: error });
  if (OFFLINE.has(code))
    return new OfflineError(`${host} cannot be reached (${code}): there is no network, or no such host.`, {
      cause: error,
    });
  if (REFUSED.has(code))
    return new AppError("unreachable", `${host} accepts no connection (${code}).`, { cause: error });
  if (TLS_ERROR.test(code))
    return new AppError("unreachable", `${host} cannot show that it is ${host}: ${messageOf(error)} (${code}).`, {
      cause: error,
    });
  return new Passing(`${host} broke the connection off (${code === "" ? messageOf(error) : code})`);
}

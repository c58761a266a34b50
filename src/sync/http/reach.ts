import { lookup } from "node:dns/promises";
import type { LookupFunction } from "node:net";
import { AppError, messageOf } from "../../core/index.ts";
import { isOwnHost, isPublicAddress } from "./addresses.ts";
import { ReachError } from "./trouble.ts";

/** Which hosts may be asked on behalf of one subscription. */
export interface Reach {
  /** Hosts as URL.host gives them: with the port where it is not the usual one. */
  readonly hosts: ReadonlySet<string>;
  /** Whether these hosts may lie in a private network though their names do not say so. */
  readonly private: boolean;
}

/** The addresses of a name. */
export type Resolve = (hostname: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;

export const resolveName: Resolve = (hostname) => lookup(hostname, { all: true });

/** Throws AppError "bad-request" for an address that is not of the web, and "forbidden" for a host that is not among
 *  those that may be asked. `from` is the address that led there. */
export function checkReach(url: URL, reach: Reach, from?: URL): void {
  if (url.protocol !== "https:" && url.protocol !== "http:")
    throw new AppError("bad-request", `Expected an address that begins with https:// or http://, got ${url.href}.`);
  if (from?.protocol === "https:" && url.protocol === "http:")
    throw new AppError("forbidden", `${from.host} leads from https to plain http (${url.href}). That is not followed.`);
  if (reach.hosts.has(url.host)) return;
  throw new ReachError(
    from === undefined
      ? `${url.host} may not be asked.`
      : `${from.host} leads on to ${url.host}, which may not be asked.`,
    `--follow ${url.host}`,
  );
}

/** A look-up for a connection to `url` that gives no address of a private network, unless the host is named as one or
 *  the reach allows it. What is connected to is what was checked: there is no second look-up. */
export function guardedLookup(url: URL, reach: Reach, resolve: Resolve): LookupFunction {
  const mayBePrivate = reach.private || isOwnHost(url.hostname);
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const wrong = mayBePrivate ? undefined : addresses.find(({ address }) => !isPublicAddress(address));
        const [first] = addresses;
        if (wrong !== undefined) callback(privateAddress(url, wrong.address), []);
        else if (first === undefined) callback(new Error(`${hostname} has no address`), []);
        else if (options.all === true) callback(null, [...addresses]);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(messageOf(error)), []),
    );
  };
}

function privateAddress(url: URL, address: string): ReachError {
  return new ReachError(
    `${url.hostname} lies at ${address}, an address of this machine or a private network.`,
    "--private",
  );
}

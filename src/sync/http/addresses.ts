import { BlockList, isIP } from "node:net";

/** Networks of IPv4 that are nobody's on the open internet (IANA special-purpose registry, multicast and reserved). */
const CLOSED_IPV4: readonly (readonly [network: string, bits: number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
];

/** Networks inside 2000::/3 that are not open: protocol assignments with Teredo, documentation, 6to4. */
const CLOSED_IPV6: readonly (readonly [network: string, bits: number])[] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
];

/** Addresses under which networks of IPv6 alone reach IPv4 (NAT64); the last 32 bits are the IPv4 address. */
const NAT64 = "64:ff9b::";
const NAT64_BITS = 96;

const closed = new BlockList();
const open = new BlockList();
for (const [network, bits] of CLOSED_IPV4) {
  closed.addSubnet(network, bits, "ipv4");
  closed.addSubnet(`${NAT64}${network}`, NAT64_BITS + bits, "ipv6");
}
for (const [network, bits] of CLOSED_IPV6) closed.addSubnet(network, bits, "ipv6");
open.addSubnet("2000::", 3, "ipv6");
open.addSubnet(NAT64, NAT64_BITS, "ipv6");

/** Names that only a network of one's own resolves (RFC 6761, 6762, 8375, and what routers use). */
const OWN_NAMES = /^(?:[^.]+|.*\.(?:localhost|local|lan|internal|intranet|home|home\.arpa))$/;

/** True for an address on the open internet; false for one of this machine, of a private network or of no use, and
 *  for a text that is no address. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !closed.check(address, "ipv4");
    case 6:
      return open.check(address, "ipv6") && !closed.check(address, "ipv6");
    default:
      return false;
  }
}

/** True for a host (as URL.hostname gives it) whose name already says that it is in a network of one's own. */
export function isOwnHost(hostname: string): boolean {
  const bare = bareHost(hostname);
  return isIP(bare) === 0 ? OWN_NAMES.test(bare) : !isPublicAddress(bare);
}

/** A host without the brackets of IPv6 and without the dot that ends a full name. */
function bareHost(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "");
}

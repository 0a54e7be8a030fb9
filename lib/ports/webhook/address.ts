import { BlockList, isIP } from "node:net";

/**
 * Addresses that are no place on the public internet: IANA's special-purpose registries (RFC 6890 and what came after),
 * for both families. What is not listed there is public.
 */
const closed4 = [
  ["0.0.0.0", 8, "this network"],
  ["10.0.0.0", 8, "private"],
  ["100.64.0.0", 10, "carrier-grade NAT"],
  ["127.0.0.0", 8, "loopback"],
  ["169.254.0.0", 16, "link-local, with the metadata services of clouds"],
  ["172.16.0.0", 12, "private"],
  ["192.0.0.0", 24, "IETF protocol assignments"],
  ["192.0.2.0", 24, "documentation"],
  ["192.31.196.0", 24, "AS112"],
  ["192.52.193.0", 24, "AMT"],
  ["192.88.99.0", 24, "6to4 relays"],
  ["192.168.0.0", 16, "private"],
  ["192.175.48.0", 24, "AS112"],
  ["198.18.0.0", 15, "benchmarking"],
  ["198.51.100.0", 24, "documentation"],
  ["203.0.113.0", 24, "documentation"],
  ["224.0.0.0", 4, "multicast"],
  ["240.0.0.0", 4, "reserved, and broadcast"],
] as const;

/** Of IPv6 only 2000::/3 is given out at all; of that these lead elsewhere, or hide an IPv4 address. */
const closed6 = [
  ["2001::", 23, "IETF protocol assignments, Teredo among them"],
  ["2001:db8::", 32, "documentation"],
  ["2002::", 16, "6to4: an IPv4 address within"],
  ["2620:4f:8000::", 48, "AS112"],
  ["3fff::", 20, "documentation"],
  // Metadata services of clouds live in fd00::/8, which is outside of what is given out.
] as const;

const open6 = new BlockList();
open6.addSubnet("2000::", 3, "ipv6");
const closed = new BlockList();
for (const [net, prefix] of closed4) closed.addSubnet(net, prefix, "ipv4");
for (const [net, prefix] of closed6) closed.addSubnet(net, prefix, "ipv6");

/**
 * Whether an address belongs to the public internet, so that a message may be sent to it (ASVS 5.0 1.3.6). Whatever is
 * no address at all does not, and neither does an IPv6 address that stands for an IPv4 one (mapped, NAT64, 6to4).
 */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !closed.check(address, "ipv4");
  // With a zone (fe80::1%eth0) it is of one link alone.
  if (family !== 6 || address.includes("%")) return false;
  return open6.check(address, "ipv6") && !closed.check(address, "ipv6");
}

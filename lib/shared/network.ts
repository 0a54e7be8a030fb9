import { isIPv6 } from "node:net";

/**
 * Whose an address is, for whom there is a limit: of IPv6 everybody has 2^64 of them, so the first half tells (RFC 6177);
 * of an IPv4 address written as one of IPv6 what it stands for. Anything else is left as it is.
 */
export function networkOf(address: string): string {
  const [plain = ""] = address.split("%");
  if (!isIPv6(plain)) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1];
  if (mapped) return mapped;
  // Only the first half counts, and two groups may be written as an IPv4 address at the end of the other.
  const [head = "", tail] = plain.split("::");
  const groups = (part: string) => (part === "" ? [] : part.split(":"));
  const before = groups(head);
  const behind = tail === undefined ? [] : groups(tail);
  const length = before.length + behind.length + (behind.at(-1)?.includes(".") ? 1 : 0);
  const nothing = Array<string>(Math.max(0, 8 - length)).fill("0");
  const all = tail === undefined ? before : [...before, ...nothing, ...behind];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}

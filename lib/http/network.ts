import { isIP, isIPv6 } from "node:net";

/** An address as the limits count it: of IPv6 the /64 that one customer is given. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail = ""] = address.split("::");
  const before = head.split(":").filter(Boolean);
  const after = tail.split(":").filter(Boolean);
  const zeros = address.includes("::") ? Array(8 - before.length - after.length).fill("0") : [];
  return `${[...before, ...zeros, ...after].slice(0, 4).join(":")}::/64`;
}

/** The network of an address as PostgreSQL's `inet` reads it; null where the address isn't known. */
export const inetOf = (address: string): string | null =>
  isIP(address) ? networkOf(address) : null;

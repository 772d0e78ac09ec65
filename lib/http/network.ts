import { isIP, isIPv6 } from "node:net";

/** The network by which an address is counted: the address itself, for IPv6 its /64, which one customer has. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail = ""] = address.split("::");
  const before = head.split(":").filter(Boolean);
  const after = tail.split(":").filter(Boolean);
  const zeros = address.includes("::") ? Array(8 - before.length - after.length).fill("0") : [];
  return `${[...before, ...zeros, ...after].slice(0, 4).join(":")}::/64`;
}

/** The network of an address in the form of PostgreSQL's `inet`; null for an unknown address. */
export const inetOf = (address: string): string | null =>
  isIP(address) ? networkOf(address) : null;

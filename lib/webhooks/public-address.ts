import { BlockList, isIPv4, isIPv6 } from "node:net";

// IANA's special-purpose registries: what is not globally reachable, or leads to such an address.
const special4 = new BlockList();
for (const [net, prefix] of [
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
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const) {
  special4.addSubnet(net, prefix, "ipv4");
}
// Azure's host agent: a public address by which a virtual machine reaches its own host.
special4.addAddress("168.63.129.16", "ipv4");

// Only 2000::/3 of IPv6 is allocated. Everything else is not public: loopback, link-local, unique-local, multicast,
// IPv4-mapped (::ffff:0:0/96) and NAT64 (64:ff9b::/96).
const global6 = new BlockList();
global6.addSubnet("2000::", 3, "ipv6");
const special6 = new BlockList();
for (const [net, prefix] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const) {
  special6.addSubnet(net, prefix, "ipv6");
}

/** Whether an IP address belongs to the public internet, so that a webhook may be sent to it. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !special4.check(address, "ipv4");
  if (!isIPv6(address) || address.includes("%")) return false;
  return global6.check(address, "ipv6") && !special6.check(address, "ipv6");
}

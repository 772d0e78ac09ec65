import { describe, expect, test } from "vitest";
import { isPublicAddress } from "./public-address";

const nonPublic = {
  "this network": ["0.0.0.0", "0.1.2.3"],
  private: ["10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1"],
  "shared (carrier-grade NAT)": ["100.64.0.1", "100.127.255.255", "100.100.100.200"],
  loopback: ["127.0.0.1", "127.1.2.3", "::1"],
  "link-local, where clouds keep their metadata": ["169.254.169.254", "169.254.0.1", "fe80::1"],
  "IETF assignments": ["192.0.0.1", "192.0.0.192"],
  documentation: ["192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "3fff::1"],
  benchmarking: ["198.18.0.1", "198.19.255.255", "2001:2::1"],
  multicast: ["224.0.0.1", "239.255.255.255", "ff02::1"],
  "reserved and broadcast": ["240.0.0.1", "255.255.255.255"],
  "6to4 relays and addresses": ["192.88.99.1", "2002:7f00:1::", "2002:a9fe:a9fe::"],
  "a cloud's own host": ["168.63.129.16"],
  unspecified: ["::", "0:0:0:0:0:0:0:0"],
  "unique-local": ["fc00::1", "fd00:ec2::254", "fdff::1"],
  "site-local": ["fec0::1"],
  "IPv4-mapped": ["::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:8.8.8.8", "0:0:0:0:0:ffff:a00:1"],
  "IPv4-compatible": ["::127.0.0.1", "::8.8.8.8"],
  NAT64: ["64:ff9b::7f00:1", "64:ff9b::8.8.8.8", "64:ff9b:1::1"],
  Teredo: ["2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2"],
  discard: ["100::1"],
  "with a zone": ["fe80::1%eth0", "2606:4700::1%1"],
  "no address": ["", "localhost", "127.1", "0x7f000001", "2130706433", "0177.0.0.1", "[::1]", "a"],
};

describe.each(Object.entries(nonPublic))("isPublicAddress: %s", (_, addresses) => {
  test.each(addresses)("%j → false", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

test.each([
  "8.8.8.8",
  "1.1.1.1",
  "9.255.255.255",
  "11.0.0.0",
  "100.63.255.255",
  "100.128.0.0",
  "126.255.255.255",
  "128.0.0.0",
  "169.253.255.255",
  "172.15.255.255",
  "172.32.0.0",
  "192.167.255.255",
  "192.169.0.0",
  "223.255.255.255",
  "168.63.129.17",
  "2606:4700:4700::1111",
  "2001:4860:4860::8888",
  "2a00:1450:4001::1",
])("isPublicAddress: %s → true", (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

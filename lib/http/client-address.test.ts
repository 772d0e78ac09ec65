import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientAddress } from "./client-address";
import { routeIncomingRequests } from "./incoming-requests";

const server = createServer((request, response) => {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
  const hops = Number(request.url?.slice(1));
  response.end(clientAddress(headers, hops));
});
let origin: string;
let stopWatching: () => void;
beforeAll(async () => {
  stopWatching = routeIncomingRequests();
  // Without a host it listens on :: where it can, and an IPv4 client's address is IPv4-mapped.
  await new Promise<void>((resolve) => server.listen(0, resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  stopWatching();
  server.close();
});

const SOCKET = "127.0.0.1";
async function seen(hops: number, forwarded?: string) {
  const headers = new Headers();
  if (forwarded !== undefined) headers.set("x-forwarded-for", forwarded);
  return (await fetch(`${origin}/${hops}`, { headers })).text();
}

test("clientAddress: no trusted proxy → the socket's address, IPv4 in its own form", async () => {
  expect(await seen(0)).toBe(SOCKET);
});

test("clientAddress: no trusted proxy, X-Forwarded-For → ignored", async () => {
  expect(await seen(0, "203.0.113.7")).toBe(SOCKET);
});

describe("clientAddress: one trusted proxy → the last entry, not what the client sent", () => {
  test.each([
    ["203.0.113.7", "203.0.113.7"],
    ["6.6.6.6, 203.0.113.7", "203.0.113.7"],
    ["6.6.6.6,203.0.113.7", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["2001:db8::7", "2001:db8::7"],
    ["203.0.113.7:51234", "203.0.113.7"],
    ["[2001:db8::7]:51234", "2001:db8::7"],
    ["2001:DB8:0001:0002:0:0:0:99", "2001:db8:1:2::99"],
    ["[2001:0db8:0001:0002:0000:0000:0000:0099]:443", "2001:db8:1:2::99"],
    ["::FFFF:CB00:7107", "203.0.113.7"],
    ["0:0:0:0:0:ffff:203.0.113.7", "203.0.113.7"],
    ["fe80::1%eth0", "fe80::1"],
    ['"[2001:db8::7]"', "2001:db8::7"],
  ])("%s", async (forwarded, address) => {
    expect(await seen(1, forwarded)).toBe(address);
  });
});

describe("clientAddress: two trusted proxies → the last but one entry", () => {
  test.each([
    ["203.0.113.7, 10.0.0.1", "203.0.113.7"],
    ["6.6.6.6, 203.0.113.7, 10.0.0.1", "203.0.113.7"],
  ])("%s", async (forwarded, address) => {
    expect(await seen(2, forwarded)).toBe(address);
  });
});

describe("clientAddress: an entry that is no address → the socket's address", () => {
  test.each<[number, string | undefined]>([
    [1, undefined],
    [1, ""],
    [1, "unknown"],
    [1, "203.0.113.7, "],
    [1, "x".repeat(5_000)],
    [2, "203.0.113.7"],
    [2, "<script>, 10.0.0.1"],
  ])("%i proxies, %.40s", async (hops, forwarded) => {
    expect(await seen(hops, forwarded)).toBe(SOCKET);
  });
});

test("clientAddress: a client sends a header of the same form → ignored", async () => {
  const guess = { "x-socket-address": "6.6.6.6", "x-real-ip": "6.6.6.6", forwarded: "for=6.6.6.6" };
  expect(await (await fetch(`${origin}/0`, { headers: guess })).text()).toBe(SOCKET);
});

test("clientAddress: no socket → unknown", () => {
  expect(clientAddress(new Headers({ "x-forwarded-for": "6.6.6.6" }), 0)).toBe("unknown");
});

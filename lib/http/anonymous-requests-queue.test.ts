import { expect, test } from "vitest";
import { signToken } from "@/lib/auth/tokens";
import { cookieOf } from "@/testing/actors/credentials";
import type { Sent } from "@/testing/http/hostile/send";
import { limitedServer, PATIENCE } from "@/testing/http/limited-server";
import { recordEventSender } from "./event-senders";

const { counts, held, send, sendHeld, pipeline, respondToAll } = limitedServer();

const path = "/api/prop/auth/login";
const from = (address: string) => ({ "x-forwarded-for": address });

test("limitAnonymousRequests: 38 unfinished writes of one address → a few start; others, reads and tokens are served", async () => {
  const closers = Array.from({ length: 32 }, () => sendHeld("203.0.113.1"));
  await expect.poll(() => counts.served, PATIENCE).toBe(8);
  for (let n = 0; n < 6; n++) closers.push(sendHeld("203.0.113.1"));
  await expect.poll(() => counts.arrived, PATIENCE).toBe(38);
  const token = { authorization: `Bearer ${await signToken("app", "app_one", {}, 60)}` };
  const own = from("203.0.113.1");
  const others: Sent[] = [
    { method: "POST", path, body: "{}", headers: from("203.0.113.2") },
    { method: "GET", path, headers: own },
    { method: "POST", path, body: "{}", headers: { ...own, ...token } },
  ];
  for (const sent of others) {
    expect([sent, (await send(sent)).status]).toEqual([sent, 200]);
  }
  expect(held.size).toBe(8);
  const rejected = await send({ method: "POST", path, body: "{}", headers: own });
  expect(rejected.status).toBe(429);
  expect(rejected.headers["retry-after"]).toBe("1");
  for (const close of closers) close();
  expect((await send({ method: "POST", path, body: "{}", headers: own })).status).toBe(200);
});

test("limitAnonymousRequests: 30 pages of one network → as many start as its limit; others' and a session's are served", async () => {
  const address = "203.0.113.8";
  const sent = Array.from({ length: 30 }, () => pipeline("GET", "/held", address, 1));
  await expect.poll(() => counts.served, PATIENCE).toBe(8);
  const statusOf = async (headers: Record<string, string>, path = "/") =>
    (await send({ method: "GET", path, headers })).status;
  expect(await statusOf(from("203.0.113.9"))).toBe(200);
  const cookie = await cookieOf("ses_pages");
  expect(await statusOf({ ...from(address), cookie })).toBe(200);
  // Files aren't rendered.
  expect(await statusOf(from(address), "/_next/static/a.js")).toBe(200);
  expect([counts.served, held.size]).toEqual([11, 8]);
  await respondToAll(sent.length);
  expect(counts.served).toBe(33);
  for (const connection of sent) connection.destroy();
});

test("limitAnonymousRequests: a hundred writes of as many addresses → a few start at a time, and all are served", async () => {
  const closers = Array.from({ length: 100 }, (_, at) => sendHeld(`198.51.100.${at + 1}`));
  await expect.poll(() => counts.arrived, PATIENCE).toBe(100);
  // Two, and two more after each quarter of a second that it took them to arrive.
  expect(held.size).toBeLessThan(50);
  await respondToAll(closers.length);
  expect(counts.served).toBe(100);
});

const READ_WITH_FORGED_TOKEN = {
  method: "GET",
  path,
  headers: { authorization: "Bearer x", held: "1" },
};
const STRIPE_PATH = "/api/v2/webhooks/stripe";

test.each([
  ["writes with a forged token", { headers: { authorization: "Bearer x" } }, 8],
  ["reads with a forged token", READ_WITH_FORGED_TOKEN, 8],
  ["writes with a forged cookie", { headers: { cookie: "next-auth.session-token=x" } }, 8],
  ["calls of Stripe's webhook", { path: STRIPE_PATH, headers: { held: "1" } }, 8],
])("limitAnonymousRequests: 40 %s from one address → queued", async (_, sent, most) => {
  const closers = Array.from({ length: 39 }, () => sendHeld("203.0.113.4", sent));
  await expect.poll(() => counts.served, PATIENCE).toBe(most);
  await expect.poll(() => counts.arrived, PATIENCE).toBe(39);
  const others: Sent[] = [
    { ...sent, method: "POST", path, body: "{}", headers: from("203.0.113.5") },
    { method: "GET", path: "/", headers: from("203.0.113.5") },
  ];
  for (const other of others) expect((await send(other)).status).toBe(200);
  expect(held.size).toBe(most);
  for (const close of closers) close();
});

test("limitAnonymousRequests: an event from an address that has sent a signed one → not queued", async () => {
  const sent = { path: STRIPE_PATH, headers: { held: "1" } };
  const closers = Array.from({ length: 12 }, () => sendHeld("203.0.113.6", sent));
  await expect.poll(() => counts.served, PATIENCE).toBe(8);
  recordEventSender("203.0.113.6");
  closers.push(sendHeld("203.0.113.6", sent));
  await expect.poll(() => counts.served, PATIENCE).toBe(9);
  for (const close of closers) close();
});

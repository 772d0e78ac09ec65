import { subscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Sent, send } from "@/testing/hostile/send";
import { noteSocketAddress } from "./client-address";
import { standBefore, turnAway } from "./turned-away";

let served = 0;
const server = createServer((_, response) => {
  served += 1;
  response.end("served");
});
let origin = "";
beforeAll(async () => {
  // As incoming.ts does, before the server's own listeners are asked.
  subscribe("http.server.request.start", (message) =>
    noteSocketAddress((message as { request: IncomingMessage }).request),
  );
  standBefore(server);
  standBefore(server);
  await once(server.listen(0, "127.0.0.1"), "listening");
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  turnAway("127.0.0.1", 0);
  served = 0;
});

const path = "/api/prop/auth/login";

test("standBefore: an anonymous write of a network that is turned away → 429 in the envelope, its connection ends", async () => {
  expect((await send(origin, { method: "POST", path, body: "{}" })).status).toBe(200);
  turnAway("127.0.0.1", 30);
  const { status, headers, body } = await send(origin, { method: "POST", path, body: "{}" });
  expect([status, served]).toEqual([429, 1]);
  expect(headers["retry-after"]).toBe("30");
  expect(headers.connection).toBe("close");
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(JSON.parse(body).error).toMatchObject({
    code: "RATE_LIMITED",
    retryable: true,
    request_id: headers["x-request-id"],
  });
});

test("standBefore: POST /v2/oauth/token of a network that is turned away → 429 in OAuth's form, our code beside", async () => {
  turnAway("127.0.0.1", 30);
  const { status, headers, body } = await send(origin, {
    method: "POST",
    path: "/api/v2/oauth/token?a=1",
    body: "{}",
  });
  expect([status, headers["retry-after"], headers.pragma]).toEqual([429, "30", "no-cache"]);
  expect(JSON.parse(body)).toEqual({
    error: "temporarily_unavailable",
    error_description: expect.stringContaining("Too many requests"),
    code: "RATE_LIMITED",
    retryable: true,
    request_id: headers["x-request-id"],
  });
});

test("standBefore: an address that only mentions the webhooks' → turned away", async () => {
  turnAway("127.0.0.1", 30);
  const sent = { method: "POST", path: `${path}?from=/webhooks/`, body: "{}" };
  expect((await send(origin, sent)).status).toBe(429);
});

test("standBefore: reads, Stripe's events, tokens and sessions of that network, and others → served", async () => {
  turnAway("127.0.0.1", 30);
  turnAway("203.0.113.9", 30);
  const others: Sent[] = [
    { method: "GET", path },
    { method: "POST", path: "/api/v2/webhooks/stripe", body: "{}" },
    { method: "POST", path: "/V2/webhooks/stripe?a", body: "{}" },
    { method: "POST", path, body: "{}", headers: { authorization: "Bearer x" } },
    { method: "POST", path, body: "{}", headers: { cookie: "next-auth.session-token=x" } },
  ];
  for (const sent of others) {
    expect([sent, (await send(origin, sent)).status]).toEqual([sent, 200]);
  }
  turnAway("127.0.0.1", 0);
  expect((await send(origin, { method: "POST", path, body: "{}" })).status).toBe(200);
});

test("standBefore: an address that only mentions where Stripe sends to → turned away", async () => {
  turnAway("127.0.0.1", 30);
  for (const own of [`${path}?/v2/webhooks/`, `${path}#/webhooks/`, "/api/webhooks/x"]) {
    expect((await send(origin, { method: "POST", path: own, body: "{}" })).status, own).toBe(429);
  }
});

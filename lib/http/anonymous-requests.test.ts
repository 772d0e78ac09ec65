import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { hasCredential, noteEnded, provenSubject } from "@/lib/auth/credential";
import { cookieOf, signToken } from "@/testing/callers";
import { type Sent, send } from "@/testing/hostile/send";
import { limitAnonymousRequests } from "./anonymous-requests";
import { noteSocketAddress } from "./client-address";
import { noteEventSender, turnAway } from "./turned-away";

// Before the settings are read. Without a proxy's header a request is of its socket's address.
Object.assign(process.env, { TRUSTED_PROXY_HOPS: "1" });

let arrived = 0;
let served = 0;
const held = new Set<ServerResponse>();
const server = createServer((request, response) => {
  served += 1;
  if (request.url?.startsWith("/held") || request.headers.held) held.add(response);
  else response.end("served");
});
let origin = "";
const REQUEST_STARTS = "http.server.request.start";
/** As incoming.ts does, before the server's own listeners are asked. */
function noteRequest(message: unknown): void {
  noteSocketAddress((message as { request: IncomingMessage }).request);
  arrived += 1;
}
beforeAll(async () => {
  subscribe(REQUEST_STARTS, noteRequest);
  limitAnonymousRequests(server, { hasCredential, provenSubject });
  limitAnonymousRequests(server, { hasCredential, provenSubject });
  await once(server.listen(0, "127.0.0.1"), "listening");
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  unsubscribe(REQUEST_STARTS, noteRequest);
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  turnAway("127.0.0.1", 0);
  served = 0;
  arrived = 0;
  held.clear();
});

const path = "/api/prop/auth/login";

test("limitAnonymousRequests: an anonymous write of a network that is turned away → 429 in the envelope, its connection ends", async () => {
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

test("limitAnonymousRequests: POST /v2/oauth/token of a network that is turned away → 429 in OAuth's form, our code beside", async () => {
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

test("limitAnonymousRequests: an address that only mentions the webhooks' → turned away", async () => {
  turnAway("127.0.0.1", 30);
  const sent = { method: "POST", path: `${path}?from=/webhooks/`, body: "{}" };
  expect((await send(origin, sent)).status).toBe(429);
});

/** Headers with each kind of credential that we sign. */
async function signedCredentials(): Promise<Record<string, string>[]> {
  return [
    { authorization: `Bearer ${await signToken("app", "app_one", {}, 60)}` },
    { authorization: `bearer ${await signToken("session", "ses_one")}` },
    { cookie: `a=b; ${await cookieOf("ses_two")}` },
  ];
}

test("limitAnonymousRequests: reads, Stripe's events, tokens and sessions that we signed, of that network, and others → served", async () => {
  turnAway("127.0.0.1", 30);
  turnAway("203.0.113.9", 30);
  const others: Sent[] = [
    { method: "GET", path },
    { method: "POST", path: "/api/v2/webhooks/stripe", body: "{}" },
    { method: "POST", path: "/V2/webhooks/stripe?a", body: "{}" },
    { method: "GET", path: "/", headers: { cookie: "next-auth.session-token=x" } },
    ...["/api/health", "/api/health/live", "/api/health/ready", "/api/metrics"].map((probe) => ({
      method: "GET",
      path: probe,
      headers: { authorization: "Basic YTpi" },
    })),
    ...(await signedCredentials()).flatMap((headers) => [
      { method: "POST", path, body: "{}", headers },
      { method: "GET", path, headers },
    ]),
  ];
  for (const sent of others) {
    expect([sent, (await send(origin, sent)).status]).toEqual([sent, 200]);
  }
  turnAway("127.0.0.1", 0);
  expect((await send(origin, { method: "POST", path, body: "{}" })).status).toBe(200);
});

test("limitAnonymousRequests: made-up, expired and ended credentials of a network that is turned away → 429", async () => {
  turnAway("127.0.0.1", 30);
  noteEnded("ses_ended");
  const expired = await signToken("app", "app_one", {}, -1);
  const credentials: Record<string, string>[] = [
    { authorization: "Bearer x" },
    { authorization: "Basic YTpi" },
    { authorization: "" },
    { authorization: `Bearer ${expired}` },
    { authorization: `Bearer ${await signToken("session", "ses_ended")}` },
    { cookie: "next-auth.session-token=x" },
    { cookie: await cookieOf("ses_ended") },
    // A header switches the cookie off.
    { authorization: "Bearer x", cookie: await cookieOf("ses_two") },
  ];
  const received = await Promise.all(
    credentials.flatMap((headers) => [
      send(origin, { method: "POST", path, body: "{}", headers }),
      send(origin, { method: "GET", path, headers }),
    ]),
  );
  expect(received.map(({ status }) => status)).toEqual(received.map(() => 429));
  expect(served).toBe(0);
});

test("limitAnonymousRequests: what only looks like Stripe's events, and a body that was sent to a page → turned away", async () => {
  turnAway("127.0.0.1", 30);
  const others: Sent[] = [
    { method: "POST", path: `${path}?from=/webhooks/`, body: "{}" },
    { method: "POST", path: "/api/v2/webhooks/stripe/more", body: "{}" },
    // As incoming.ts leaves it.
    { method: "GET", path: "/sign-in", body: "{}" },
  ];
  for (const sent of others) {
    expect([sent, (await send(origin, sent)).status]).toEqual([sent, 429]);
  }
  expect(served).toBe(0);
});

const PATIENCE = { interval: 1, timeout: 20_000 };

/** Begins a request that is never answered, of an address; what ends it. */
function beginHeld(address: string, { path = "/held", ...more }: Partial<Sent> = {}): () => void {
  const { method = "POST", headers = {} } = more;
  const sent = request(`${origin}${path}`, {
    method,
    agent: false,
    headers: { "x-forwarded-for": address, ...headers },
  });
  sent.on("error", () => {});
  sent.end(method === "POST" ? "{}" : undefined);
  return () => sent.destroy();
}

test("limitAnonymousRequests: 38 writes of one address that never end → a few begin; others, reads and tokens are served", async () => {
  const ends = Array.from({ length: 32 }, () => beginHeld("203.0.113.1"));
  await expect.poll(() => served, PATIENCE).toBe(8);
  for (let more = 0; more < 6; more++) ends.push(beginHeld("203.0.113.1"));
  await expect.poll(() => arrived, PATIENCE).toBe(38);
  const [token] = await signedCredentials();
  const other = { "x-forwarded-for": "203.0.113.2" };
  const own = { "x-forwarded-for": "203.0.113.1" };
  const others: Sent[] = [
    { method: "POST", path, body: "{}", headers: other },
    { method: "GET", path, headers: own },
    { method: "POST", path, body: "{}", headers: { ...own, ...token } },
  ];
  for (const sent of others) {
    expect([sent, (await send(origin, sent)).status]).toEqual([sent, 200]);
  }
  expect(held.size).toBe(8);
  const refused = await send(origin, { method: "POST", path, body: "{}", headers: own });
  expect(refused.status).toBe(429);
  expect(refused.headers["retry-after"]).toBe("1");
  for (const end of ends) end();
  const again = await send(origin, { method: "POST", path, body: "{}", headers: own });
  expect(again.status).toBe(200);
});

/** Sends requests on one connection without waiting for responses. */
function pipeline(method: string, at: string, address: string, count: number) {
  const connection = connect((server.address() as AddressInfo).port, "127.0.0.1");
  const head = `${method} ${at} HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: ${address}\r\n`;
  const rest = method === "POST" ? "Content-Length: 2\r\n\r\n{}" : "\r\n";
  connection.on("error", () => {});
  connection.write((head + rest).repeat(count));
  return connection;
}

test.each([
  ["POST", "/held"],
  ["GET", "/held"],
  ["GET", "/held.file"],
])(
  "requests of a connection without waiting: %s %s → each begins when the one before is over",
  async (method, at) => {
    const connection = pipeline(method, at, "203.0.113.7", 5);
    await expect.poll(() => arrived, PATIENCE).toBe(5);
    for (let n = 1; n <= 5; n++) {
      await expect.poll(() => served, PATIENCE).toBe(n);
      for (const response of held) response.end("served");
      held.clear();
    }
    connection.destroy();
  },
);

test("more requests on a connection than any client sends at once → it ends, and the network's turns are free", async () => {
  const connection = pipeline("POST", "/held", "203.0.113.7", 200);
  await expect.poll(() => connection.destroyed, PATIENCE).toBe(true);
  expect(served).toBeLessThan(2);
  const own = { "x-forwarded-for": "203.0.113.7" };
  expect((await send(origin, { method: "POST", path, body: "{}", headers: own })).status).toBe(200);
});

test("pages: as many of a network are made at a time as its limit, another network's and a session's come in turn", async () => {
  const address = "203.0.113.8";
  const sent = Array.from({ length: 30 }, () => pipeline("GET", "/held", address, 1));
  await expect.poll(() => served, PATIENCE).toBe(8);
  const page = (headers: Record<string, string>, path = "/") =>
    send(origin, { method: "GET", path, headers });
  expect((await page({ "x-forwarded-for": "203.0.113.9" })).status).toBe(200);
  const cookie = await cookieOf("ses_pages");
  expect((await page({ "x-forwarded-for": address, cookie })).status).toBe(200);
  // Files are ready.
  const file = "/_next/static/a.js";
  expect((await page({ "x-forwarded-for": address }, file)).status).toBe(200);
  expect([served, held.size]).toEqual([11, 8]);
  for (let answered = 0; answered < sent.length; ) {
    await expect.poll(() => held.size, PATIENCE).toBeGreaterThan(0);
    answered += held.size;
    for (const response of held) response.end("served");
    held.clear();
  }
  expect(served).toBe(33);
  for (const connection of sent) connection.destroy();
});

test("limitAnonymousRequests: writes of a hundred addresses at one moment → begin a few at a time, and all are served", async () => {
  const ends = Array.from({ length: 100 }, (_, at) => beginHeld(`198.51.100.${at + 1}`));
  await expect.poll(() => arrived, PATIENCE).toBe(100);
  // Two, and two more after each quarter of a second that it took them to arrive.
  expect(held.size).toBeLessThan(50);
  for (let answered = 0; answered < ends.length; ) {
    await expect.poll(() => held.size, PATIENCE).toBeGreaterThan(0);
    answered += held.size;
    for (const response of held) response.end("served");
    held.clear();
  }
  expect(served).toBe(100);
});

const MADE_UP_READ = { method: "GET", path, headers: { authorization: "Bearer x", held: "1" } };
const STRIPE_PATH = "/api/v2/webhooks/stripe";

test.each([
  ["with a made-up token", { headers: { authorization: "Bearer x" } }, 8],
  ["that read, with a made-up token", MADE_UP_READ, 8],
  ["with a made-up cookie", { headers: { cookie: "next-auth.session-token=x" } }, 8],
  ["that say they are Stripe's", { path: STRIPE_PATH, headers: { held: "1" } }, 8],
])(
  "limitAnonymousRequests: 40 requests of one address %s → wait for their turn",
  async (_, sent, most) => {
    const ends = Array.from({ length: 39 }, () => beginHeld("203.0.113.4", sent));
    await expect.poll(() => served, PATIENCE).toBe(most);
    await expect.poll(() => arrived, PATIENCE).toBe(39);
    const others: Sent[] = [
      { ...sent, method: "POST", path, body: "{}", headers: { "x-forwarded-for": "203.0.113.5" } },
      { method: "GET", path: "/", headers: { "x-forwarded-for": "203.0.113.5" } },
    ];
    for (const other of others) expect((await send(origin, other)).status).toBe(200);
    expect(held.size).toBe(most);
    for (const end of ends) end();
  },
);

test("limitAnonymousRequests: events of an address from which Stripe sent one → don't wait for those of others", async () => {
  const sent = { path: STRIPE_PATH, headers: { held: "1" } };
  const ends = Array.from({ length: 12 }, () => beginHeld("203.0.113.6", sent));
  await expect.poll(() => served, PATIENCE).toBe(8);
  noteEventSender("203.0.113.6");
  ends.push(beginHeld("203.0.113.6", sent));
  await expect.poll(() => served, PATIENCE).toBe(9);
  for (const end of ends) end();
});

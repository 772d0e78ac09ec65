import { once } from "node:events";
import { createServer, type RequestListener, request } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { hasCredential, provenSubject } from "@/lib/auth/credential";
import { log } from "@/lib/core/log";
import { cookieOf } from "@/testing/actors/credentials";
import { limitAnonymousRequests } from "./anonymous-requests";
import { contentSecurityPolicy, newNonce } from "./content-security-policy";
import { routeIncomingRequests } from "./incoming-requests";
import { withoutMarketing } from "./marketing-parameters";
import { allowCaching, createPageCache } from "./page-cache";
import { currentPage, markPageUnavailable } from "./page-request";

/** The version of the data, and what renders take beside it. */
const now = { version: "1", isKnown: true, renders: 0, waitMs: 0 };
const currentVersion = async () => {
  if (!now.isKnown) throw new Error("no database");
  return now.version;
};

/** In Next.js's place: a page that strangers share, with a nonce of its own; the address says what else it does. */
const render: RequestListener = async (request, response) => {
  now.renders += 1;
  const { url = "", headers } = request;
  if (!url.includes("private")) allowCaching(now.version);
  if (now.waitMs > 0) await sleep(now.waitMs);
  if (url.includes("away")) markPageUnavailable();
  if (url.includes("cookie")) response.setHeader("set-cookie", "a=b");
  const nonce = newNonce();
  response.setHeader("content-security-policy", contentSecurityPolicy(nonce, false));
  response.setHeader("x-request-id", currentPage()?.requestId ?? "none");
  response.setHeader("vary", "rsc");
  const isCompressed = url.includes("compressed");
  if (isCompressed) response.setHeader("content-encoding", "gzip");
  response.writeHead(url.includes("missing") ? 404 : 200, { "content-type": "text/html" });
  const start = `<p>version ${now.version}, at ${url} for ${headers.cookie ?? "strangers"} – `;
  const end = `<script nonce="${nonce}">run("${nonce}")</script>`;
  if (isCompressed) return void response.end(gzipSync(start + end));
  response.write(start);
  response.end(end);
};

const server = createServer(render);
let stopRouting: () => void;
beforeAll(async () => {
  stopRouting = routeIncomingRequests();
  const pages = createPageCache({ isCacheable: (path) => path === "/", currentVersion });
  limitAnonymousRequests(server, { hasCredential, provenSubject, pages });
  await once(server.listen(0, "127.0.0.1"), "listening");
});
afterAll(() => {
  stopRouting();
  server.closeAllConnections();
  server.close();
});
let tests = 0;
beforeEach(() => {
  tests += 1;
  Object.assign(now, { version: `${tests}`, isKnown: true, renders: 0, waitMs: 0 });
});

/** An address that no other test has. */
const path = (does = "") => `/?test=${tests}${does}`;

async function get(address: string, headers: Record<string, string> = {}, method = "GET") {
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}${address}`, {
    method,
    headers: { "accept-encoding": "identity", ...headers },
    redirect: "manual",
  });
  const policy = response.headers.get("content-security-policy") ?? "";
  const [, nonce = "none"] = /'nonce-([0-9a-f]{32})'/.exec(policy) ?? [];
  const text = await response.text();
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    nonce,
    text,
    withoutNonce: text.replaceAll(nonce, ""),
  };
}

test("a stranger's page: requested again → the same without rendering, with a nonce and a request id of its own", async () => {
  const [first, second] = [await get(path()), await get(path())];
  expect(now.renders).toBe(1);
  expect(second.status).toBe(200);
  expect(second.withoutNonce).toBe(first.withoutNonce);
  expect(second.text.split(second.nonce)).toHaveLength(3);
  expect(second.text).not.toContain(first.nonce);
  expect(second.headers["content-security-policy"]?.replace(second.nonce, first.nonce)).toBe(
    first.headers["content-security-policy"],
  );
  const ids = [first, second].map(({ headers }) => headers["x-request-id"]);
  expect(ids).toEqual([expect.stringMatching(/^req_/), expect.stringMatching(/^req_/)]);
  expect(ids[0]).not.toBe(ids[1]);
  expect(second.headers["content-type"]).toBe("text/html");
});

test("a cached page: → one log line with its status, as a rendered one has", async () => {
  const logged = vi.spyOn(log(), "info").mockImplementation(() => {});
  await get(path());
  const { headers } = await get(path());
  await vi.waitFor(() => expect(logged).toHaveBeenCalledTimes(2));
  expect(logged.mock.calls[1]?.[0]).toMatchObject({
    request_id: headers["x-request-id"],
    status: 200,
  });
  logged.mockRestore();
});

test("a cached page: the data have another version → rendered again, once", async () => {
  await get(path());
  now.version = "changed";
  expect((await get(path())).text).toContain("version changed");
  await get(path());
  expect(now.renders).toBe(2);
});

test("a page whose data changed while it was rendered → not served", async () => {
  now.waitMs = 50;
  const rendered = get(path());
  await vi.waitFor(() => expect(now.renders).toBe(1));
  now.version = "changed";
  await rendered;
  now.waitMs = 0;
  expect((await get(path())).text).toContain("version changed");
  expect(now.renders).toBe(2);
});

test("a cached page: the version isn't known → rendered", async () => {
  await get(path());
  now.isKnown = false;
  expect((await get(path())).status).toBe(200);
  expect(now.renders).toBe(2);
});

test("a page with a session's cookie, valid or not, or with a token → rendered for it alone", async () => {
  await get(path());
  const callers: Record<string, string>[] = [
    { cookie: await cookieOf("ses_page_cache") },
    { cookie: "next-auth.session-token=invalid" },
    { authorization: "Bearer x" },
  ];
  for (const headers of callers) {
    const { text } = await get(path(), headers);
    expect(text).toContain(headers.cookie ?? "strangers");
  }
  expect(now.renders).toBe(4);
  const own = path("&own");
  await get(own, callers[0]);
  expect((await get(own)).text).toContain("strangers");
  expect(now.renders).toBe(6);
});

test("a stranger with other cookies → the page of all strangers", async () => {
  await get(path());
  await get(path(), { cookie: "device=1; theme=dark" });
  expect(now.renders).toBe(1);
});

test.each([
  ["doesn't allow it", "&private"],
  ["isn't found", "&missing"],
  ["misses the database", "&away"],
  ["sets a cookie", "&cookie"],
])("a page that %s → rendered each time", async (_, does) => {
  await get(path(does));
  await get(path(does));
  expect(now.renders).toBe(2);
});

test("the parameters of an advertisement → the page of the address without them, rendered without them", async () => {
  const advertised = await get(path("&utm_source=mail&UTM_Campaign=a%20b&gclid=1"));
  expect(advertised.text).toContain(`at ${path()} `);
  expect((await get(path("&fbclid=x"))).withoutNonce).toBe(advertised.withoutNonce);
  expect((await get(path())).withoutNonce).toBe(advertised.withoutNonce);
  expect(now.renders).toBe(1);
  await get(path("&utm=1"));
  expect(now.renders).toBe(2);
});

test("the parameters of an advertisement, with a credential → the address as it was sent", async () => {
  const address = path("&utm_source=mail");
  const { text } = await get(address, { authorization: "Bearer x" });
  expect(text).toContain(`at ${address} `);
});

test.each([
  ["/", "/"],
  ["/?utm_source=a", "/"],
  ["/?model=2&utm_source=a&size=100000", "/?model=2&size=100000"],
  ["/programs/x?gclid=1&market=fo%20rex", "/programs/x?market=fo%20rex"],
  ["/?utm_source=a?b&model=2", "/?model=2"],
  ["/?a=utm_source", "/?a=utm_source"],
  ["/?", "/?"],
])("withoutMarketing: %s → %s", (address, without) => {
  expect(withoutMarketing(address)).toBe(without);
});

test("a part of a page for Next.js, another method, another page or address → rendered", async () => {
  await get(path());
  await get(path(), { rsc: "1" });
  await get(path(), {}, "HEAD");
  await get(path("&more"));
  await get(`/terms${path().slice(1)}`);
  await get(`/terms${path().slice(1)}`);
  expect(now.renders).toBe(6);
});

test("a cached page: the client accepts gzip → compressed, the same text; Vary says so", async () => {
  const plain = await get(path());
  const { port } = server.address() as AddressInfo;
  const sent = request({
    port,
    host: "127.0.0.1",
    path: path(),
    headers: { "accept-encoding": "br, gzip" },
  }).end();
  const [response] = await once(sent, "response");
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  const { headers } = response;
  expect([headers["content-encoding"], headers.vary]).toEqual(["gzip", "rsc, Accept-Encoding"]);
  const [, nonce] = /'nonce-([0-9a-f]{32})'/.exec(headers["content-security-policy"]) ?? [];
  const text = gunzipSync(Buffer.concat(chunks)).toString();
  expect(text.replaceAll(nonce ?? "none", "")).toBe(plain.withoutNonce);
  expect(now.renders).toBe(1);
});

test("a page that was rendered compressed → cached as it is, for a client without gzip too", async () => {
  const rendered = await get(path("&compressed"), { "accept-encoding": "gzip" });
  const cached = await get(path("&compressed"));
  expect(cached.headers["content-encoding"]).toBeUndefined();
  expect(cached.withoutNonce).toBe(rendered.withoutNonce);
  expect(cached.withoutNonce).toContain("for strangers –");
  expect(now.renders).toBe(1);
});

test("a page that many strangers request together → rendered once, each with a nonce and a request id of its own", async () => {
  now.waitMs = 30;
  const responses = await Promise.all(Array.from({ length: 12 }, () => get(path())));
  expect(now.renders).toBe(1);
  expect(new Set(responses.map(({ nonce }) => nonce)).size).toBe(12);
  expect(new Set(responses.map(({ headers }) => headers["x-request-id"])).size).toBe(12);
});

test("pages that wait for their turn → each is rendered as its own request", async () => {
  now.waitMs = 20;
  const sent = ["a", "b", "c"].map((name) => get(path(`&private&${name}`)));
  const ids = (await Promise.all(sent)).map(({ headers }) => headers["x-request-id"]);
  expect(new Set(ids).size).toBe(3);
});

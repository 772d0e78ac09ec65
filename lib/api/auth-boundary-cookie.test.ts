import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { env } from "@/lib/core/env";
import { demoApp } from "@/testing/actors/app";
import { bearer, cookieOf, ownOrigin } from "@/testing/actors/credentials";
import { newCustomer } from "@/testing/actors/customer";
import { sql } from "@/testing/database/sql";
import { callHandler } from "@/testing/http/call-handler";
import { as } from "@/testing/http/client";
import {
  CODE_OF_VERB,
  filledPath,
  type NamedOperation,
  operationsOf,
} from "@/testing/http/surfaces";
import { handlerFor } from "@/testing/http/test-operation";

/** An operation, or the probe of the surface `session`, which has no rules of its own. */
type Target = NamedOperation | { key: string };
const SESSION_PROBE: Target = { key: "a route of the surface `session`" };
const probe = handlerFor({ surface: "session", run: () => ({ reached: true }) });
const operations = operationsOf("app+session");
const isRead = ({ method }: NamedOperation) => method === "GET";
const writes: Target[] = [...operations.filter((one) => !isRead(one)), SESSION_PROBE];
const reads: Target[] = [...operations.filter(isRead), SESSION_PROBE];

let cookie: string;
let sid: string;
beforeAll(async () => {
  const { session } = await newCustomer();
  sid = session.id;
  cookie = await cookieOf(sid);
});

async function sendRequest(
  target: Target,
  method: "GET" | "POST",
  headers: Record<string, string>,
  body?: object,
) {
  const sent = { ...(body && { body }) };
  const { status, code } =
    "path" in target
      ? await as({ headers }).request(target.method, filledPath(target), sent)
      : await callHandler(probe, { method, headers, ...sent });
  return { status, code };
}

describe.each(writes)("$key, session cookie", (target) => {
  const body = "body" in target ? target.body : {};
  const post = (headers: Record<string, string>) =>
    sendRequest(target, "POST", { cookie, ...headers }, body);
  const rejection = { status: 403, code: "CROSS_ORIGIN" };
  const passes = async (headers: Record<string, string>) => {
    const { status, code } = await post(headers);
    if (code !== CODE_OF_VERB) expect([401, 403]).not.toContain(status);
  };

  test("neither Origin nor Sec-Fetch-Site → CROSS_ORIGIN", async () => {
    expect(await post({})).toEqual(rejection);
  });

  test.each<Record<string, string>>([
    { origin: "http://evil.example" },
    { origin: "https://propdesk.localhost" },
    { origin: "http://propdesk.localhost.evil.example" },
    { origin: "http://propdesk.localhost:8080" },
    { origin: "null" },
    { origin: "http://evil.example", "sec-fetch-site": "same-origin" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "none" },
  ])("%j → CROSS_ORIGIN", async (headers) => {
    expect(await post(headers)).toEqual(rejection);
  });

  test.each<Record<string, string>>([ownOrigin, { "sec-fetch-site": "same-origin" }])(
    "%j → passes the auth boundary",
    passes,
  );

  test("Origin is the Host of the request → passes in embedded mode, CROSS_ORIGIN in production", async () => {
    const sameHost = { origin: "http://127.0.0.1:3000", host: "127.0.0.1:3000" };
    await passes(sameHost);
    expect(await post({ ...sameHost, host: "127.0.0.1:3001" })).toEqual(rejection);
    const settings = env();
    settings.PROPDESK_MODE = "production";
    try {
      expect(await post(sameHost)).toEqual(rejection);
    } finally {
      settings.PROPDESK_MODE = "embedded";
    }
  });
});

describe("session cookie", () => {
  beforeEach(() => sql("update sessions set revoked_at = null where id = $1", [sid]));

  test.each(reads)("$key: no Origin → read", async (target) => {
    expect([200, 404]).toContain((await sendRequest(target, "GET", { cookie })).status);
  });

  test.each(reads)("$key: the session is revoked → UNAUTHENTICATED", async (target) => {
    await sql("update sessions set revoked_at = now() where id = $1", [sid]);
    expect(await sendRequest(target, "GET", { cookie })).toEqual({
      status: 401,
      code: "UNAUTHENTICATED",
    });
  });

  test.each(reads)(
    "$key: an Authorization header beside the cookie → the cookie is ignored, UNAUTHENTICATED",
    async (target) => {
      const token = target === SESSION_PROBE ? "no" : (await demoApp()).appToken;
      const headers = bearer(token);
      expect((await sendRequest(target, "GET", { cookie, ...headers })).status).toBe(401);
    },
  );

  test("encrypted with another secret, or changed → UNAUTHENTICATED", async () => {
    const secret = process.env.NEXTAUTH_SECRET;
    process.env.NEXTAUTH_SECRET = "the secret of another site, as long as ours is";
    const foreign = await cookieOf(sid);
    process.env.NEXTAUTH_SECRET = secret;
    expect((await sendRequest(SESSION_PROBE, "GET", { cookie: foreign })).status).toBe(401);
    expect(
      (await sendRequest(SESSION_PROBE, "GET", { cookie: `${cookie.slice(0, -4)}AAAA` })).status,
    ).toBe(401);
  });
});

describe.each(operationsOf("own-pages"))("$key, surface own-pages", (target) => {
  test.each<Record<string, string>>([
    {},
    { origin: "http://evil.example" },
    { "sec-fetch-site": "cross-site" },
  ])("%j → CROSS_ORIGIN", async (headers) => {
    expect(await sendRequest(target, "POST", headers, {})).toEqual({
      status: 403,
      code: "CROSS_ORIGIN",
    });
  });

  test("our own origin → passes the auth boundary", async () => {
    expect((await sendRequest(target, "POST", ownOrigin, {})).code).toBe("INVALID_REQUEST");
  });
});

import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { env } from "@/lib/env";
import { appHeaders, call, newCustomer } from "@/testing/api";
import { cookieOf, ownOrigin, sql } from "@/testing/callers";
import { handlerOf, paramsOf } from "@/testing/routes";
import { BEHIND_THE_WALLS, wallsOf } from "@/testing/surfaces";
import { route } from "./route";

const SESSION_PROBE = "a route that takes a session alone";
const probe = route({ surface: "session", run: () => ({ reached: true }) });
const walls = wallsOf("app+session");
const isRead = ({ key }: { key: string }) => key.startsWith("GET ");
const toWrite = walls.filter((wall) => !isRead(wall));
const writes: [string, object][] = [
  ...toWrite.map(({ key, body = {} }): [string, object] => [key, body]),
  [SESSION_PROBE, {}],
];
const reads = [...walls.filter(isRead).map(({ key }) => key), SESSION_PROBE];

let cookie: string;
let sid: string;
beforeAll(async () => {
  const me = await newCustomer();
  sid = me.session.id;
  cookie = await cookieOf(sid);
});

async function ask(key: string, method: string, headers: Record<string, string>, body?: object) {
  const handler = key === SESSION_PROBE ? probe : await handlerOf(key);
  const params = paramsOf(key);
  const answer = await call(handler, { method, params, headers, ...(body && { body }) });
  return { status: answer.status, code: answer.body?.error?.code as string | undefined };
}

describe.each(writes)("%s with the browser's cookie", (key, body) => {
  const post = (headers: Record<string, string>) => ask(key, "POST", { cookie, ...headers }, body);
  const refused = { status: 403, code: "CROSS_ORIGIN" };
  const passes = async (headers: Record<string, string>) => {
    const { status, code } = await post(headers);
    if (code !== BEHIND_THE_WALLS) expect([401, 403]).not.toContain(status);
  };

  test("is refused when neither Origin nor Sec-Fetch-Site says where it comes from", async () => {
    expect(await post({})).toEqual(refused);
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
  ])("is refused from %j", async (headers) => {
    expect(await post(headers)).toEqual(refused);
  });

  test.each<Record<string, string>>([ownOrigin, { "sec-fetch-site": "same-origin" }])(
    "passes from %j",
    passes,
  );

  test("passes in embedded mode from the host that it is sent to, and in production doesn't", async () => {
    const elsewhere = { origin: "http://127.0.0.1:3000", host: "127.0.0.1:3000" };
    await passes(elsewhere);
    expect(await post({ ...elsewhere, host: "127.0.0.1:3001" })).toEqual(refused);
    const settings = env();
    settings.PROPDESK_MODE = "production";
    try {
      expect(await post(elsewhere)).toEqual(refused);
    } finally {
      settings.PROPDESK_MODE = "embedded";
    }
  });
});

describe("a cookie", () => {
  beforeEach(() => sql("update sessions set revoked_at = null where id = $1", [sid]));

  test.each(reads)("reads %s from anywhere", async (key) => {
    expect([200, 404]).toContain((await ask(key, "GET", { cookie })).status);
  });

  test.each(reads)("is good for nothing on %s once its session is revoked", async (key) => {
    await sql("update sessions set revoked_at = now() where id = $1", [sid]);
    expect(await ask(key, "GET", { cookie })).toEqual({ status: 401, code: "UNAUTHENTICATED" });
  });

  test.each(reads)("is switched off on %s by an Authorization header", async (key) => {
    const headers = key === SESSION_PROBE ? { authorization: "Bearer no" } : await appHeaders();
    expect((await ask(key, "GET", { cookie, ...headers })).status).toBe(401);
  });

  test("that another site's secret encrypted names nobody", async () => {
    const secret = process.env.NEXTAUTH_SECRET;
    process.env.NEXTAUTH_SECRET = "the secret of another site, as long as ours is";
    const foreign = await cookieOf(sid);
    process.env.NEXTAUTH_SECRET = secret;
    expect((await ask(SESSION_PROBE, "GET", { cookie: foreign })).status).toBe(401);
    expect((await ask(SESSION_PROBE, "GET", { cookie: `${cookie.slice(0, -4)}AAAA` })).status).toBe(
      401,
    );
  });
});

describe.each(wallsOf("own-pages").map(({ key }) => key))(
  "%s, which only our own pages call",
  (key) => {
    test.each<Record<string, string>>([
      {},
      { origin: "http://evil.example" },
      { "sec-fetch-site": "cross-site" },
    ])("is refused with %j", async (headers) => {
      expect(await ask(key, "POST", headers, {})).toEqual({
        status: 403,
        code: "CROSS_ORIGIN",
      });
    });

    test("passes from our own origin", async () => {
      expect((await ask(key, "POST", ownOrigin, {})).code).toBe("INVALID_REQUEST");
    });
  },
);

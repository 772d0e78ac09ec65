import { beforeAll, expect, test } from "vitest";
import { scopes } from "@/lib/context";
import { call, newCustomer } from "@/testing/api";
import { cookieOf, newApp, newSession, ownOrigin, signToken, sql } from "@/testing/callers";
import { handlerOf, paramsOf } from "@/testing/routes";
import { BEHIND_THE_WALLS, surfaces } from "@/testing/surfaces";

const withScope = Object.entries(surfaces).flatMap(([key, { surface, scope, body }]) =>
  scope ? [[key, scope, { key, surface, scope, body }] as const] : [],
);
const scoped = withScope.filter(([, , { surface }]) => surface !== "session");
const ofSessions = withScope.filter(([, , { surface }]) => surface === "session");
const replayed = scoped.filter(([key]) => /checkout|free/.test(key));

let app: Awaited<ReturnType<typeof newApp>>;
let session: Awaited<ReturnType<typeof newSession>>;
beforeAll(async () => {
  const { publicId } = await newCustomer();
  app = await newApp();
  session = await newSession(publicId, app.id);
});

const without = (scope: string) => scopes.filter((held) => held !== scope).join(" ");
const tokenWith = (scope: string) => signToken("app", app.id, { scope }, 3600);

async function ask(
  { key, body }: { key: string; body?: object | undefined },
  token: string,
  more = {},
) {
  const [method = "", pattern = ""] = key.split(" ");
  const tokens = { authorization: `Bearer ${token}`, "x-session-token": session.token };
  const headers = { ...tokens, ...more };
  const sent = { method, params: paramsOf(pattern), headers, ...(body && { body }) };
  const answer = await call(await handlerOf(key), sent);
  return { status: answer.status, code: answer.body?.error?.code };
}
const missing = { status: 403, code: "SCOPE_MISSING" };

test.each(scoped)("%s needs %s: with all the others it is SCOPE_MISSING", async (_, __, wall) => {
  expect(await ask(wall, await tokenWith(without(wall.scope)))).toEqual(missing);
});

test.each(scoped)("%s takes a token that has %s alone", async (_, __, wall) => {
  const { status, code } = await ask(wall, await tokenWith(wall.scope));
  if (code !== BEHIND_THE_WALLS) expect([200, 201, 400, 401, 404, 409]).toContain(status);
  expect(status === 401 ? wall.key : "").toMatch(/login|^$/);
});

test.each(scoped)(
  "%s: %s that was taken from the app is gone from its tokens",
  async (_, __, wall) => {
    const token = await tokenWith(scopes.join(" "));
    await sql("update api_apps set scopes = array_remove(scopes, $2) where id = $1", [
      app.id,
      wall.scope,
    ]);
    try {
      expect(await ask(wall, token)).toEqual(missing);
    } finally {
      await sql("update api_apps set scopes = array_append(scopes, $2) where id = $1", [
        app.id,
        wall.scope,
      ]);
    }
  },
);

test.each(scoped)("%s: a token can't hold %s where its app doesn't", async (_, __, wall) => {
  const poor = await newApp(scopes.filter((held) => held !== wall.scope));
  await sql("update sessions set app_id = null where id = $1", [session.id]);
  const token = await signToken("app", poor.id, { scope: scopes.join(" ") }, 3600);
  const answer = await ask(wall, token);
  await sql("update sessions set app_id = $2 where id = $1", [session.id, app.id]);
  expect(answer).toEqual(missing);
});

test.each(replayed)("%s replays its answer only to a token with %s", async (_, __, wall) => {
  const { publicId } = await newCustomer();
  const fresh = await newSession(publicId, app.id);
  const more = { "x-session-token": fresh.token, "idempotency-key": "one" };
  for (const replay of ["first", "again"]) {
    expect((await ask(wall, await tokenWith(wall.scope), more)).status, replay).toBe(200);
  }
  expect(await ask(wall, await tokenWith(without(wall.scope)), more)).toEqual(missing);
});

test.each(replayed)("%s asks no scope of a browser", async (key, _, { body }) => {
  const headers = { cookie: await cookieOf(session.id), ...ownOrigin };
  const { status } = await call(await handlerOf(key), { method: "POST", headers, body });
  expect([200, 409]).toContain(status);
});

/** Parameters that the routes of /prop take. */
const numbersOf = (pattern: string) =>
  Object.fromEntries(
    Object.keys(paramsOf(pattern)).map((name) => [name, name === "login" ? "100001" : "1"]),
  );

/** A call with the token of a session alone, which came through an app that holds these scopes. */
async function asSession({ key, body }: { key: string; body?: object | undefined }, held: string) {
  const { publicId } = await newCustomer();
  const through = await newApp(held.split(" "));
  const { token } = await newSession(publicId, through.id);
  const [method = "", pattern = ""] = key.split(" ");
  const headers = { authorization: `Bearer ${token}` };
  const sent = { method, params: numbersOf(pattern), headers, ...(body && { body }) };
  const { status, body: answer } = await call(await handlerOf(key), sent);
  return { status, code: answer?.error?.code };
}

test.each(ofSessions)(
  "%s: a session that came through an app without %s → SCOPE_MISSING; with it alone → let in",
  async (_, __, wall) => {
    expect(await asSession(wall, without(wall.scope))).toEqual(missing);
    const { status, code } = await asSession(wall, wall.scope);
    if (code !== BEHIND_THE_WALLS) expect([200, 400, 401, 404, 409]).toContain(status);
  },
);

test("POST /prop/challenge/buy: the scope was taken from the session's app since → SCOPE_MISSING", async () => {
  const { publicId } = await newCustomer();
  const through = await newApp();
  const { token } = await newSession(publicId, through.id);
  const body = { program_id: 1, payer_login: 100_001 };
  const buy = async () => {
    const headers = { authorization: `Bearer ${token}` };
    const handler = await handlerOf("POST /api/prop/challenge/buy");
    return (await call(handler, { method: "POST", headers, body })).body.error?.code;
  };
  expect(await buy()).toBe(BEHIND_THE_WALLS);
  await sql("update api_apps set scopes = '{auth:write}' where id = $1", [through.id]);
  expect(await buy()).toBe("SCOPE_MISSING");
});

test.each(ofSessions)(
  "%s asks no scope of a session that came through no app",
  async (key, _, { body }) => {
    const { publicId } = await newCustomer();
    const { token } = await newSession(publicId);
    const [method = "", pattern = ""] = key.split(" ");
    const headers = { authorization: `Bearer ${token}` };
    const sent = { method, params: numbersOf(pattern), headers, ...(body && { body }) };
    const { body: answer } = await call(await handlerOf(key), sent);
    expect(answer?.error?.code).not.toBe("SCOPE_MISSING");
  },
);

import { beforeAll, expect, test } from "vitest";
import { signToken } from "@/lib/auth/tokens";
import { scopes } from "@/lib/core/context";
import { newApp } from "@/testing/actors/app";
import { inBrowser } from "@/testing/actors/credentials";
import { newCustomer, newSession } from "@/testing/actors/customer";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import {
  CODE_OF_VERB,
  filledPath,
  type NamedOperation,
  namedOperations,
} from "@/testing/http/surfaces";

const withScope = namedOperations().flatMap((operation) =>
  operation.scope ? [[operation.key, operation.scope, operation] as const] : [],
);
const scoped = withScope.filter(([, , { surface }]) => surface !== "session");
const onSessionSurface = withScope.filter(([, , { surface }]) => surface === "session");
const idempotent = scoped.filter(([key]) => /checkout|free/.test(key));

let app: Awaited<ReturnType<typeof newApp>>;
let session: Awaited<ReturnType<typeof newSession>>;
beforeAll(async () => {
  const { publicId } = await newCustomer();
  app = await newApp();
  session = await newSession(publicId, app.id);
});

const without = (scope: string) => scopes.filter((granted) => granted !== scope).join(" ");
const tokenWith = (scope: string) => signToken("app", app.id, { scope }, 3600);

async function sendRequest(operation: NamedOperation, appToken: string, headers = {}) {
  const { method, body } = operation;
  const sent = { headers, ...(body && { body }) };
  const response = await as({ appToken, session }).request(method, filledPath(operation), sent);
  return { status: response.status, code: response.code };
}
const missing = { status: 403, code: "SCOPE_MISSING" };

test.each(scoped)(
  "%s: a token with every scope but %s → SCOPE_MISSING",
  async (_, scope, operation) => {
    expect(await sendRequest(operation, await tokenWith(without(scope)))).toEqual(missing);
  },
);

test.each(scoped)(
  "%s: a token with %s alone → passes the auth boundary",
  async (_, scope, operation) => {
    const { status, code } = await sendRequest(operation, await tokenWith(scope));
    if (code !== CODE_OF_VERB) expect([200, 201, 400, 401, 404, 409]).toContain(status);
    expect(status === 401 ? operation.key : "").toMatch(/login|^$/);
  },
);

test.each(scoped)(
  "%s: %s was taken from the app after the token was issued → SCOPE_MISSING",
  async (_, scope, operation) => {
    const token = await tokenWith(scopes.join(" "));
    await sql("update api_apps set scopes = array_remove(scopes, $2) where id = $1", [
      app.id,
      scope,
    ]);
    try {
      expect(await sendRequest(operation, token)).toEqual(missing);
    } finally {
      await sql("update api_apps set scopes = array_append(scopes, $2) where id = $1", [
        app.id,
        scope,
      ]);
    }
  },
);

test.each(scoped)(
  "%s: a token with %s of an app without it → SCOPE_MISSING",
  async (_, scope, operation) => {
    const limitedApp = await newApp(scopes.filter((granted) => granted !== scope));
    await sql("update sessions set app_id = null where id = $1", [session.id]);
    const token = await signToken("app", limitedApp.id, { scope: scopes.join(" ") }, 3600);
    const response = await sendRequest(operation, token);
    await sql("update sessions set app_id = $2 where id = $1", [session.id, app.id]);
    expect(response).toEqual(missing);
  },
);

test.each(idempotent)(
  "%s: repeated with its Idempotency-Key and a token without %s → SCOPE_MISSING, not the stored response",
  async (_, scope, operation) => {
    const { publicId } = await newCustomer();
    const fresh = await newSession(publicId, app.id);
    const otherHeaders = { "x-session-token": fresh.token, "idempotency-key": "one" };
    for (const attempt of ["first call", "repetition"]) {
      expect(
        (await sendRequest(operation, await tokenWith(scope), otherHeaders)).status,
        attempt,
      ).toBe(200);
    }
    expect(await sendRequest(operation, await tokenWith(without(scope)), otherHeaders)).toEqual(
      missing,
    );
  },
);

test.each(idempotent)("%s: session cookie → no scope needed", async (_, __, { path, body }) => {
  const { status } = await as(inBrowser({ session })).post(path, body);
  expect([200, 409]).toContain(status);
});

/** Calls an operation of /prop, whose ids are numbers, with the token of a new session, obtained by an app or by none. */
async function sendAsSession(operation: NamedOperation, appId: string | null) {
  const { publicId } = await newCustomer();
  const actor = { session: await newSession(publicId, appId) };
  const { method, body } = operation;
  const path = filledPath(operation, "100001");
  const { status, code } = await as(actor).request(method, path, { ...(body && { body }) });
  return { status, code };
}

test.each(onSessionSurface)(
  "%s: a session of an app without %s → SCOPE_MISSING; of an app with it alone → passes",
  async (_, scope, operation) => {
    const limited = await newApp(scopes.filter((granted) => granted !== scope));
    expect(await sendAsSession(operation, limited.id)).toEqual(missing);
    const { status, code } = await sendAsSession(operation, (await newApp([scope])).id);
    if (code !== CODE_OF_VERB) expect([200, 400, 401, 404, 409]).toContain(status);
  },
);

test("POST /prop/challenge/buy: the scope was taken from the session's app after sign-in → SCOPE_MISSING", async () => {
  const { publicId } = await newCustomer();
  const through = await newApp();
  const customer = { session: await newSession(publicId, through.id) };
  const body = { program_id: 1, payer_login: 100_001 };
  const buy = async () => (await as(customer).post("/prop/challenge/buy", body)).code;
  expect(await buy()).toBe(CODE_OF_VERB);
  await sql("update api_apps set scopes = '{auth:write}' where id = $1", [through.id]);
  expect(await buy()).toBe("SCOPE_MISSING");
});

test.each(onSessionSurface)(
  "%s: a session without an app → no scope needed",
  async (_, __, operation) => {
    expect((await sendAsSession(operation, null)).code).not.toBe("SCOPE_MISSING");
  },
);

import { beforeAll, describe, expect, test } from "vitest";
import { signToken } from "@/lib/auth/tokens";
import { database } from "@/lib/core/database";
import { newApp } from "@/testing/actors/app";
import { anonymous } from "@/testing/actors/credentials";
import { newCustomer, newSession } from "@/testing/actors/customer";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { purgeSessions, SESSION_SECONDS } from "./sessions";

type App = Awaited<ReturnType<typeof newApp>>;

let customer: Awaited<ReturnType<typeof newCustomer>>;
let app: App;
beforeAll(async () => {
  customer = await newCustomer();
  app = await newApp();
});

async function send(token: string, through: App = app) {
  const { status, body } = await as(through).get("/v2/auth/me", {
    headers: { "x-session-token": token },
  });
  return status === 200 ? "welcome" : body.error.code;
}
async function end(token: string, through: App = app) {
  const body = { session_token: token };
  const response = await as(through).post("/v2/auth/sessions/revoke", body);
  return [response.status, response.body.error?.code ?? response.body];
}

describe("POST /v2/auth/sessions/revoke", () => {
  test("a session → ends immediately; again → the same response", async () => {
    const { token } = await newSession(customer.publicId, app.id);
    expect(await send(token)).toBe("welcome");
    expect(await end(token)).toEqual([200, { revoked: true }]);
    expect(await send(token)).toBe("UNAUTHENTICATED");
    expect(await end(token)).toEqual([200, { revoked: true }]);
  });

  test("the customer's other sessions → go on", async () => {
    const one = await newSession(customer.publicId, app.id);
    const two = await newSession(customer.publicId, app.id);
    await end(one.token);
    expect(await send(two.token)).toBe("welcome");
  });

  test("a session of another app → NOT_FOUND, it goes on", async () => {
    const other = await newApp();
    const { token } = await newSession(customer.publicId, other.id);
    expect(await end(token)).toEqual([404, "NOT_FOUND"]);
    expect(await send(token, other)).toBe("welcome");
  });

  test("an unknown session, an invalid token → NOT_FOUND", async () => {
    const { token } = await newSession(customer.publicId, app.id);
    const unknown = await signToken("session", "ses_that_never_was");
    for (const wrong of ["nonsense", app.appToken, unknown, `${token}x`]) {
      expect(await end(wrong)).toEqual([404, "NOT_FOUND"]);
    }
    expect(await send(token)).toBe("welcome");
  });
});

describe("slideSession", () => {
  const lifeLeft = async (id: string) => {
    const text =
      "select extract(epoch from expires_at - now())::float as s from sessions where id = $1";
    const { rows } = await sql(text, [id]);
    return rows[0].s as number;
  };
  const withLife = async (life: string) => {
    const session = await newSession(customer.publicId, app.id);
    await sql("update sessions set expires_at = now() + $2::interval where id = $1", [
      session.id,
      life,
    ]);
    return session;
  };

  test.each(["10 days", "1 minute"])("%s left → 30 days after the next request", async (life) => {
    const { id, token } = await withLife(life);
    expect(await send(token)).toBe("welcome");
    expect(Math.abs((await lifeLeft(id)) - SESSION_SECONDS)).toBeLessThan(60);
  });

  test("extended in the last ten minutes → no write", async () => {
    const used = await withLife("29 days 23 hours 49 minutes");
    await send(used.token);
    expect(Math.abs((await lifeLeft(used.id)) - SESSION_SECONDS)).toBeLessThan(60);
    const { id, token } = await withLife("29 days 23 hours 51 minutes");
    const before = await sql("select expires_at from sessions where id = $1", [id]);
    expect(await send(token)).toBe("welcome");
    const after = await sql("select expires_at from sessions where id = $1", [id]);
    expect(after.rows).toEqual(before.rows);
  });

  test("an admin's session → twelve hours after its last use, also if it had more", async () => {
    const admin = await newCustomer();
    await sql("update customers set role = 'admin' where public_id = $1", [admin.publicId]);
    const { id, token } = await newSession(admin.publicId, app.id);
    const expectTwelveHours = async () =>
      expect(Math.abs((await lifeLeft(id)) - 12 * 3_600)).toBeLessThan(60);
    await expectTwelveHours();
    for (const life of ["1 minute", "11 hours 49 minutes", "30 days"]) {
      await sql("update sessions set expires_at = now() + $2::interval where id = $1", [id, life]);
      expect(await send(token)).toBe("welcome");
      await expectTwelveHours();
    }
    const login = await as(anonymous).post("/prop/auth/login", {
      email: admin.email,
      password: admin.password,
    });
    expect(login.body.expires_in).toBe(12 * 3_600);
  });

  test("an expired session → TOKEN_EXPIRED, not extended", async () => {
    const { id, token } = await withLife("-1 second");
    expect(await send(token)).toBe("TOKEN_EXPIRED");
    expect(await lifeLeft(id)).toBeLessThan(0);
  });
});

describe("authenticate, in the next request", () => {
  const setDisabled = (table: "api_apps" | "customers", id: string, at: string | null) => {
    const column = table === "customers" ? "public_id" : "id";
    return sql(`update ${table} set disabled_at = $2 where ${column} = $1`, [id, at]);
  };

  test("a customer is disabled, enabled → UNAUTHENTICATED, accepted", async () => {
    const { token } = await newSession(customer.publicId, app.id);
    await setDisabled("customers", customer.publicId, "2026-01-01");
    expect(await send(token)).toBe("UNAUTHENTICATED");
    await setDisabled("customers", customer.publicId, null);
    expect(await send(token)).toBe("welcome");
  });

  test("an app is disabled, enabled → UNAUTHENTICATED, accepted", async () => {
    const { token } = await newSession(customer.publicId, app.id);
    await setDisabled("api_apps", app.id, "2026-01-01");
    expect(await send(token)).toBe("UNAUTHENTICATED");
    await setDisabled("api_apps", app.id, null);
    expect(await send(token)).toBe("welcome");
  });
});

test("authenticate: a session of one app → invalid with another; a session without an app → valid with any", async () => {
  const other = await newApp();
  const bound = await newSession(customer.publicId, app.id);
  const free = await newSession(customer.publicId);
  expect([await send(bound.token), await send(bound.token, other)]).toEqual([
    "welcome",
    "UNAUTHENTICATED",
  ]);
  expect([await send(free.token), await send(free.token, other)]).toEqual(["welcome", "welcome"]);
});

test("purgeSessions: ended a month ago → deleted; later → stays", async () => {
  const [old, recent] = [await newCustomer(), await newCustomer()];
  const ended = (id: string, ago: string) =>
    sql("update sessions set expires_at = now() - $2::interval where id = $1", [id, ago]);
  await ended(old.session.id, "31 days");
  await ended(recent.session.id, "29 days");
  await purgeSessions({ db: database() });
  const left = await sql("select id from sessions where id = any($1)", [
    [old.session.id, recent.session.id],
  ]);
  expect(left.rows).toEqual([{ id: recent.session.id }]);
});

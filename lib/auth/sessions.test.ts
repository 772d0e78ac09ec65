import { beforeAll, describe, expect, test } from "vitest";
import { database } from "@/lib/database";
import { call, newCustomer } from "@/testing/api";
import { newApp, newSession, signToken, sql } from "@/testing/callers";
import { handlerOf } from "@/testing/routes";
import { purgeSessions, SESSION_SECONDS } from "./sessions";

const me = await handlerOf("GET /api/v2/auth/me");
const revoke = await handlerOf("POST /api/v2/auth/sessions/revoke");
type App = Awaited<ReturnType<typeof newApp>>;

let customer: Awaited<ReturnType<typeof newCustomer>>;
let app: App;
beforeAll(async () => {
  customer = await newCustomer();
  app = await newApp();
});

async function ask(token: string, through: App = app) {
  const { status, body } = await call(me, {
    headers: { ...through.headers, "x-session-token": token },
  });
  return status === 200 ? "welcome" : body.error.code;
}
async function end(token: string, through: App = app) {
  const body = { session_token: token };
  const answer = await call(revoke, { method: "POST", body, headers: through.headers });
  return [answer.status, answer.body.error?.code ?? answer.body];
}

describe("revoking a session", () => {
  test("ends it at once, and may be repeated", async () => {
    const { token } = await newSession(customer.publicId, app.id);
    expect(await ask(token)).toBe("welcome");
    expect(await end(token)).toEqual([200, { revoked: true }]);
    expect(await ask(token)).toBe("UNAUTHENTICATED");
    expect(await end(token)).toEqual([200, { revoked: true }]);
  });

  test("leaves the customer's other sessions alone", async () => {
    const one = await newSession(customer.publicId, app.id);
    const two = await newSession(customer.publicId, app.id);
    await end(one.token);
    expect(await ask(two.token)).toBe("welcome");
  });

  test("of another app is NOT_FOUND, and it goes on", async () => {
    const other = await newApp();
    const { token } = await newSession(customer.publicId, other.id);
    expect(await end(token)).toEqual([404, "NOT_FOUND"]);
    expect(await ask(token, other)).toBe("welcome");
  });

  test("that never was is NOT_FOUND, whatever its token", async () => {
    const { token } = await newSession(customer.publicId, app.id);
    const unknown = await signToken("session", "ses_that_never_was");
    for (const wrong of ["nonsense", app.token, unknown, `${token}x`]) {
      expect(await end(wrong)).toEqual([404, "NOT_FOUND"]);
    }
    expect(await ask(token)).toBe("welcome");
  });
});

describe("a session slides", () => {
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

  test.each(["10 days", "1 minute"])(
    "with %s left, a request gives it 30 days again",
    async (life) => {
      const { id, token } = await withLife(life);
      expect(await ask(token)).toBe("welcome");
      expect(Math.abs((await lifeLeft(id)) - SESSION_SECONDS)).toBeLessThan(60);
    },
  );

  test("but at most every ten minutes, so that most requests write nothing", async () => {
    const used = await withLife("29 days 23 hours 49 minutes");
    await ask(used.token);
    expect(Math.abs((await lifeLeft(used.id)) - SESSION_SECONDS)).toBeLessThan(60);
    const { id, token } = await withLife("29 days 23 hours 51 minutes");
    const before = await sql("select expires_at from sessions where id = $1", [id]);
    expect(await ask(token)).toBe("welcome");
    const after = await sql("select expires_at from sessions where id = $1", [id]);
    expect(after.rows).toEqual(before.rows);
  });

  test("an admin's → twelve hours from its last use, also one that was given more before", async () => {
    const admin = await newCustomer();
    await sql("update customers set role = 'admin' where public_id = $1", [admin.publicId]);
    const { id, token } = await newSession(admin.publicId, app.id);
    const expectTwelveHours = async () =>
      expect(Math.abs((await lifeLeft(id)) - 12 * 3_600)).toBeLessThan(60);
    await expectTwelveHours();
    for (const life of ["1 minute", "11 hours 49 minutes", "30 days"]) {
      await sql("update sessions set expires_at = now() + $2::interval where id = $1", [id, life]);
      expect(await ask(token)).toBe("welcome");
      await expectTwelveHours();
    }
    const login = await call(await handlerOf("POST /api/prop/auth/login"), {
      method: "POST",
      body: { email: admin.email, password: admin.password },
    });
    expect(login.body.expires_in).toBe(12 * 3_600);
  });

  test("and one that is past is TOKEN_EXPIRED and stays so", async () => {
    const { id, token } = await withLife("-1 second");
    expect(await ask(token)).toBe("TOKEN_EXPIRED");
    expect(await lifeLeft(id)).toBeLessThan(0);
  });
});

describe("takes effect at once:", () => {
  const setDisabled = (table: "api_apps" | "customers", id: string, at: string | null) => {
    const column = table === "customers" ? "public_id" : "id";
    return sql(`update ${table} set disabled_at = $2 where ${column} = $1`, [id, at]);
  };

  test("disabling a customer, and enabling again", async () => {
    const { token } = await newSession(customer.publicId, app.id);
    await setDisabled("customers", customer.publicId, "2026-01-01");
    expect(await ask(token)).toBe("UNAUTHENTICATED");
    await setDisabled("customers", customer.publicId, null);
    expect(await ask(token)).toBe("welcome");
  });

  test("disabling an app, and enabling again", async () => {
    const { token } = await newSession(customer.publicId, app.id);
    await setDisabled("api_apps", app.id, "2026-01-01");
    expect(await ask(token)).toBe("UNAUTHENTICATED");
    await setDisabled("api_apps", app.id, null);
    expect(await ask(token)).toBe("welcome");
  });
});

test("a session of one app is no good with another; one of no app goes with any", async () => {
  const other = await newApp();
  const bound = await newSession(customer.publicId, app.id);
  const free = await newSession(customer.publicId);
  expect([await ask(bound.token), await ask(bound.token, other)]).toEqual([
    "welcome",
    "UNAUTHENTICATED",
  ]);
  expect([await ask(free.token), await ask(free.token, other)]).toEqual(["welcome", "welcome"]);
});

test("a session is forgotten a month after it ended, and not before", async () => {
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

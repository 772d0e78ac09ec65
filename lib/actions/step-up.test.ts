import { TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { newAdmin, performAction } from "@/testing/actors/admin";
import { ownOrigin } from "@/testing/actors/credentials";
import { newVisitor } from "@/testing/actors/customer";
import { newTrader, type Trader } from "@/testing/actors/trader";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import type { ActionName } from "./schemas";

const STEP_MS = 30_000;
let me: Awaited<ReturnType<typeof newVisitor>>;
let trader: Trader;
let secret: string;

beforeAll(async () => {
  trader = await newTrader();
  // In the middle of a TOTP step, where the clock stays: a code is valid or not for the whole test.
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime((Math.floor(Date.now() / STEP_MS) + 0.5) * STEP_MS);
});
beforeEach(async () => {
  await sql("delete from rate_limits");
  me = await newVisitor();
  await sql("update customers set role = 'admin' where public_id = $1", [me.publicId]);
});
afterAll(() => vi.useRealTimers());

const codeOf = (steps = 0) =>
  new TOTP({ secret }).generate({ timestamp: Date.now() + steps * STEP_MS });
async function turnOn() {
  const begun = await as(me).post("/api/account/second-factor", { password: me.password });
  secret = begun.body.secret;
  const on = await as(me).post("/api/account/second-factor/confirm", { code: codeOf(-1) });
  return on.body.recovery_codes as string[];
}
/** Sets how long ago the last code was entered in this session. */
const lastCode = (ago: string) =>
  sql(
    "update sessions set second_factor_at = to_timestamp($3::float / 1000) - $2::interval where id = $1",
    [me.session.id, ago, Date.now()],
  );
const codeAt = async () =>
  (await sql("select second_factor_at from sessions where id = $1", [me.session.id])).rows[0]
    .second_factor_at as Date | null;
const doAs = (action: ActionName, body: object) =>
  performAction({ headers: { ...ownOrigin, cookie: me.cookie } }, action, body);
const verify = (code: string) => as(me).post("/api/account/second-factor/verify", { code });
const credit = () =>
  doAs("wallet.credit", {
    login: trader.login,
    amount_cents: 100,
    idempotency_key: crypto.randomUUID(),
  });

const key = () => ({ idempotency_key: crypto.randomUUID() });

describe("POST /api/account/second-factor/verify", () => {
  test("a wrong code, or one that was used → TWO_FACTOR_INVALID, and nothing is allowed by it", async () => {
    await turnOn();
    await lastCode("16 minutes");
    expect((await verify("000000")).code).toBe("TWO_FACTOR_INVALID");
    expect((await credit()).body.error.code).toBe("STEP_UP_REQUIRED");
    const { status, body } = await verify(codeOf());
    expect([status, Date.parse(body.valid_until) - Date.now()]).toEqual([200, 15 * 60_000]);
    expect((await credit()).status).toBe(200);
    expect((await verify(codeOf())).code).toBe("TWO_FACTOR_INVALID");
  });

  test("a recovery code → good, once", async () => {
    const [recovery = ""] = await turnOn();
    await lastCode("1 day");
    expect((await verify(recovery)).status).toBe(200);
    expect((await credit()).status).toBe(200);
    expect((await verify(recovery)).code).toBe("TWO_FACTOR_INVALID");
  });

  test("second factor is off → INVALID_STATE", async () => {
    expect((await verify("123456")).code).toBe("INVALID_STATE");
  });

  test("another session of the same admin → asked for a code of its own", async () => {
    await turnOn();
    const other = await newAdmin(me.publicId);
    const rejected = await performAction(other, "wallet.credit", {
      login: trader.login,
      amount_cents: 1,
      ...key(),
    });
    expect(rejected.body.error.code).toBe("STEP_UP_REQUIRED");
    expect((await credit()).status).toBe(200);
  });
});

test.each([
  ["14 minutes", 200],
  ["15 minutes 1 second", 403],
])("the last code %s old → %i", async (ago, status) => {
  await turnOn();
  await lastCode(ago);
  expect((await credit()).status).toBe(status);
});

test("an admin without a second factor, as the embedded stack allows → moves money without a code", async () => {
  expect((await credit()).status).toBe(200);
  expect(await codeAt()).toBeNull();
});

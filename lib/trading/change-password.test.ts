import { createHmac, hkdfSync } from "node:crypto";
import { hash } from "@node-rs/argon2";
import { beforeAll, describe, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { env } from "@/lib/core/env";
import { buyFromWallet, newTrader, type Trader } from "@/testing/actors/trader";
import { newProgram } from "@/testing/catalog/programs";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { tradingServer } from "./server";

let me: Trader;
let stranger: Trader;
beforeAll(async () => {
  [me, stranger] = await Promise.all([newTrader(), newTrader()]);
});

const OWN = "a password of my own";

/** A new challenge account and its first password. */
async function opened() {
  const { body } = await buyFromWallet(me, {
    program_id: await newProgram({ priceCents: 0, groups: ["PROP-DEMO-10K"] }),
  });
  return { login: body.account.login as number, temporary: body.temporary_password as string };
}
const change = (login: number, current_password: string, new_password = OWN, by = me) =>
  as(by).post(`/prop/accounts/${login}/password`, { current_password, new_password });
const reset = (login: number, password = me.password, by = me) =>
  as(by).post(`/prop/accounts/${login}/password/reset`, { password });
const fits = (login: number, password: string) =>
  tradingServer(database()).passwordFits(login, password);
const mustChange = async (login: number) => {
  const { body } = await as(me).get("/prop/accounts");
  return body.rows.find((row: { login: number }) => row.login === login).must_change_password;
};

/** The tables that contain a text in any column. */
async function tablesWith(text: string) {
  const { rows } = await sql(
    "select table_schema || '.' || table_name as name from information_schema.tables where table_schema in ('public', 'graphile_worker') and table_type = 'BASE TABLE'",
  );
  const found = [];
  for (const { name } of rows) {
    const { rowCount } = await sql(`select from ${name} t where t::text like '%' || $1 || '%'`, [
      text,
    ]);
    if (rowCount) found.push(name);
  }
  return found;
}

test("buyChallenge: a temporary password → only its hash in the database", async () => {
  const { login, temporary } = await opened();
  expect(await fits(login, temporary)).toBe(true);
  expect(await tablesWith(String(login))).toContain("public.trading_accounts");
  expect(await tablesWith(temporary)).toEqual([]);
});

test("passwordFits: NEXTAUTH_SECRET is replaced → temporary passwords still fit", async () => {
  const { login, temporary } = await opened();
  const usual = env().NEXTAUTH_SECRET;
  env().NEXTAUTH_SECRET = "another secret, of more than 32 characters";
  expect([await fits(login, temporary), await fits(login, `${temporary}x`)]).toEqual([true, false]);
  env().NEXTAUTH_SECRET = usual;
});

test("passwordFits: a temporary password of a release before 0.2, keyed with NEXTAUTH_SECRET → fits", async () => {
  const { login } = await opened();
  const key = hkdfSync("sha256", env().NEXTAUTH_SECRET, "propdesk", "trading-password", 32);
  const stored = createHmac("sha256", Buffer.from(key)).update("a1b2c3d4e5f6").digest("base64url");
  await sql("update trading_accounts set password_hash = $2 where login = $1", [
    login,
    `hmac-sha256:${stored}`,
  ]);
  expect([await fits(login, "a1b2c3d4e5f6"), await fits(login, "a1b2c3d4e5f7")]).toEqual([
    true,
    false,
  ]);
});

test("POST /prop/accounts/[login]/password: the temporary password → replaced by the customer's own, hashed with argon2id", async () => {
  const { login, temporary } = await opened();
  expect(await mustChange(login)).toBe(true);
  const { status, body } = await change(login, temporary);
  expect([status, body]).toEqual([
    200,
    expect.objectContaining({ login, must_change_password: false, balance: 10_000 }),
  ]);
  expect(await mustChange(login)).toBe(false);
  expect([await fits(login, OWN), await fits(login, temporary)]).toEqual([true, false]);
  expect(await tablesWith(OWN)).toEqual([]);
  const { rows } = await sql("select password_hash from trading_accounts where login = $1", [
    login,
  ]);
  expect(rows[0].password_hash).toMatch(/^\$argon2id\$/);
  expect((await change(login, temporary)).status).toBe(401);
  expect((await change(login, OWN, "yet another one")).status).toBe(200);
});

test("POST /prop/accounts/[login]/password: a wrong current password → INVALID_CREDENTIALS, nothing changed", async () => {
  const { login, temporary } = await opened();
  const { status, body } = await change(login, `${temporary}x`);
  expect([status, body.error.code]).toEqual([401, "INVALID_CREDENTIALS"]);
  expect([await fits(login, temporary), await mustChange(login)]).toEqual([true, true]);
});

test("POST /prop/accounts/[login]/password: a wallet without a password → rejected; reset → a temporary one", async () => {
  expect((await change(me.login, "anything at all")).status).toBe(401);
  const { body } = await reset(me.login);
  expect(await fits(me.login, body.temporary_password)).toBe(true);
});

test.each([
  [9, 400],
  [10, 200],
  [128, 200],
  [129, 400],
])(
  "POST /prop/accounts/[login]/password: a new password of %i characters → %i",
  async (length, expected) => {
    const { login, temporary } = await opened();
    const { status, body } = await change(login, temporary, "p".repeat(length));
    expect(status).toBe(expected);
    if (status === 400)
      expect(body.error.fields).toEqual([{ path: "new_password", message: expect.any(String) }]);
  },
);

describe("POST /prop/accounts/[login]/password/reset", () => {
  test("the customer's sign-in password → a new temporary password in the response, the earlier ones don't fit", async () => {
    const { login, temporary } = await opened();
    await change(login, temporary);
    const { status, body } = await reset(login);
    expect([status, body]).toEqual([
      200,
      { login, temporary_password: expect.any(String), must_change_password: true },
    ]);
    expect(body.temporary_password).not.toBe(temporary);
    const passwords = [body.temporary_password, temporary, OWN];
    const fitting = await Promise.all(passwords.map((password) => fits(login, password)));
    expect([fitting, await mustChange(login)]).toEqual([[true, false, false], true]);
    expect(await tablesWith(body.temporary_password)).toEqual([]);
  });

  test("any other password → INVALID_CREDENTIALS, nothing changed", async () => {
    const { login, temporary } = await opened();
    for (const password of [temporary, "not my password"]) {
      const { status, body } = await reset(login, password);
      expect([status, body.error.code]).toEqual([401, "INVALID_CREDENTIALS"]);
    }
    expect(await fits(login, temporary)).toBe(true);
  });
});

test("password change and reset: another customer's account → NOT_FOUND", async () => {
  const { login, temporary } = await opened();
  const results = [
    await change(login, temporary, OWN, stranger),
    await reset(login, stranger.password, stranger),
    await change(2_147_483_647, temporary),
  ];
  expect(results.map(({ status }) => status)).toEqual([404, 404, 404]);
  expect(await fits(login, temporary)).toBe(true);
});

test("POST /prop/accounts/:login/password: set decomposed → fits composed, and is the same password", async () => {
  const { login, temporary } = await opened();
  const composed = "un mot de passe \u00e9";
  const decomposed = composed.normalize("NFD");
  expect((await change(login, temporary, decomposed)).status).toBe(200);
  expect(await fits(login, composed)).toBe(true);
  expect((await change(login, composed, decomposed)).status).toBe(400);
  expect((await change(login, temporary, "e\u0301".repeat(5))).status).toBe(400);
});

test("passwordFits: a trading password hashed as typed → fits as typed, and from then on composed", async () => {
  const { login } = await opened();
  const composed = "un mot de passe \u00e9";
  const decomposed = composed.normalize("NFD");
  await sql("update trading_accounts set password_hash = $2 where login = $1", [
    login,
    await hash(decomposed),
  ]);
  expect(await fits(login, composed)).toBe(false);
  expect(await fits(login, decomposed)).toBe(true);
  expect(await fits(login, composed)).toBe(true);
});

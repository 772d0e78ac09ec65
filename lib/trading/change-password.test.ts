import { createHmac, hkdfSync } from "node:crypto";
import { hash } from "@node-rs/argon2";
import { beforeAll, describe, expect, test } from "vitest";
import { database } from "@/lib/database";
import { env } from "@/lib/env";
import { sql } from "@/testing/callers";
import { newProgram } from "@/testing/programs";
import { prop } from "@/testing/prop";
import { buyThroughRoute, newTrader, type Trader } from "@/testing/trading";
import { tradingServer } from "./server";

let me: Trader;
let stranger: Trader;
beforeAll(async () => {
  [me, stranger] = await Promise.all([newTrader(), newTrader()]);
});

const OWN = "a password of my own";

/** A new challenge account and the password that it was opened with. */
async function opened() {
  const { body } = await buyThroughRoute(me, {
    program_id: await newProgram({ priceCents: 0, groups: ["PROP-DEMO-10K"] }),
  });
  return { login: body.account.login as number, temporary: body.temporary_password as string };
}
const change = (login: number, current_password: string, new_password = OWN, by = me) =>
  prop(by, "POST accounts/[login]/password", {
    params: { login },
    body: { current_password, new_password },
  });
const reset = (login: number, password = me.password, by = me) =>
  prop(by, "POST accounts/[login]/password/reset", { params: { login }, body: { password } });
const fits = (login: number, password: string) =>
  tradingServer(database()).passwordFits(login, password);
const mustChange = async (login: number) => {
  const { body } = await prop(me, "GET accounts");
  return body.rows.find((row: { login: number }) => row.login === login).must_change_password;
};

/** The tables in which a text stands anywhere. */
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

test("a temporary password is stored nowhere but as its hash", async () => {
  const { login, temporary } = await opened();
  expect(await fits(login, temporary)).toBe(true);
  expect(await tablesWith(String(login))).toContain("public.trading_accounts");
  expect(await tablesWith(temporary)).toEqual([]);
});

test("NEXTAUTH_SECRET is replaced → temporary passwords fit as before", async () => {
  const { login, temporary } = await opened();
  const usual = env().NEXTAUTH_SECRET;
  env().NEXTAUTH_SECRET = "another secret, of more than 32 characters";
  expect([await fits(login, temporary), await fits(login, `${temporary}x`)]).toEqual([true, false]);
  env().NEXTAUTH_SECRET = usual;
});

test("a temporary password of a release before 0.2, keyed with NEXTAUTH_SECRET → fits still", async () => {
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

test("whoever knows the temporary password replaces it by one of their own, which is argon2id", async () => {
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

test("with a wrong current password nothing changes", async () => {
  const { login, temporary } = await opened();
  const { status, body } = await change(login, `${temporary}x`);
  expect([status, body.error.code]).toEqual([401, "INVALID_CREDENTIALS"]);
  expect([await fits(login, temporary), await mustChange(login)]).toEqual([true, true]);
});

test("a wallet that never had a password can't be guessed into one, but be given one", async () => {
  expect((await change(me.login, "anything at all")).status).toBe(401);
  const { body } = await reset(me.login);
  expect(await fits(me.login, body.temporary_password)).toBe(true);
});

test.each([
  [9, 400],
  [10, 200],
  [128, 200],
  [129, 400],
])("a new password of %i characters: %i", async (length, expected) => {
  const { login, temporary } = await opened();
  const { status, body } = await change(login, temporary, "p".repeat(length));
  expect(status).toBe(expected);
  if (status === 400)
    expect(body.error.fields).toEqual([{ path: "new_password", message: expect.any(String) }]);
});

describe("a reset", () => {
  test("asks for the customer's own sign-in password and shows a new temporary one, once", async () => {
    const { login, temporary } = await opened();
    await change(login, temporary);
    const { status, body } = await reset(login);
    expect([status, body]).toEqual([
      200,
      { login, temporary_password: expect.any(String), must_change_password: true },
    ]);
    expect(body.temporary_password).not.toBe(temporary);
    const known = [body.temporary_password, temporary, OWN];
    const fitting = await Promise.all(known.map((password) => fits(login, password)));
    expect([fitting, await mustChange(login)]).toEqual([[true, false, false], true]);
    expect(await tablesWith(body.temporary_password)).toEqual([]);
  });

  test("with any other password is INVALID_CREDENTIALS and changes nothing", async () => {
    const { login, temporary } = await opened();
    for (const password of [temporary, "not my password"]) {
      const { status, body } = await reset(login, password);
      expect([status, body.error.code]).toEqual([401, "INVALID_CREDENTIALS"]);
    }
    expect(await fits(login, temporary)).toBe(true);
  });
});

test("another customer's account has no password to change or reset: it is not there", async () => {
  const { login, temporary } = await opened();
  const answers = [
    await change(login, temporary, OWN, stranger),
    await reset(login, stranger.password, stranger),
    await change(2_147_483_647, temporary),
  ];
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
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

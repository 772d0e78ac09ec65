import { describe, expect, test } from "vitest";
import { cookieOf, ownOrigin } from "@/testing/actors/credentials";
import { newSession } from "@/testing/actors/customer";
import {
  fromNewAddress,
  logIn,
  requestToken,
  signInTest,
  useUpFailures,
  WRONG,
} from "@/testing/actors/sign-in-limits";
import { newTrader } from "@/testing/actors/trader";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";

const current = signInTest();

describe("logIn: an email address in the form of another counter's key", () => {
  test("a client's token → still issued", async () => {
    const there = fromNewAddress();
    const address = there["x-forwarded-for"];
    for (const name of [
      `${address} ${current.app.id}`,
      `login 100001`,
      `token:client-address:${address} ${current.app.id}`,
    ])
      for (let n = 0; n < 4; n++) await logIn(name, fromNewAddress(), WRONG);
    expect((await requestToken(current.app.id, there, current.app.secret)).status).toBe(200);
    const { rows } = await sql("select distinct split_part(key, ':', 1) as kind from rate_limits");
    expect(rows.map(({ kind }) => kind).sort()).toEqual(["sign-in", "token"]);
  });

  test("POST /prop/accounts/:login/password and …/reset → the owner's still work", async () => {
    const owner = await newTrader();
    await sql("delete from rate_limits");
    const { login, session } = owner;
    const keys = [`login ${login}`, `${session.id} ${login}`, session.id, owner.email];
    for (const name of keys.flatMap((key) => [
      key,
      `trading-password:session:${key}`,
      `confirm:session:${key}`,
    ]))
      for (let n = 0; n < 4; n++) await logIn(name, fromNewAddress(), WRONG);
    const params = { login };
    const reset = await as(owner).post(`/prop/accounts/${params.login}/password/reset`, {
      password: owner.password,
    });
    expect(reset.status).toBe(200);
    const change = await as(owner).post(`/prop/accounts/${params.login}/password`, {
      current_password: reset.body.temporary_password,
      new_password: "one of my own",
    });
    expect(change.status).toBe(200);
  });
});

describe("POST /api/account/password: the current password", () => {
  const confirm = async (cookie: string, current_password: string, address: object) =>
    as({ headers: { ...ownOrigin, ...address, cookie } }).post("/api/account/password", {
      current_password,
      new_password: current.customer.password,
    });

  test("failures of strangers → not counted; those of the own session are", async () => {
    const home = fromNewAddress();
    for (let n = 0; n < 10; n++) await logIn(current.customer.email, home, WRONG);
    await useUpFailures(current.customer.email);
    const cookie = await cookieOf(current.customer.session.id);
    expect((await confirm(cookie, current.customer.password, home)).status).toBe(204);
    for (let n = 0; n < 2; n++) expect((await confirm(cookie, WRONG, home)).status).toBe(401);
    expect((await confirm(cookie, current.customer.password, fromNewAddress())).status).toBe(429);
  });
});

test("POST /api/account/password: wrong passwords in one session, over many minutes → RATE_LIMITED for the hour", async () => {
  const cookie = await cookieOf(current.customer.session.id);
  const confirm = async (current_password: string) => {
    await sql("delete from rate_limits where key like 'confirm:session:%'");
    return as({ headers: { ...ownOrigin, ...fromNewAddress(), cookie } }).post(
      "/api/account/password",
      { current_password, new_password: current.customer.password },
    );
  };
  // Right ones are no failures.
  for (let n = 0; n < 2; n++) expect((await confirm(current.customer.password)).status).toBe(204);
  for (let n = 0; n < 16; n++) expect((await confirm(WRONG)).status).toBe(401);
  expect((await confirm(WRONG)).status).toBe(429);
});

test("POST /api/sign-up: too many from one address → RATE_LIMITED there only", async () => {
  const send = (email: string, address: object) =>
    as({ headers: { ...ownOrigin, ...address } }).post("/api/sign-up", {
      email,
      password: current.customer.password,
    });
  const here = fromNewAddress();
  for (let n = 0; n < 3; n++) expect((await send(`new-${n}@example.com`, here)).status).toBe(201);
  expect((await send("new-3@example.com", here)).status).toBe(429);
  expect((await send("new-3@example.com", fromNewAddress())).status).toBe(201);
  // Counted for all processes together: they share this table.
  const { rows } = await sql(
    "select points from rate_limits where key like 'sign-up:address:%' order by 1",
  );
  expect(rows.map(({ points }) => points)).toEqual([1, 4]);
});

test("POST /api/account/email: to many addresses, from many sessions at one network → RATE_LIMITED there only", async () => {
  const { publicId, password } = current.customer;
  const send = async (email: string, address: object) => {
    const cookie = await cookieOf((await newSession(publicId)).id);
    return as({ headers: { ...ownOrigin, ...address, cookie } }).post("/api/account/email", {
      email,
      password,
    });
  };
  const here = fromNewAddress();
  for (let n = 0; n < 3; n++) expect((await send(`other-${n}@example.com`, here)).status).toBe(204);
  expect((await send("other-3@example.com", here)).status).toBe(429);
  expect((await send("other-3@example.com", fromNewAddress())).status).toBe(204);
});

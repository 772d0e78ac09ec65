import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { newApp } from "@/testing/actors/app";
import { anonymousCtx } from "@/testing/actors/contexts";
import { anonymous } from "@/testing/actors/credentials";
import { newCustomer } from "@/testing/actors/customer";
import { sql } from "@/testing/database/sql";
import { duringPasswordStorm, duringStormOf } from "@/testing/faults/password-storm";
import { as } from "@/testing/http/client";
import { authenticate } from "./authenticate";
import { logIn as logInAs } from "./log-in";

const verified = vi.hoisted((): string[] => {
  // Modules of earlier files have the real one.
  vi.resetModules();
  return [];
});
afterAll(() => {
  vi.doUnmock("@node-rs/argon2");
  vi.resetModules();
});
vi.mock("@node-rs/argon2", async (original) => {
  const argon2 = await original<typeof import("@node-rs/argon2")>();
  const verify: typeof argon2.verify = (hashed, password, ...rest) => {
    verified.push(String(hashed));
    return argon2.verify(hashed, password, ...rest);
  };
  return { ...argon2, verify };
});

let me: Awaited<ReturnType<typeof newCustomer>>;
let app: Awaited<ReturnType<typeof newApp>>;
beforeAll(async () => {
  me = await newCustomer();
  app = await newApp();
});
beforeEach(() => {
  verified.length = 0;
});

const post = (email: string, password: string) =>
  as(app).post("/v2/auth/login", { email, password });

test.each<[string, (email: string) => string]>([
  ["as it is", (email) => email],
  ["in capitals", (email) => email.toUpperCase()],
  ["between spaces", (email) => ` ${email} `],
])(
  "POST /v2/auth/login: the address %s and the right password → the response of a sign-up",
  async (_, spelled) => {
    const { status, body } = await post(spelled(me.email), me.password);
    expect([status, body]).toEqual([
      200,
      {
        user_id: me.publicId,
        email: me.email,
        session_token: expect.any(String),
        session_expires_at: expect.any(String),
      },
    ]);
  },
);

test("POST /v2/auth/login: unknown address, wrong password, disabled customer → the same response, one argon2 each", async () => {
  const banned = await newCustomer();
  await sql("update customers set disabled_at = now() where public_id = $1", [banned.publicId]);
  await post("warm-up@example.com", me.password);
  verified.length = 0;
  const responses = [
    await post("nobody@example.com", me.password),
    await post(me.email, "a wrong password"),
    await post(banned.email, banned.password),
  ];
  const looks = responses.map(({ status, headers, body: { error } }) => {
    const shown = [...headers].filter(([name]) => name !== "x-request-id");
    return { status, shown, error: { ...error, request_id: "any" } };
  });
  expect(looks[0]).toMatchObject({ status: 401, error: { code: "INVALID_CREDENTIALS" } });
  expect(looks[1]).toEqual(looks[0]);
  expect(looks[2]).toEqual(looks[0]);
  expect(verified).toHaveLength(3);
  const costs = verified.map((hashed) => hashed.split("$").slice(0, 4).join("$"));
  expect(new Set(costs)).toEqual(new Set(["$argon2id$v=19$m=19456,t=2,p=1"]));
});

test("POST /v2/auth/login: unknown address with the decoy's password → INVALID_CREDENTIALS", async () => {
  const { status } = await post("nobody@example.com", "a password that nobody has");
  expect(status).toBe(401);
});

test("POST /v2/auth/login: a password of more than 128 characters → INVALID_REQUEST, no argon2", async () => {
  const { status, body } = await post(me.email, "p".repeat(129));
  expect([status, body.error.code]).toEqual([400, "INVALID_REQUEST"]);
  expect(verified).toHaveLength(0);
});

test("POST /prop/auth/login: no app → a token that is a bearer on /prop", async () => {
  const body = { email: me.email, password: me.password };
  const { status, body: response } = await as(anonymous).post("/prop/auth/login", body);
  expect([status, response]).toEqual([
    200,
    { access_token: expect.any(String), token_type: "Bearer", expires_in: 30 * 24 * 3600 },
  ]);
  const { database } = await import("@/lib/core/database");
  const headers = new Headers({ authorization: `Bearer ${response.access_token}` });
  const { actor } = await authenticate(database(), headers, "POST", "session");
  expect(actor).toMatchObject({ kind: "customer", publicId: me.publicId });
});

test("POST /prop/auth/login: wrong password → INVALID_CREDENTIALS", async () => {
  const body = { email: me.email, password: "a wrong password" };
  const { status, body: response } = await as(anonymous).post("/prop/auth/login", body);
  expect([status, response.error.code]).toEqual([401, "INVALID_CREDENTIALS"]);
});

test("POST /prop/auth/login: password work is full → UNAVAILABLE, and no failure is counted", async () => {
  await sql("delete from rate_limits");
  const { email, password } = me;
  const { status, body } = await duringPasswordStorm(() =>
    as(anonymous).post("/prop/auth/login", { email, password }),
  );
  expect([status, body.error.code]).toEqual([503, "UNAVAILABLE"]);
  const { rows } = await sql(
    "select key, points from rate_limits where key like '%failures%' and points <> 0",
  );
  expect(rows).toEqual([]);
});

test("logIn: a storm from the same network → a recognized customer signs in", async () => {
  await sql("delete from rate_limits");
  const { email, password } = me;
  const ctx = Object.assign(anonymousCtx(), { ip: "203.0.113.9" });
  await logInAs(ctx, { email, password });
  const { session } = await duringStormOf(ctx.ip, () => logInAs(ctx, { email, password }));
  expect(session.token).toEqual(expect.any(String));
});

test("logIn: a storm from one network → a customer of another network signs in", async () => {
  await sql("delete from rate_limits");
  const { email, password } = me;
  const ctx = Object.assign(anonymousCtx(), { ip: "203.0.113.10" });
  const { session } = await duringStormOf("203.0.113.11", () => logInAs(ctx, { email, password }));
  expect(session.token).toEqual(expect.any(String));
});

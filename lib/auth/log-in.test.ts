import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { call, newCustomer, nobody } from "@/testing/api";
import { newApp, sql } from "@/testing/callers";
import { duringPasswordStorm, duringStormOf } from "@/testing/password-storm";
import { handlerOf } from "@/testing/routes";
import { authenticate } from "./authenticate";
import { logIn as logInAs } from "./log-in";

const verified = vi.hoisted((): string[] => []);
vi.mock("@node-rs/argon2", async (original) => {
  const argon2 = await original<typeof import("@node-rs/argon2")>();
  const verify: typeof argon2.verify = (hashed, password, ...rest) => {
    verified.push(String(hashed));
    return argon2.verify(hashed, password, ...rest);
  };
  return { ...argon2, verify };
});

const logIn = await handlerOf("POST /api/v2/auth/login");
const propLogIn = await handlerOf("POST /api/prop/auth/login");

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
  call(logIn, { method: "POST", body: { email, password }, headers: app.headers });

test.each<[string, (email: string) => string]>([
  ["as it is", (email) => email],
  ["in capitals", (email) => email.toUpperCase()],
  ["between spaces", (email) => ` ${email} `],
])("the e-mail %s and the right password answer as a sign-up does", async (_, spelled) => {
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
});

test("a wrong e-mail, a wrong password and a disabled customer look the same and take one argon2 each", async () => {
  const banned = await newCustomer();
  await sql("update customers set disabled_at = now() where public_id = $1", [banned.publicId]);
  await post("warm-up@example.com", me.password);
  verified.length = 0;
  const answers = [
    await post("nobody@example.com", me.password),
    await post(me.email, "a wrong password"),
    await post(banned.email, banned.password),
  ];
  const looks = answers.map(({ status, headers, body: { error } }) => {
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

test("the password that stands in for nobody's opens nothing", async () => {
  const { status } = await post("nobody@example.com", "a password that nobody has");
  expect(status).toBe(401);
});

test("a password beyond 128 characters is refused before it is hashed", async () => {
  const { status, body } = await post(me.email, "p".repeat(129));
  expect([status, body.error.code]).toEqual([400, "INVALID_REQUEST"]);
  expect(verified).toHaveLength(0);
});

test("/prop/auth/login needs no app, and its token is a bearer on /prop", async () => {
  const body = { email: me.email, password: me.password };
  const { status, body: answer } = await call(propLogIn, { method: "POST", body });
  expect([status, answer]).toEqual([
    200,
    { access_token: expect.any(String), token_type: "Bearer", expires_in: 30 * 24 * 3600 },
  ]);
  const { database } = await import("@/lib/database");
  const headers = new Headers({ authorization: `Bearer ${answer.access_token}` });
  const { actor } = await authenticate(database(), headers, "POST", "session");
  expect(actor).toMatchObject({ kind: "customer", publicId: me.publicId });
});

test("/prop/auth/login refuses a wrong password as the other login does", async () => {
  const body = { email: me.email, password: "a wrong password" };
  const { status, body: answer } = await call(propLogIn, { method: "POST", body });
  expect([status, answer.error.code]).toEqual([401, "INVALID_CREDENTIALS"]);
});

test("POST /prop/auth/login: too many others sign in, so that nobody looks at the password → UNAVAILABLE, and no failure of the customer's", async () => {
  await sql("delete from rate_limits");
  const { email, password } = me;
  const { status, body } = await duringPasswordStorm(() =>
    call(propLogIn, { method: "POST", body: { email, password } }),
  );
  expect([status, body.error.code]).toEqual([503, "UNAVAILABLE"]);
  const { rows } = await sql(
    "select key, points from rate_limits where key like '%failures%' and points <> 0",
  );
  expect(rows).toEqual([]);
});

test("logIn: a storm of sign-ins from the same network → a customer who has signed in from there before is let in", async () => {
  await sql("delete from rate_limits");
  const { email, password } = me;
  const ctx = Object.assign(nobody(), { ip: "203.0.113.9" });
  await logInAs(ctx, { email, password });
  const { session } = await duringStormOf(ctx.ip, () => logInAs(ctx, { email, password }));
  expect(session.token).toEqual(expect.any(String));
});

test("logIn: a storm of sign-ins from a network → a customer of another one is let in", async () => {
  await sql("delete from rate_limits");
  const { email, password } = me;
  const ctx = Object.assign(nobody(), { ip: "203.0.113.10" });
  const { session } = await duringStormOf("203.0.113.11", () => logInAs(ctx, { email, password }));
  expect(session.token).toEqual(expect.any(String));
});

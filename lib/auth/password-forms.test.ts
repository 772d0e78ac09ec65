import { hash } from "@node-rs/argon2";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { database } from "@/lib/database";
import { knownPasswordOwner, matchPassword, storeNormalized } from "@/lib/passwords";
import { call } from "@/testing/api";
import { newVisitor } from "@/testing/browser";
import { newApp, sql } from "@/testing/callers";
import { nextAuthPost } from "@/testing/next-auth";
import { handlerOf } from "@/testing/routes";
import { createAdmin } from "./create-admin";

const verified = vi.hoisted((): string[] => []);
vi.mock("@node-rs/argon2", async (original) => {
  const argon2 = await original<typeof import("@node-rs/argon2")>();
  const verify: typeof argon2.verify = (hashed, password, ...rest) => {
    verified.push(String(password));
    return argon2.verify(hashed, password, ...rest);
  };
  return { ...argon2, verify };
});

const COMPOSED = "E acute long password 1! \u00e9";
const DECOMPOSED = COMPOSED.normalize("NFD");
const NO_BREAK_SPACES = COMPOSED.replaceAll(" ", "\u00a0");

const logInRoute = await handlerOf("POST /api/v2/auth/login");
const propLogIn = await handlerOf("POST /api/prop/auth/login");
const signUp = await handlerOf("POST /api/v2/auth/signup");
const app = await newApp();

let me: Awaited<ReturnType<typeof newVisitor>>;
beforeEach(async () => {
  await sql("delete from rate_limits");
  me = await newVisitor();
  verified.length = 0;
});

const post = (route: Parameters<typeof call>[0], body: object) =>
  call(route, { method: "POST", body, headers: app.headers });
const logIn = (password: string, email = me.email) => post(logInRoute, { email, password });
const logInOnPage = (password: string) =>
  nextAuthPost("callback/credentials", new Map(), { email: me.email, password });
const change = (current_password: string, new_password: string) =>
  me.ask("POST /api/account/password", { body: { current_password, new_password } });

const storedHash = async (): Promise<string> =>
  (await sql("select password_hash from customers where public_id = $1", [me.publicId])).rows[0]
    .password_hash;
const setHash = (stored: string) =>
  sql("update customers set password_hash = $2 where public_id = $1", [me.publicId, stored]);
/** As releases before this one stored it. */
const storeAsTyped = async (password: string) => setHash(await hash(password));

describe("a password that was set in one form fits in the other", () => {
  test.each([
    ["composed", "decomposed", COMPOSED, DECOMPOSED],
    ["decomposed", "composed", DECOMPOSED, COMPOSED],
    ["with no-break spaces", "with spaces", NO_BREAK_SPACES, COMPOSED],
  ])("%s → %s: API, /prop, page, change of password, second factor", async (_, __, set, typed) => {
    expect((await change(me.password, set)).status).toBe(204);
    expect((await logIn(typed)).status).toBe(200);
    expect((await post(propLogIn, { email: me.email, password: typed })).status).toBe(200);
    expect((await logInOnPage(typed)).status).toBe(200);
    const begun = await me.ask("POST /api/account/second-factor", { body: { password: typed } });
    expect(begun.status).toBe(200);
    expect((await change(typed, "quite another password")).status).toBe(204);
  });

  test("POST /v2/auth/signup: decomposed → signs in composed", async () => {
    const email = "nfd@propdesk.test";
    expect((await post(signUp, { email, password: DECOMPOSED })).status).toBe(201);
    expect((await logIn(COMPOSED, email)).status).toBe(200);
  });

  test("createAdmin: decomposed → signs in composed", async () => {
    const email = "nfd-admin@propdesk.test";
    await createAdmin(database(), email, DECOMPOSED, false);
    expect((await logIn(COMPOSED, email)).status).toBe(200);
  });
});

describe("a hash of what was typed, from before passwords were normalized", () => {
  test.each(["the API", "a confirmation"])(
    "%s: as typed → taken, and stored anew",
    async (door) => {
      await storeAsTyped(DECOMPOSED);
      const before = await storedHash();
      const answer =
        door === "the API"
          ? await logIn(DECOMPOSED)
          : await me.ask("POST /api/account/second-factor", { body: { password: DECOMPOSED } });
      expect(answer.status).toBe(200);
      expect(await storedHash()).not.toBe(before);
      expect(await matchPassword(knownPasswordOwner("test"), await storedHash(), COMPOSED)).toBe(
        "normalized",
      );
      expect((await logIn(COMPOSED)).status).toBe(200);
    },
  );

  test("two sign-ins at the same time → both are let in", async () => {
    await storeAsTyped(DECOMPOSED);
    const answers = await Promise.all([logIn(DECOMPOSED), logIn(DECOMPOSED)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });

  test("storeNormalized: the password was changed concurrently → stays changed, null", async () => {
    await storeAsTyped(DECOMPOSED);
    const { rows } = await sql("select id, password_hash from customers where public_id = $1", [
      me.publicId,
    ]);
    await setHash(await hash("quite another password"));
    const seen = { id: rows[0].id, passwordHash: rows[0].password_hash };
    expect(
      await storeNormalized(database(), knownPasswordOwner("test"), seen, DECOMPOSED),
    ).toBeNull();
    expect(
      await matchPassword(knownPasswordOwner("test"), await storedHash(), "quite another password"),
    ).toBe("normalized");
  });

  test("a disabled customer → refused, and nothing is stored", async () => {
    await storeAsTyped(DECOMPOSED);
    const before = await storedHash();
    await sql("update customers set disabled_at = now() where public_id = $1", [me.publicId]);
    expect((await logIn(DECOMPOSED)).status).toBe(401);
    expect(await storedHash()).toBe(before);
  });
});

test("a wrong password: one argon2, two where its forms differ, and as many for an unknown address", async () => {
  await logIn("warm-up of the decoy", "nobody@propdesk.test");
  const costs: number[] = [];
  for (const password of ["a wrong password", COMPOSED, DECOMPOSED]) {
    for (const email of [me.email, "nobody@propdesk.test"]) {
      verified.length = 0;
      expect((await logIn(password, email)).status).toBe(401);
      costs.push(verified.length);
    }
  }
  expect(costs).toEqual([1, 1, 1, 1, 2, 2]);
});

test("a new password: length is counted in code points of the normalized form", async () => {
  const statusOf = async (password: string) => (await change(me.password, password)).status;
  // Five letters, of two code points each as they came.
  expect(await statusOf("e\u0301".repeat(5))).toBe(400);
  // Nine characters in eighteen UTF-16 units.
  expect(await statusOf("🔑".repeat(9))).toBe(400);
  expect(await statusOf("🔑".repeat(129))).toBe(400);
  expect(await statusOf("🔑".repeat(128))).toBe(204);
  expect((await logIn("🔑".repeat(128))).status).toBe(200);
  const most = "e\u0301".repeat(128);
  expect((await change("🔑".repeat(128), most)).status).toBe(204);
  expect((await logIn(most)).status).toBe(200);
});

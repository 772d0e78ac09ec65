import { hash } from "@node-rs/argon2";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { database } from "@/lib/core/database";
import { newApp } from "@/testing/actors/app";
import { newVisitor } from "@/testing/actors/customer";
import { nextAuthPost } from "@/testing/actors/next-auth";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { createAdmin } from "./create-admin";
import { matchPassword, recognizedPasswordOwner, storeNormalized } from "./passwords";

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
    verified.push(String(password));
    return argon2.verify(hashed, password, ...rest);
  };
  return { ...argon2, verify };
});

const COMPOSED = "E acute long password 1! \u00e9";
const DECOMPOSED = COMPOSED.normalize("NFD");
const NO_BREAK_SPACES = COMPOSED.replaceAll(" ", "\u00a0");

const app = await newApp();

let me: Awaited<ReturnType<typeof newVisitor>>;
beforeEach(async () => {
  await sql("delete from rate_limits");
  me = await newVisitor();
  verified.length = 0;
});

const post = (path: string, body: object) => as(app).post(path, body);
const logIn = (password: string, email = me.email) => post("/v2/auth/login", { email, password });
const logInOnPage = (password: string) =>
  nextAuthPost("callback/credentials", new Map(), { email: me.email, password });
const change = (current_password: string, new_password: string) =>
  as(me).post("/api/account/password", { current_password, new_password });

const storedHash = async (): Promise<string> =>
  (await sql("select password_hash from customers where public_id = $1", [me.publicId])).rows[0]
    .password_hash;
const setHash = (stored: string) =>
  sql("update customers set password_hash = $2 where public_id = $1", [me.publicId, stored]);
/** As releases before this one stored it. */
const storeAsTyped = async (password: string) => setHash(await hash(password));

describe("a password set in one Unicode form, typed in another", () => {
  test.each([
    ["composed", "decomposed", COMPOSED, DECOMPOSED],
    ["decomposed", "composed", DECOMPOSED, COMPOSED],
    ["with no-break spaces", "with spaces", NO_BREAK_SPACES, COMPOSED],
  ])(
    "set %s, typed %s → API, /prop, page, change of password and second factor accept it",
    async (_, __, set, typed) => {
      expect((await change(me.password, set)).status).toBe(204);
      expect((await logIn(typed)).status).toBe(200);
      expect((await post("/prop/auth/login", { email: me.email, password: typed })).status).toBe(
        200,
      );
      expect((await logInOnPage(typed)).status).toBe(200);
      const begun = await as(me).post("/api/account/second-factor", { password: typed });
      expect(begun.status).toBe(200);
      expect((await change(typed, "quite another password")).status).toBe(204);
    },
  );

  test("POST /v2/auth/signup: decomposed → signs in composed", async () => {
    const email = "nfd@propdesk.test";
    expect((await post("/v2/auth/signup", { email, password: DECOMPOSED })).status).toBe(201);
    expect((await logIn(COMPOSED, email)).status).toBe(200);
  });

  test("createAdmin: decomposed → signs in composed", async () => {
    const email = "nfd-admin@propdesk.test";
    await createAdmin(database(), email, DECOMPOSED, false);
    expect((await logIn(COMPOSED, email)).status).toBe(200);
  });
});

describe("logIn, confirmPassword: a stored hash of the password as typed", () => {
  test.each(["the API", "a confirmation"])(
    "%s: as typed → accepted, and stored normalized",
    async (door) => {
      await storeAsTyped(DECOMPOSED);
      const before = await storedHash();
      const response =
        door === "the API"
          ? await logIn(DECOMPOSED)
          : await as(me).post("/api/account/second-factor", { password: DECOMPOSED });
      expect(response.status).toBe(200);
      expect(await storedHash()).not.toBe(before);
      expect(
        await matchPassword(recognizedPasswordOwner("test"), await storedHash(), COMPOSED),
      ).toBe("normalized");
      expect((await logIn(COMPOSED)).status).toBe(200);
    },
  );

  test("two concurrent sign-ins → both succeed", async () => {
    await storeAsTyped(DECOMPOSED);
    const responses = await Promise.all([logIn(DECOMPOSED), logIn(DECOMPOSED)]);
    expect(responses.map(({ status }) => status)).toEqual([200, 200]);
  });

  test("storeNormalized: the password was changed concurrently → stays changed, null", async () => {
    await storeAsTyped(DECOMPOSED);
    const { rows } = await sql("select id, password_hash from customers where public_id = $1", [
      me.publicId,
    ]);
    await setHash(await hash("quite another password"));
    const stored = { id: rows[0].id, passwordHash: rows[0].password_hash };
    expect(
      await storeNormalized(database(), recognizedPasswordOwner("test"), stored, DECOMPOSED),
    ).toBeNull();
    expect(
      await matchPassword(
        recognizedPasswordOwner("test"),
        await storedHash(),
        "quite another password",
      ),
    ).toBe("normalized");
  });

  test("a disabled customer → INVALID_CREDENTIALS, nothing is stored", async () => {
    await storeAsTyped(DECOMPOSED);
    const before = await storedHash();
    await sql("update customers set disabled_at = now() where public_id = $1", [me.publicId]);
    expect((await logIn(DECOMPOSED)).status).toBe(401);
    expect(await storedHash()).toBe(before);
  });
});

test("logIn: wrong password → one argon2, two if its forms differ, as many for an unknown address", async () => {
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

test("POST /api/sign-up: password length → counted in code points of the normalized form", async () => {
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

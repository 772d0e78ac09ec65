import { hkdfSync } from "node:crypto";
import { decodeProtectedHeader, SignJWT } from "jose";
import { afterEach, expect, test, vi } from "vitest";
import { env } from "@/lib/core/env";
import { signToken, verifyToken } from "./tokens";

afterEach(() => {
  vi.useRealTimers();
});

const key = (audience: string) =>
  new Uint8Array(hkdfSync("sha256", env().NEXTAUTH_SECRET, "propdesk", `token:${audience}`, 32));

/** A session token under our own key, right but for what is changed. */
const signed = (change: (jwt: SignJWT) => unknown, { alg = "HS256", of = "session" } = {}) => {
  const jwt = new SignJWT()
    .setProtectedHeader({ alg })
    .setAudience("propdesk:session")
    .setIssuer("http://propdesk.localhost")
    .setSubject("ses_1");
  change(jwt);
  return jwt.sign(key(of));
};

test("verifyToken: a token of its audience → its subject and scopes", async () => {
  const token = await signToken("app", "app_1", { scope: "payments:read" }, 60);
  expect(await verifyToken("app", token)).toEqual({ subject: "app_1", scope: "payments:read" });
  expect(await verifyToken("session", await signed(() => {}))).toMatchObject({ subject: "ses_1" });
});

test("signToken: two audiences → two keys, named in the header", async () => {
  const kids = [await signToken("app", "app_1"), await signToken("session", "ses_1")].map(
    (token) => decodeProtectedHeader(token).kid,
  );
  expect(new Set(kids).size).toBe(2);
  for (const kid of kids) expect(kid).toMatch(/^[0-9a-f]{16}$/);
});

test.each<[string, () => Promise<string>]>([
  ["of the other audience", () => signed((jwt) => jwt.setAudience("propdesk:app"))],
  ["under the other audience's key", () => signed(() => {}, { of: "app" })],
  [
    "of another installation with the same secret",
    () => signed((jwt) => jwt.setIssuer("http://other.example")),
  ],
  ["by another algorithm", () => signed(() => {}, { alg: "HS512" })],
  ["without a subject", () => signed((jwt) => jwt.setSubject(""))],
  ["that isn't valid yet", () => signed((jwt) => jwt.setNotBefore("1h"))],
])("verifyToken: a token %s → UNAUTHENTICATED", async (_, make) => {
  await expect(verifyToken("session", await make())).rejects.toMatchObject({
    code: "UNAUTHENTICATED",
  });
});

test("verifyToken: an expired token → TOKEN_EXPIRED", async () => {
  const token = await signed((jwt) => jwt.setExpirationTime("-1s"));
  await expect(verifyToken("session", token)).rejects.toMatchObject({ code: "TOKEN_EXPIRED" });
});

test("verifyToken: a cached token → TOKEN_EXPIRED from its expiry on", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const token = await signToken("app", "app_1", {}, 60);
  for (const _ of [1, 2])
    expect(await verifyToken("app", token)).toMatchObject({ subject: "app_1" });
  vi.setSystemTime(Date.now() + 59_000);
  expect(await verifyToken("app", token)).toMatchObject({ subject: "app_1" });
  vi.setSystemTime(Date.now() + 2_000);
  await expect(verifyToken("app", token)).rejects.toMatchObject({ code: "TOKEN_EXPIRED" });
});

test("verifyToken: cached for one audience → invalid for the other", async () => {
  const token = await signToken("app", "app_1");
  await verifyToken("app", token);
  await expect(verifyToken("session", token)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
});

test.each([
  ["spaces within", (token: string) => `${token.slice(0, -4)}   ${token.slice(-4)}`],
  ["a sign at its end", (token: string) => `${token}=`],
  ["a fourth part", (token: string) => `${token}.x`],
])(
  "verifyToken: a valid token with %s → UNAUTHENTICATED, since each token has one spelling",
  async (_, change) => {
    const token = await signToken("session", "ses_1");
    await verifyToken("session", token);
    await expect(verifyToken("session", change(token))).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
    });
  },
);

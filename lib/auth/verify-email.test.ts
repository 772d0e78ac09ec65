import { beforeEach, expect, test } from "vitest";
import type { CustomerActor } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { composeEmail } from "@/lib/emails/templates";
import { deriveToken } from "@/lib/mail/links";
import { newApp } from "@/testing/actors/app";
import { anonymousCtx } from "@/testing/actors/contexts";
import { anonymous, bearer, inBrowser } from "@/testing/actors/credentials";
import { newSession, newVisitor } from "@/testing/actors/customer";
import { deletePendingEmails, pendingEmails } from "@/testing/database/emails";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { readVerificationLink, verifyEmail } from "./verify-email";

let me: Awaited<ReturnType<typeof newVisitor>>;
beforeEach(async () => {
  await sql("delete from rate_limits");
  me = await newVisitor();
  await sql("update customers set email_verified_at = null");
  await deletePendingEmails();
});

const again = () => as(me).post("/api/account/verification");
const VERIFY = "/api/account/verify-email";
const verify = (token: string) => as(me).post(VERIFY, { token });
async function tokenSent() {
  await again();
  return deriveToken((await pendingEmails()).at(-1)?.link_id ?? "");
}
const isVerified = async () => {
  const text = "select email_verified_at is not null as it from customers where public_id = $1";
  return (await sql(text, [me.publicId])).rows[0].it as boolean;
};

test.each([["the page"], ["an app"]])(
  "sign-up through %s: → sends the verification email",
  async (way) => {
    const body = { email: `new-at-${way.length}@example.com`, password: "a long enough password" };
    if (way === "the page") await as(anonymous).post("/api/sign-up", body);
    else {
      await as(await newApp()).post("/v2/auth/signup", body);
    }
    const [job] = await pendingEmails();
    expect(job).toEqual({ kind: "verify-email", link_id: expect.stringMatching(/^lnk_/) });
    const link_id = job?.link_id ?? "";
    const composed = await composeEmail(database(), { kind: "verify-email", link_id });
    expect(composed?.to).toBe(body.email);
    const token = composed?.content.link.path.split("token=")[1] ?? "";
    const { rows } = await sql("select public_id from customers where email = $1", [body.email]);
    const visitor = inBrowser({ session: await newSession(rows[0].public_id) });
    expect((await as(visitor).post(VERIFY, { token })).status).toBe(204);
  },
);

test("POST /api/account/verify-email: not signed in, or as somebody else → rejected, and the link still works", async () => {
  const token = await tokenSent();
  const body = { token };
  const tokens = { ...bearer(me.appToken), "x-session-token": me.session.token };
  const other = await newVisitor();
  expect(await as(anonymous).post(VERIFY, body)).toMatchObject({
    status: 401,
    code: "UNAUTHENTICATED",
  });
  expect(await as({ headers: tokens }).post(VERIFY, body)).toMatchObject({
    status: 401,
    code: "UNAUTHENTICATED",
  });
  expect(await as(other).post(VERIFY, body)).toMatchObject({ status: 403, code: "FORBIDDEN" });
  expect(await isVerified()).toBe(false);
  expect((await verify(token)).status).toBe(204);
});

test("verifyEmail: an anonymous caller → UNAUTHENTICATED", async () => {
  const token = await tokenSent();
  await expect(verifyEmail(anonymousCtx(), { token })).rejects.toMatchObject({
    code: "UNAUTHENTICATED",
  });
  expect(await isVerified()).toBe(false);
});

test("readVerificationLink: a link → its address and whether it is the caller's; not used up", async () => {
  const token = await tokenSent();
  const { rows } = await sql("select id from customers where public_id = $1", [me.publicId]);
  const readAs = (id: number) => {
    const actor = { kind: "customer", id } as CustomerActor;
    return readVerificationLink({ ...anonymousCtx(), actor }, token);
  };
  expect(await readVerificationLink(anonymousCtx(), token)).toEqual({
    email: me.email,
    isOwn: false,
  });
  expect(await readAs(rows[0].id)).toEqual({ email: me.email, isOwn: true });
  expect(await readAs(rows[0].id + 1)).toEqual({ email: me.email, isOwn: false });
  expect(await readVerificationLink(anonymousCtx(), "unknown")).toBeNull();
  expect((await verify(token)).status).toBe(204);
});

test("POST /api/account/verify-email: a link → verified, once", async () => {
  const token = await tokenSent();
  expect(await isVerified()).toBe(false);
  const responses = await Promise.all([verify(token), verify(token)]);
  expect(responses.map(({ status }) => status).sort()).toEqual([204, 404]);
  expect(await isVerified()).toBe(true);
  expect((await verify(token)).code).toBe("NOT_FOUND");
});

test.each([
  ["two days later", "update mail_links set expires_at = now()"],
  ["for another address", "update customers set email = 'new-' || email"],
  ["to a new password", "update mail_links set purpose = 'reset_password'"],
])("POST /api/account/verify-email: a link %s → NOT_FOUND, not verified", async (_, change) => {
  const token = await tokenSent();
  await sql(change);
  expect((await verify(token)).code).toBe("NOT_FOUND");
  expect(await isVerified()).toBe(false);
});

test("POST /api/account/verify-email: an older link beside a newer one → valid", async () => {
  const [older] = [await tokenSent(), await tokenSent()];
  expect((await verify(older)).status).toBe(204);
});

test("POST /api/account/verification: verified → INVALID_STATE; a sixth within an hour → RATE_LIMITED", async () => {
  await sql("delete from rate_limits");
  const responses = await Promise.all([1, 2, 3, 4, 5, 6].map(again));
  expect(responses.map(({ status }) => status).sort()).toEqual([204, 204, 204, 204, 204, 429]);
  await sql("delete from rate_limits");
  await verify(await tokenSent());
  expect((await again()).code).toBe("INVALID_STATE");
});

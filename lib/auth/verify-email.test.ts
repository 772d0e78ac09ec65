import { beforeEach, expect, test } from "vitest";
import type { CustomerActor } from "@/lib/context";
import { database } from "@/lib/database";
import { writeLetter } from "@/lib/mail/letters";
import { tokenOf } from "@/lib/mail/links";
import { call, nobody } from "@/testing/api";
import { forgetMails, fromPage, newVisitor, waitingMails } from "@/testing/browser";
import { cookieOf, newApp, newSession, sql } from "@/testing/callers";
import { handlerOf } from "@/testing/routes";
import { readVerificationLink, verifyEmail } from "./verify-email";

let me: Awaited<ReturnType<typeof newVisitor>>;
beforeEach(async () => {
  await sql("delete from rate_limits");
  me = await newVisitor();
  await sql("update customers set email_verified_at = null");
  await forgetMails();
});

const again = () => me.ask("POST /api/account/verification");
const VERIFY = "POST /api/account/verify-email";
const verify = (token: string) => me.ask(VERIFY, { body: { token } });
async function tokenSent() {
  await again();
  return tokenOf((await waitingMails()).at(-1)?.link_id ?? "");
}
const isVerified = async () => {
  const text = "select email_verified_at is not null as it from customers where public_id = $1";
  return (await sql(text, [me.publicId])).rows[0].it as boolean;
};

test.each([["the page"], ["an app"]])("a sign-up through %s sends the letter", async (way) => {
  const body = { email: `new-at-${way.length}@example.com`, password: "a long enough password" };
  if (way === "the page") await fromPage("POST /api/sign-up", { body });
  else {
    const signUp = await handlerOf("POST /api/v2/auth/signup");
    await call(signUp, { method: "POST", body, headers: (await newApp()).headers });
  }
  const [job] = await waitingMails();
  expect(job).toEqual({ kind: "verify-email", link_id: expect.stringMatching(/^lnk_/) });
  const link_id = job?.link_id ?? "";
  const written = await writeLetter(database(), { kind: "verify-email", link_id });
  expect(written?.to).toBe(body.email);
  const token = written?.letter.link.path.split("token=")[1] ?? "";
  const { rows } = await sql("select public_id from customers where email = $1", [body.email]);
  const session = await newSession(rows[0].public_id);
  const headers = { cookie: await cookieOf(session.id) };
  expect((await fromPage(VERIFY, { body: { token }, headers })).status).toBe(204);
});

test("POST /api/account/verify-email: not signed in, or as somebody else → rejected, and the link still works", async () => {
  const token = await tokenSent();
  const body = { token };
  const other = await newVisitor();
  expect(await fromPage(VERIFY, { body })).toMatchObject({ status: 401, code: "UNAUTHENTICATED" });
  expect(await fromPage(VERIFY, { body, headers: me.headers })).toMatchObject({
    status: 401,
    code: "UNAUTHENTICATED",
  });
  expect(await other.ask(VERIFY, { body })).toMatchObject({ status: 403, code: "FORBIDDEN" });
  expect(await isVerified()).toBe(false);
  expect((await verify(token)).status).toBe(204);
});

test("verifyEmail: nobody is signed in → UNAUTHENTICATED, whatever route calls it", async () => {
  const token = await tokenSent();
  await expect(verifyEmail(nobody(), { token })).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  expect(await isVerified()).toBe(false);
});

test("readVerificationLink: says whose the link is, and uses nothing up", async () => {
  const token = await tokenSent();
  const { rows } = await sql("select id from customers where public_id = $1", [me.publicId]);
  const readAs = (id: number) => {
    const actor = { kind: "customer", id } as CustomerActor;
    return readVerificationLink({ ...nobody(), actor }, token);
  };
  expect(await readVerificationLink(nobody(), token)).toEqual({ email: me.email, isOwn: false });
  expect(await readAs(rows[0].id)).toEqual({ email: me.email, isOwn: true });
  expect(await readAs(rows[0].id + 1)).toEqual({ email: me.email, isOwn: false });
  expect(await readVerificationLink(nobody(), "unknown")).toBeNull();
  expect((await verify(token)).status).toBe(204);
});

test("a link verifies its address, once", async () => {
  const token = await tokenSent();
  expect(await isVerified()).toBe(false);
  const answers = await Promise.all([verify(token), verify(token)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 404]);
  expect(await isVerified()).toBe(true);
  expect((await verify(token)).code).toBe("NOT_FOUND");
});

test.each([
  ["two days later", "update mail_links set expires_at = now()"],
  ["for another address", "update customers set email = 'new-' || email"],
  ["to a new password", "update mail_links set purpose = 'reset_password'"],
])("a link %s verifies nothing", async (_, change) => {
  const token = await tokenSent();
  await sql(change);
  expect((await verify(token)).code).toBe("NOT_FOUND");
  expect(await isVerified()).toBe(false);
});

test("an older letter's link goes on working beside a newer one's", async () => {
  const [older] = [await tokenSent(), await tokenSent()];
  expect((await verify(older)).status).toBe(204);
});

test("the letter isn't sent again once the address is verified, and not more than five times an hour", async () => {
  await sql("delete from rate_limits");
  const answers = await Promise.all([1, 2, 3, 4, 5, 6].map(again));
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 204, 204, 204, 204, 429]);
  await sql("delete from rate_limits");
  await verify(await tokenSent());
  expect((await again()).code).toBe("INVALID_STATE");
});

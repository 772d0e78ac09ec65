import { beforeEach, expect, test } from "vitest";
import { deriveToken, hashToken } from "@/lib/mail/links";
import { anonymous } from "@/testing/actors/credentials";
import { isSignedIn, newCustomer, newSession, newVisitor } from "@/testing/actors/customer";
import { deletePendingEmails, pendingEmails } from "@/testing/database/emails";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { headerOf, mailServer, partsOf } from "@/testing/stand-ins/mail-server";

process.env.RATE_LIMIT_EMAILS = "3";

const server = await mailServer();
type Visitor = Awaited<ReturnType<typeof newVisitor>>;
let me: Visitor;
let address: string;
let addresses = 0;
beforeEach(async () => {
  await deletePendingEmails();
  server.received.length = 0;
  me = await newVisitor();
  addresses += 1;
  address = `new-${addresses}@propdesk.test`;
});

const request = (email = address, password = me.password, who: Visitor = me) =>
  as(who).post("/api/account/email", { email, password });
const confirm = (token: string, who: Visitor = me) =>
  as(who).post("/api/account/email/confirm", { token });
/** The token of the newest link. */
const newestToken = async () => deriveToken((await pendingEmails()).at(-1)?.link_id ?? "");
async function requested(email = address, password = me.password) {
  expect((await request(email, password)).status).toBe(204);
  return newestToken();
}
const row = async ({ publicId }: { publicId: string } = me) =>
  (await sql("select email, email_verified_at from customers where public_id = $1", [publicId]))
    .rows[0];
const logIn = (email: string) =>
  as(anonymous).post("/prop/auth/login", { email, password: me.password });

test("changeEmail: from the request to the link → the new address signs in and is verified, the old one gets a notice", async () => {
  const other = await newSession(me.publicId);
  await sql("update customers set email_verified_at = null where public_id = $1", [me.publicId]);
  const token = await requested("New.Person@Propdesk.test");
  expect((await row()).email).toBe(me.email);
  await runAllJobs();
  expect((await confirm(token)).status).toBe(204);
  const { email, email_verified_at } = await row();
  expect([email, email_verified_at !== null]).toEqual(["new.person@propdesk.test", true]);
  expect([(await logIn(email)).status, (await logIn(me.email)).status]).toEqual([200, 401]);
  expect([await isSignedIn(me.session.id), await isSignedIn(other.id)]).toEqual([true, false]);
  await runAllJobs();
  expect(server.received.map(({ to, raw }) => [to, headerOf(raw, "Subject")])).toEqual([
    [["new.person@propdesk.test"], "Confirm your new email address"],
    [[me.email], "Your email address was changed"],
  ]);
  expect(partsOf(server.received[1]?.raw ?? "").text).not.toContain("new.person");
  // Both are listed for the customer, though neither address was the one of the account when it was sent.
  const { rows } = await sql(
    "select kind from sent_emails where customer_id = (select id from customers where public_id = $1) order by sent_at",
    [me.publicId],
  );
  expect(rows.map(({ kind }) => kind)).toEqual(["change-email", "email-changed"]);
});

test("changeEmail: the same link twice at the same moment, and again → changed once, one notice", async () => {
  const token = await requested();
  const statuses = (await Promise.all([confirm(token), confirm(token)])).map((it) => it.status);
  expect(statuses.sort()).toEqual([204, 404]);
  expect((await confirm(token)).status).toBe(404);
  const kinds = (await pendingEmails()).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === "email-changed")).toHaveLength(1);
});

test("requestEmailChange: a second request → the link of the first is invalid", async () => {
  const first = await requested();
  const second = await requested(`second-${address}`);
  expect((await confirm(first)).status).toBe(404);
  expect((await confirm(second)).status).toBe(204);
  expect((await row()).email).toBe(`second-${address}`);
});

test("requestEmailChange: two at the same moment → one link is valid", async () => {
  const statuses = await Promise.all([request(`a-${address}`), request(`b-${address}`)]);
  expect(statuses.map(({ status }) => status)).toEqual([204, 204]);
  const { rows } = await sql(
    "select count(*)::int as n from mail_links where purpose = 'change_email' and used_at is null and expires_at > now() and customer_id = (select id from customers where public_id = $1)",
    [me.publicId],
  );
  expect(rows[0].n).toBe(1);
});

test.each([
  ["a wrong password", () => request(address, "wrong"), 401, "INVALID_CREDENTIALS"],
  ["the present address", () => request(me.email), 400, "INVALID_REQUEST"],
  ["no address", () => request("nobody"), 400, "INVALID_REQUEST"],
  [
    "another customer's address",
    async () => request((await newCustomer()).email),
    409,
    "EMAIL_TAKEN",
  ],
])("requestEmailChange: %s → %s, no email", async (_, call, status, code) => {
  const response = await call();
  expect([response.status, response.body.error.code]).toEqual([status, code]);
  expect((await pendingEmails()).map(({ kind }) => kind)).not.toContain("change-email");
});

test("changeEmail: a stranger signed up with the address since → EMAIL_TAKEN, nothing changed", async () => {
  const token = await requested();
  const stranger = { email: address, password: "a long enough password" };
  expect((await as(anonymous).post("/api/sign-up", stranger)).status).toBe(201);
  const { status, body } = await confirm(token);
  expect([status, body.error.code]).toEqual([409, "EMAIL_TAKEN"]);
  expect((await row()).email).toBe(me.email);
});

test("changeEmail: two customers confirm the same address at the same moment → one has it", async () => {
  const other = await newVisitor();
  const [mine, theirs] = [
    await requested(),
    await request(address, other.password, other).then(newestToken),
  ];
  const results = await Promise.all([confirm(mine), confirm(theirs, other)]);
  expect(results.map(({ status }) => status).sort()).toEqual([204, 409]);
  const owners = [(await row()).email, (await row(other)).email];
  expect(owners.filter((email) => email === address)).toHaveLength(1);
});

test("changeEmail: another customer's link → FORBIDDEN, and the link stays valid", async () => {
  const token = await requested();
  const other = await newVisitor();
  expect((await confirm(token, other)).body.error.code).toBe("FORBIDDEN");
  expect((await confirm(token)).status).toBe(204);
});

test("changeEmail: a link that verifies or resets, or one that has expired → NOT_FOUND", async () => {
  await sql("update customers set email_verified_at = null where public_id = $1", [me.publicId]);
  expect((await as(me).post("/api/account/verification")).status).toBe(204);
  expect((await confirm(await newestToken())).status).toBe(404);
  const token = await requested();
  await sql("update mail_links set expires_at = now() where purpose = 'change_email'");
  expect((await confirm(token)).status).toBe(404);
  expect((await row()).email).toBe(me.email);
});

test("changeEmail: a reset link for the old address → invalid afterwards", async () => {
  await as(anonymous).post("/api/account/forgot-password", { email: me.email });
  const reset = await newestToken();
  expect((await confirm(await requested())).status).toBe(204);
  const body = { token: reset, new_password: "another long password" };
  expect((await as(anonymous).post("/api/account/reset-password", body)).status).toBe(404);
});

test("changeEmail: the password was changed or reset since → the link is invalid", async () => {
  const new_password = "another long password";
  const token = await requested();
  const change = { current_password: me.password, new_password };
  expect((await as(me).post("/api/account/password", change)).status).toBe(204);
  expect((await confirm(token)).status).toBe(404);

  const next = await requested(address, new_password);
  await as(anonymous).post("/api/account/forgot-password", { email: me.email });
  const body = { token: await newestToken(), new_password: me.password };
  expect((await as(anonymous).post("/api/account/reset-password", body)).status).toBe(204);
  // A session of the customer that began after the reset.
  const { rows } = await sql(
    "select expires_at > now() as is_valid from mail_links where token_hash = $1",
    [hashToken(next)],
  );
  expect(rows).toEqual([{ is_valid: false }]);
});

test("requestEmailChange: too many emails to one mailbox → RATE_LIMITED", async () => {
  const statuses: number[] = [];
  for (let n = 0; n < 4; n += 1) statuses.push((await request()).status);
  expect(statuses).toEqual([204, 204, 204, 429]);
});

import { TOTP } from "otpauth";
import { afterAll, beforeEach, expect, test } from "vitest";
import { getDetail } from "@/lib/console";
import { tasks } from "@/lib/worker/tasks";
import { newAdmin, performAction } from "@/testing/actors/admin";
import { anonymous, inBrowser } from "@/testing/actors/credentials";
import { isSignedIn, newSession, newVisitor } from "@/testing/actors/customer";
import { buyFromWallet, newTrader, walletOf } from "@/testing/actors/trader";
import { deletePendingEmails, pendingEmails } from "@/testing/database/emails";
import { runAllJobs } from "@/testing/database/jobs";
import { ledgerProblems } from "@/testing/database/ledger";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { headerOf, mailServer } from "@/testing/stand-ins/mail-server";
import { payDeposit } from "@/testing/stripe/deposits";
import { startCheckout } from "@/testing/stripe/payments";
import { confirm, deliver, eventsOf } from "@/testing/stripe/sandbox";

const server = await mailServer();
type Visitor = Awaited<ReturnType<typeof newVisitor>>;
let me: Visitor;
beforeEach(async () => {
  await runAllJobs();
  await deletePendingEmails();
  server.received.length = 0;
  me = await newVisitor();
});
afterAll(async () => expect(await ledgerProblems()).toEqual([]));

const remove = (who: Visitor = me, more: object = {}) =>
  as(who).post("/api/account/deletion", { password: who.password, ...more });
const row = async ({ publicId }: { publicId: string } = me) =>
  (await sql("select * from customers where public_id = $1", [publicId])).rows[0];
const erase = () => tasks["erase-customers"]({}, { job: { id: "1", attempts: 1 } } as never);
const dayLater = () =>
  sql(
    "update customers set erasure_requested_at = now() - interval '25 hours' where erasure_requested_at is not null",
  );
const mattersOf = async (who: Visitor = me) => {
  const { status, body } = await remove(who);
  expect([status, body.error.code]).toEqual([409, "INVALID_STATE"]);
  return (body.matters as { kind: string; id: string; message: string }[]).map(
    ({ kind, id, message }) => [kind, id, message],
  );
};

async function pay(who: Visitor = me) {
  const { payment_id, stripe_payment_intent_id } = await startCheckout(who, {
    key: crypto.randomUUID(),
  });
  await confirm(stripe_payment_intent_id);
  for (const event of await eventsOf(stripe_payment_intent_id)) await deliver(event);
  await runAllJobs();
  const { rows } = await sql("select id from prop_accounts where payment_id = $1", [payment_id]);
  return { id: payment_id as string, account: rows[0].id as string };
}

test("deleteAccount: nothing open → signed out everywhere, no sign-in, an email; erased a day later", async () => {
  const other = await newSession(me.publicId);
  await as(me).patch("/api/account", { name: "Ada Private", time_zone: "Europe/Berlin" });
  const admin = await newAdmin();
  const note = { text: "a private note", idempotency_key: crypto.randomUUID() };
  await as(admin).post(`/api/admin/customers/${me.publicId}/notes`, note);
  expect((await remove()).status).toBe(204);
  expect([await isSignedIn(me.session.id), await isSignedIn(other.id)]).toEqual([false, false]);
  const logIn = { email: me.email, password: me.password };
  expect((await as(anonymous).post("/prop/auth/login", logIn)).status).toBe(401);
  await runAllJobs();
  expect(server.received.map(({ to, raw }) => [to, headerOf(raw, "Subject")])).toEqual([
    [[me.email], "Your account is deleted"],
  ]);

  const page = async () => (await getDetail(admin.ctx, "customers", me.publicId)) ?? {};
  expect((await page()).notice).toContain("The customer deleted this account.");
  await erase();
  expect((await row()).email).toBe(me.email);
  await dayLater();
  await erase();
  expect(await page()).toMatchObject({ notice: null, lead: "Deleted account" });
  const erased = await row();
  expect(erased).toMatchObject({
    email: `${me.publicId}@deleted.invalid`,
    name: null,
    time_zone: null,
    email_verified_at: null,
  });
  expect(erased.erased_at).not.toBeNull();
  for (const table of [
    "sessions",
    "mail_links",
    "sent_emails",
    "customer_notes",
    "recovery_codes",
  ]) {
    const { rows } = await sql(`select count(*)::int as n from ${table} where customer_id = $1`, [
      erased.id,
    ]);
    expect([table, rows[0].n]).toEqual([table, 0]);
  }
  const everything = await sql("select row_to_json(c)::text as row from customers c");
  expect(JSON.stringify(everything.rows)).not.toMatch(/Ada Private|a private note/);
  expect(JSON.stringify(everything.rows)).not.toContain(me.email);
  // The address is free again.
  expect((await as(anonymous).post("/api/sign-up", logIn)).status).toBe(201);
  const enable = await performAction(admin, "customer.enable", { id: me.publicId });
  expect(enable.body.error.code).toBe("INVALID_STATE");
});

test("deleteAccount: records of money → stay, and an email about them isn't sent to the erased address", async () => {
  const { id, account } = await pay();
  await sql("update prop_accounts set closed_at = now(), closed_reason = 'admin' where id = $1", [
    account,
  ]);
  expect((await remove()).status).toBe(204);
  await runAllJobs();
  await dayLater();
  await erase();
  server.received.length = 0;
  await sql("insert into mail_outbox (key, payload) values ($1, $2)", [
    `receipt:${id}`,
    { kind: "receipt", payment_id: id },
  ]);
  await runAllJobs();
  expect(server.received).toEqual([]);
  const { rows } = await sql("select amount_cents, status from payments where id = $1", [id]);
  expect(rows).toEqual([{ amount_cents: "19900", status: "succeeded" }]);
});

test("deleteAccount: an unfinished payment, an open account and a dispute → INVALID_STATE with each, nothing changed", async () => {
  const open = await startCheckout(me, { key: crypto.randomUUID() });
  expect(await mattersOf()).toEqual([
    ["payment", open.payment_id, expect.stringContaining("A payment of $199.00 isn't finished.")],
  ]);
  await sql("update payments set intent_status = 'canceled', reusable = false where id = $1", [
    open.payment_id,
  ]);
  const { id, account } = await pay();
  const refund =
    "insert into payment_refunds (id, payment_id, amount_cents, status) values ('re_x', $1, 500, 'pending')";
  await sql(refund, [id]);
  const dispute =
    "insert into payment_disputes (id, payment_id, amount_cents, reason, status) values ('dp_x', $1, 700, 'fraudulent', 'under_review')";
  await sql(dispute, [id]);
  expect(await mattersOf()).toEqual([
    ["refund", id, "A refund of $5.00 is on its way."],
    ["dispute", id, "Your bank hasn't decided the dispute about $7.00 yet."],
    ["account", account, "Your $25,000 account is open. Ask us to close it."],
  ]);
  expect((await row()).disabled_at).toBeNull();
  expect(await isSignedIn(me.session.id)).toBe(true);
});

test("deleteAccount: money in a wallet, a top-up under way, a running challenge → INVALID_STATE with each", async () => {
  const trader = await newTrader(200_000n);
  const visitor = { ...trader, ...inBrowser(trader), cookie: "" } as unknown as Visitor;
  const { challenge } = (await buyFromWallet(trader)).body;
  const matters = await mattersOf(visitor);
  expect(matters.map(([kind]) => kind)).toEqual(["challenge", "wallet"]);
  expect(matters[0]?.[1]).toBe(String(challenge.id));
  expect(matters[1]?.[2]).toMatch(new RegExp(`^Wallet ${trader.login} has \\$`));
  await payDeposit(me, await walletOf(me.publicId));
  expect((await mattersOf()).map(([kind]) => kind)).toEqual(["payment"]);
});

test("deleteAccount: an admin's correction of a wallet is pending → INVALID_STATE with it", async () => {
  const login = await walletOf(me.publicId);
  await sql(
    `insert into money_requests (id, kind, login, amount_cents, currency, reason, admin_id, idempotency_key)
     select 'mrq_pending', 'wallet_credit', $2, 500, 'USD', 'test', id, 'mrq_pending' from customers where public_id = $1`,
    [(await newAdmin()).publicId, login],
  );
  expect(await mattersOf()).toEqual([
    ["wallet", String(login), "Our team is changing your wallet's balance by $5.00."],
  ]);
  await sql(
    "update money_requests set status = 'refused', problem = 'x', settled_at = now() where id = 'mrq_pending'",
  );
  expect((await remove()).status).toBe(204);
});

test("deleteAccount: a free account → closed with the deletion", async () => {
  const body = { tier_id: "tier_demo", asset_class: "crypto", account_size: 10_000 };
  expect((await as(me).post("/v2/payments/free", body)).status).toBe(200);
  await runAllJobs();
  expect((await remove()).status).toBe(204);
  const { rows } = await sql(
    "select status, closed_reason from prop_accounts where customer_id = (select id from customers where public_id = $1)",
    [me.publicId],
  );
  expect(rows).toEqual([{ status: "closed", closed_reason: "customer_deleted" }]);
});

test("deleteAccount: a wrong password, a missing and a wrong code, an admin → rejected, nothing changed", async () => {
  expect((await remove(me, { password: "wrong" })).body.error.code).toBe("INVALID_CREDENTIALS");
  const begin = await as(me).post("/api/account/second-factor", { password: me.password });
  const { secret } = begin.body;
  const code = (steps: number) =>
    new TOTP({ secret }).generate({ timestamp: Date.now() + steps * 30_000 });
  await as(me).post("/api/account/second-factor/confirm", { code: code(-1) });
  expect((await remove()).body.error.code).toBe("TWO_FACTOR_REQUIRED");
  expect((await remove(me, { code: "000000" })).body.error.code).toBe("TWO_FACTOR_INVALID");
  expect((await row()).disabled_at).toBeNull();
  expect((await remove(me, { code: code(0) })).status).toBe(204);
  const admin = await newAdmin();
  const asAdmin = await as(admin).post("/api/account/deletion", { password: "demo-admin-2026" });
  expect(asAdmin.body.error.code).toBe("FORBIDDEN");
});

test("deleteAccount: twice at the same moment → once, one email", async () => {
  const statuses = (await Promise.all([remove(), remove()])).map(({ status }) => status);
  expect(statuses.sort()).toEqual([204, 401]);
  const kinds = (await pendingEmails()).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === "account-deleted")).toHaveLength(1);
});

test("deleteAccount: a payment is being inserted at that moment → it is seen", async () => {
  const { connection } = await import("@/lib/core/database");
  const client = await connection().pool.connect();
  try {
    await client.query("begin");
    await client.query(
      `insert into payments (id, customer_id, tier_id, market, asset_class, account_size, amount_cents, currency, livemode, reusable, terms_version, consent_ip, consent_user_agent)
       select 'pay_racing', id, 'tier_25k', 'crypto', 'crypto', 25000, 19900, 'usd', false, false, '1', '', '' from customers where public_id = $1`,
      [me.publicId],
    );
    const removal = remove();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await client.query("commit");
    expect((await removal).body.matters).toMatchObject([{ kind: "payment", id: "pay_racing" }]);
  } finally {
    client.release();
  }
});

test("deleteAccount: a top-up is credited at that moment → INVALID_STATE, money doesn't stay in a closed account", async () => {
  const { connection } = await import("@/lib/core/database");
  await payDeposit(me, await walletOf(me.publicId));
  const client = await connection().pool.connect();
  try {
    await client.query("begin");
    await client.query("select from customers where public_id = $1 for no key update", [
      me.publicId,
    ]);
    const removal = remove();
    await new Promise((resolve) => setTimeout(resolve, 500));
    await runAllJobs();
    await client.query("commit");
    expect((await removal).status).toBe(409);
  } finally {
    client.release();
  }
  expect((await row()).disabled_at).toBeNull();
});

test("eraseCustomers: a free account was opened at the moment of the deletion → closed", async () => {
  const body = { tier_id: "tier_demo", asset_class: "crypto", account_size: 10_000 };
  expect((await as(me).post("/v2/payments/free", body)).status).toBe(200);
  expect((await remove()).status).toBe(204);
  // As if it had been inserted right after the deletion, by a request that had been authenticated before.
  await sql(
    "update prop_accounts set closed_at = null, closed_reason = null where customer_id = (select id from customers where public_id = $1)",
    [me.publicId],
  );
  await dayLater();
  await erase();
  expect((await row()).erased_at).not.toBeNull();
  const { rows } = await sql("select status from prop_accounts where customer_id = $1", [
    (await row()).id,
  ]);
  expect(rows).toEqual([{ status: "closed" }]);
});

test("eraseCustomers: enabled by an admin, or a dispute since → not erased", async () => {
  const admin = await newAdmin();
  const disputed = await newVisitor();
  const { id, account } = await pay(disputed);
  await sql("update prop_accounts set closed_at = now(), closed_reason = 'admin' where id = $1", [
    account,
  ]);
  expect([(await remove()).status, (await remove(disputed)).status]).toEqual([204, 204]);
  expect((await performAction(admin, "customer.enable", { id: me.publicId })).status).toBe(200);
  await sql(
    "insert into payment_disputes (id, payment_id, amount_cents, reason, status) values ('dp_late', $1, 700, 'fraudulent', 'needs_response')",
    [id],
  );
  await dayLater();
  await erase();
  expect([(await row()).email, (await row(disputed)).email]).toEqual([me.email, disputed.email]);
  await sql("update payment_disputes set status = 'lost' where id = 'dp_late'");
  await erase();
  expect((await row(disputed)).email).toBe(`${disputed.publicId}@deleted.invalid`);
  expect((await row()).email).toBe(me.email);
});

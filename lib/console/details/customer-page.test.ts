import { beforeAll, expect, test } from "vitest";
import { tasks } from "@/lib/worker/tasks";
import { type Admin, newAdmin, performAction } from "@/testing/actors/admin";
import { newCustomer, newVisitor } from "@/testing/actors/customer";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { mailServer } from "@/testing/stand-ins/mail-server";
import { startCheckout } from "@/testing/stripe/payments";
import { confirm, deliver, eventsOf } from "@/testing/stripe/sandbox";
import { getDetail } from "../get-detail";

const server = await mailServer();
type Customer = Awaited<ReturnType<typeof newCustomer>>;

let admin: Admin;
beforeAll(async () => {
  admin = await newAdmin();
});

async function read({ publicId }: Pick<Customer, "publicId">) {
  const { customer } = await getDetail(admin.ctx, "customers", publicId);
  if (!customer) throw new Error("not a customer's page");
  return customer;
}

async function pay(customer: Customer) {
  const { payment_id, stripe_payment_intent_id } = await startCheckout(customer, {
    key: crypto.randomUUID(),
  });
  await confirm(stripe_payment_intent_id);
  for (const event of await eventsOf(stripe_payment_intent_id)) await deliver(event);
  await runAllJobs();
  const { rows } = await sql("select id from prop_accounts where payment_id = $1", [payment_id]);
  return { id: payment_id as string, account: rows[0].id as string };
}
const addRefund = (payment: string, cents: number, status: string) =>
  sql(
    "insert into payment_refunds (id, payment_id, amount_cents, status) values ($1, $2, $3, $4)",
    [`re_${crypto.randomUUID()}`, payment, cents, status],
  );
const addDispute = (payment: string, cents: number, status: string) =>
  sql(
    "insert into payment_disputes (id, payment_id, amount_cents, reason, status) values ($1, $2, $3, 'product_not_received', $4)",
    [`dp_${crypto.randomUUID()}`, payment, cents, status],
  );

test("getDetail: a customer without a payment → no money, no issue, no note, no email, not verified", async () => {
  const customer = await newCustomer();
  await sql("update customers set email_verified_at = null where public_id = $1", [
    customer.publicId,
  ]);
  const { summary, notes, emails } = await read(customer);
  expect(summary).toEqual({
    name: null,
    email: customer.email,
    is_verified: false,
    since: expect.any(String),
    spent: [],
    issues: [],
  });
  expect([notes, emails]).toEqual([[], { rows: [], has_more: false }]);
});

test("getDetail: payments of two currencies, refunds and disputes → spent less refunds and lost disputes, held apart", async () => {
  const customer = await newCustomer();
  const [first, second, euro] = [await pay(customer), await pay(customer), await pay(customer)];
  await sql("update payments set currency = 'eur' where id = $1", [euro.id]);
  await addRefund(first.id, 5_000, "succeeded");
  await addRefund(first.id, 1_000, "pending");
  await addRefund(first.id, 7_000, "failed");
  await addDispute(second.id, 4_000, "lost");
  await addDispute(second.id, 3_000, "needs_response");
  await addDispute(euro.id, 2_000, "won");
  await addDispute(euro.id, 1_500, "warning_under_review");
  const { spent, issues } = (await read(customer)).summary;
  expect(spent).toEqual([
    { currency: "usd", cents: 2 * 19_900 - 6_000 - 4_000, held_cents: 3_000 },
    { currency: "eur", cents: 19_900, held_cents: 0 },
  ]);
  expect(issues).toEqual([
    {
      kind: "disputed",
      list: "payments",
      id: second.id,
      note: "product_not_received",
      amount: { cents: 3_000, currency: "usd" },
    },
    {
      kind: "inquiry",
      list: "payments",
      id: euro.id,
      note: "product_not_received",
      amount: { cents: 1_500, currency: "eur" },
    },
  ]);
});

test("getDetail: accounts that are suspended or failed, a flagged payment → issues with their pages, another customer's not", async () => {
  const customer = await newCustomer();
  const [failed, suspended, flagged] = [
    await pay(customer),
    await pay(customer),
    await pay(customer),
  ];
  const stranger = await newCustomer();
  await performAction(admin, "account.suspend", { id: (await pay(stranger)).account });
  await sql(
    "update prop_accounts set activated_at = null, provisioning_failed_at = now() where id = $1",
    [failed.account],
  );
  await performAction(admin, "account.suspend", { id: suspended.account });
  await sql(
    "update payments set review_kind = 'mismatch', review_reason = 'Differs' where id = $1",
    [flagged.id],
  );
  const { issues } = (await read(customer)).summary;
  expect(issues.map(({ kind, list, id, note }) => [kind, list, id, note])).toEqual([
    ["setup_failed", "accounts", failed.account, null],
    ["payment_flagged", "payments", flagged.id, "Differs"],
    ["account_suspended", "accounts", suspended.account, "Suspended by an admin"],
  ]);
});

test("getDetail: a payment that isn't final → an issue, as its event may have been lost; a canceled one → none", async () => {
  const customer = await newCustomer();
  const { payment_id } = await startCheckout(customer, { key: crypto.randomUUID() });
  const issues = async () => (await read(customer)).summary.issues;
  expect(await issues()).toEqual([
    {
      kind: "payment_unfinished",
      list: "payments",
      id: payment_id,
      note: null,
      amount: { cents: 19_900, currency: "usd" },
    },
  ]);
  await sql("update payments set intent_status = 'canceled' where id = $1", [payment_id]);
  expect(await issues()).toEqual([]);
});

test("getDetail: a note → on the page of its customer alone, not in what the customer can read", async () => {
  const customer = await newVisitor();
  const text = "<script>alert(1)</script> a secret of the firm";
  const body = { text, idempotency_key: crypto.randomUUID() };
  await as(admin).post(`/api/admin/customers/${customer.publicId}/notes`, body);
  expect((await read(customer)).notes.map((note) => note.text)).toEqual([text]);
  expect((await read(await newCustomer())).notes).toEqual([]);
  for (const path of ["/v2/auth/me", "/v2/payments"]) {
    expect(JSON.stringify((await as(customer).get(path)).body)).not.toContain("secret of the firm");
  }
});

test("getDetail: emails that were sent, wait and failed → each with its state and the page of what it is about", async () => {
  const customer = await newCustomer();
  const { id, account } = await pay(customer);
  const kinds = async () =>
    (await read(customer)).emails.rows.map(({ kind, status, subject, about }) => [
      kind,
      status,
      subject,
      about?.id ?? null,
    ]);
  expect(await kinds()).toEqual([
    ["account-ready", "sent", "Your $25,000 account is ready", account],
    ["receipt", "sent", "Receipt for $199.00", id],
  ]);

  await performAction(admin, "account.suspend", { id: account });
  expect((await kinds())[0]).toEqual(["account-suspended", "waiting", null, account]);
  server.rejections.set(customer.email, "451 try later");
  await runAllJobs();
  const [waiting] = (await read(customer)).emails.rows;
  expect([waiting?.status, waiting?.job_id]).toEqual(["waiting", null]);
  expect(waiting?.error).toContain("451");
  await sql("update graphile_worker._private_jobs set attempts = max_attempts where attempts > 0");
  const [failed] = (await read(customer)).emails.rows;
  expect([failed?.status, failed?.job_id]).toEqual(["failed", expect.stringMatching(/^\d+$/)]);

  server.rejections.set(customer.email, "550 no such user");
  await sql(
    "update graphile_worker._private_jobs set attempts = 1, run_at = now() where attempts > 0",
  );
  await runAllJobs();
  expect((await kinds())[0]).toEqual([
    "account-suspended",
    "rejected",
    "Your $25,000 account is suspended",
    account,
  ]);
  expect((await read(await newCustomer())).emails.rows).toEqual([]);
  const { rows } = await sql("select row_to_json(s)::text as row from sent_emails s");
  expect(JSON.stringify(rows)).not.toContain(customer.email);
});

test("getDetail: an email about a refund → the page of its payment", async () => {
  const customer = await newCustomer();
  const { id } = await pay(customer);
  await sql(
    "insert into mail_outbox (key, payload, after) select 'refund-issued:' || id, jsonb_build_object('kind', 'refund-issued', 'refund_id', id), 'never' from (select 're_' || $1 as id) r",
    [id],
  );
  await sql(
    "insert into payment_refunds (id, payment_id, amount_cents, status) values ('re_' || $1::text, $1, 100, 'succeeded')",
    [id],
  );
  const [email] = (await read(customer)).emails.rows;
  expect(email).toMatchObject({ kind: "refund-issued", about: { list: "payments", id } });
});

test("purge-sent-emails: older than the retention → deleted, newer ones stay", async () => {
  const customer = await newCustomer();
  await sql(
    `insert into sent_emails (id, customer_id, kind, about, subject, status, sent_at)
     select ago, id, 'receipt', '{}', ago, 'sent', now() - ago::interval
     from customers, unnest(array['181 days', '179 days']) ago where public_id = $1`,
    [customer.publicId],
  );
  await tasks["purge-sent-emails"]({}, { job: { id: "1", attempts: 1 } } as never);
  expect((await read(customer)).emails.rows.map(({ subject }) => subject)).toEqual(["179 days"]);
});

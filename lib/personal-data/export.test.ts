import { beforeAll, expect, test } from "vitest";
import { newAdmin } from "@/testing/actors/admin";
import { inBrowser } from "@/testing/actors/credentials";
import { newVisitor } from "@/testing/actors/customer";
import { buyFromWallet, newTrader, type Trader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { startCheckout } from "@/testing/stripe/payments";
import { confirm, deliver, eventsOf } from "@/testing/stripe/sandbox";

let trader: Trader;
beforeAll(async () => {
  trader = await newTrader(200_000n);
});

const read = (who: Parameters<typeof as>[0]) => as(who).get("/api/account/data");

test("exportPersonalData: a customer with everything → each record, as a file, without secrets and notes", async () => {
  const { stripe_payment_intent_id, payment_id } = await startCheckout(trader);
  await confirm(stripe_payment_intent_id);
  for (const event of await eventsOf(stripe_payment_intent_id)) await deliver(event);
  await runAllJobs();
  await sql(
    "insert into payment_refunds (id, payment_id, amount_cents, status) values ('re_mine', $1, 500, 'succeeded')",
    [payment_id],
  );
  const { challenge } = (await buyFromWallet(trader)).body;
  const note = { text: "a private note", idempotency_key: crypto.randomUUID() };
  await as(await newAdmin()).post(`/api/admin/customers/${trader.publicId}/notes`, note);
  await runAllJobs();

  const { status, body, headers } = await read(inBrowser(trader));
  expect(status).toBe(200);
  expect(headers.get("content-disposition")).toMatch(
    /^attachment; filename="my-data-\d{4}-\d\d-\d\d\.json"$/,
  );
  expect(body.customer).toMatchObject({ user_id: trader.publicId, email: trader.email });
  expect(body.payments).toMatchObject([
    { id: payment_id, amount_cents: 19_900, refunds: [{ id: "re_mine", amount_cents: 500 }] },
  ]);
  expect(body.prop_accounts).toMatchObject([{ payment_id, status: "active" }]);
  expect(body.challenges).toMatchObject([
    { purchase_id: null },
    { id: challenge.id, prop_account_id: null },
  ]);
  expect(body.verdicts).toEqual([]);
  expect(body.purchases).toHaveLength(1);
  const wallet = body.trading_accounts.find(
    ({ login }: { login: number }) => login === trader.login,
  );
  const sum = wallet.operations.reduce(
    (total: number, { amount_cents }: { amount_cents: number }) => total + amount_cents,
    0,
  );
  expect([wallet.operations.length, sum]).toEqual([2, wallet.balance_cents]);
  expect(body.emails.length).toBeGreaterThan(0);
  expect(body.sessions.length).toBeGreaterThan(0);
  const text = JSON.stringify(body);
  expect(text).not.toMatch(/argon2|password|totp_secret|token|a private note|device_hash/i);
});

test("exportPersonalData: another customer → nothing of the first", async () => {
  const stranger = await newVisitor();
  const { body } = await read(stranger);
  expect([body.payments, body.challenges, body.customer.email]).toEqual([[], [], stranger.email]);
  expect(JSON.stringify(body)).not.toContain(trader.email);
});

test("exportPersonalData: more than five in an hour → RATE_LIMITED", async () => {
  const other = await newVisitor();
  const statuses: number[] = [];
  for (let n = 0; n < 6; n += 1) statuses.push((await read(other)).status);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
});

import { beforeAll, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { env } from "@/lib/core/env";
import { firstIdOf } from "@/lib/core/ids";
import { isAgainstUs } from "@/lib/core/stripe-status";
import { disputeRank, isLost, refundedCents, refundRank } from "@/lib/payments/facts/derive-status";
import { type Admin, newAdmin } from "@/testing/actors/admin";
import { anonymousCtx } from "@/testing/actors/contexts";
import { buyFromWallet, contextOf, newTrader, type Trader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { payDeposit } from "@/testing/stripe/deposits";
import { startCheckout } from "@/testing/stripe/payments";
import { buyByCard, deliverAll } from "@/testing/stripe/program-payments";
import { confirm, control, deliver, eventsOf } from "@/testing/stripe/sandbox";
import { readOverview } from ".";
import { lastDays } from "./days";
import { type ReturnsOfDay, returnsSql } from "./payments";

const DAY_MS = 24 * 3600 * 1000;
let admin: Admin;
let me: Trader;

beforeAll(async () => {
  admin = await newAdmin();
  me = await newTrader(500_000n);
});

const today = () => lastDays(1)[0] ?? "";
const daysAgo = (days: number) => lastDays(days + 1)[0] ?? "";
const read = (period: 7 | 30 | 90 = 7) => readOverview(admin.ctx, period);

/** Copies a paid payment with another creation time. */
async function copyOf(paymentId: string, id: string, changes = "") {
  await sql(
    `insert into payments select (jsonb_populate_record(p, jsonb_build_object('id', $2::text, 'stripe_payment_intent_id', 'pi_' || $2, 'receipt_number', null) ${changes})).* from payments p where id = $1`,
    [paymentId, id],
  );
  return id;
}

test("readOverview: nothing sold yet → zeros", async () => {
  expect(await read()).toMatchObject({
    revenue: [],
    payments: { total: 0, by_status: [], by_day: [] },
    purchases: { total: 0, by_status: [], by_day: [] },
    accounts: { total: 0, by_status: [] },
    activation: null,
  });
});

test("readOverview: a trader → FORBIDDEN", async () => {
  await expect(readOverview(contextOf(me), 7)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(readOverview(anonymousCtx(), 7)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
});

test("readOverview: payments, refunds and lost disputes → net amounts by currency, on the day of the payment", async () => {
  const { payment_id: paid, stripe_payment_intent_id: intent } = await startCheckout(me);
  await confirm(intent);
  for (const event of await eventsOf(intent)) await deliver(event);
  await runAllJobs();
  await startCheckout(me, { key: "open" });
  const at = Date.parse(daysAgo(3));
  const old = await copyOf(paid, `${firstIdOf("pay", at)}70000000000000000001`);
  await copyOf(paid, `${firstIdOf("pay", at - 37 * DAY_MS)}70000000000000000002`);
  await copyOf(paid, `${firstIdOf("pay", at)}70000000000000000003`, '|| \'{"currency":"eur"}\'');
  await copyOf(paid, `${firstIdOf("pay", at)}70000000000000000004`, "|| '{\"livemode\":true}'");
  expect(env().livemode).toBe(false);
  const back = "insert into payment_refunds (id, payment_id, amount_cents, status) values";
  await sql(`${back} ('re_1', $1, 5000, 'succeeded'), ('re_2', $1, 700, 'failed')`, [old]);
  await sql(
    "insert into payment_disputes (id, payment_id, amount_cents, reason, status) values ('dp_1', $1, 1000, 'fraudulent', 'lost'), ('dp_2', $1, 400, 'fraudulent', 'won'), ('dp_3', $1, 300, 'fraudulent', 'needs_response')",
    [old],
  );
  const { revenue, payments, sales } = await read();
  expect(sales.card).toBe(3);
  expect((await read(30)).previous).toEqual({
    received_cents: { usd: 19_900 },
    sales: { card: 1, wallet: 0, accounts_opened: 0 },
  });
  expect(revenue).toEqual([
    {
      currency: "usd",
      received_cents: 39_800,
      deposits_cents: 0,
      refunded_cents: 5_000,
      lost_cents: 1_000,
      held_cents: 300,
      net_cents: 33_500,
      by_day: [
        { day: daysAgo(3), received_cents: 19_900, returned_cents: 6_300 },
        { day: today(), received_cents: 19_900, returned_cents: 0 },
      ],
    },
    expect.objectContaining({ currency: "eur", received_cents: 19_900, net_cents: 19_900 }),
  ]);
  expect(payments).toMatchObject({
    total: 4,
    by_status: [
      { status: "succeeded", count: 3 },
      { status: "requires_payment_method", count: 1 },
    ],
  });
  expect((await read(90)).payments.total).toBe(5);
});

test("returnsSql: every status of refunds and disputes → the amounts that the payment's status counts as returned", async () => {
  const { rows } = await sql("select id from payments order by id limit 1");
  const [{ id }] = rows;
  const days = lastDays(90);
  const sums = async () => {
    const { rows: found } = await database().execute<ReturnsOfDay>(returnsSql(days));
    const of = (kind: ReturnsOfDay["kind"]) =>
      found.reduce((sum, row) => sum + (row.kind === kind ? BigInt(row.cents) : 0n), 0n);
    return { refunded: of("refund"), lost: of("lost"), held: of("held") };
  };
  const before = await sums();
  const refunds = refundRank.map((status, i) => ({ status, amountCents: 10n ** BigInt(i) }));
  const disputes = disputeRank.map((status, i) => ({ status, amountCents: 10n ** BigInt(i) }));
  for (const { status, amountCents } of refunds) {
    await sql(
      "insert into payment_refunds (id, payment_id, amount_cents, status) values ('tie_' || $1, $2, $3, $1)",
      [status, id, amountCents],
    );
  }
  for (const { status, amountCents } of disputes) {
    await sql(
      "insert into payment_disputes (id, payment_id, amount_cents, reason, status) values ('tie_' || $1, $2, $3, 'x', $1)",
      [status, id, amountCents],
    );
  }
  const after = await sums();
  expect(after.refunded - before.refunded).toBe(refundedCents(refunds));
  const sumOf = (counted: typeof disputes) =>
    counted.reduce((sum, { amountCents }) => sum + amountCents, 0n);
  expect(after.lost - before.lost).toBe(sumOf(disputes.filter(isLost)));
  const open = disputes.filter((it) => isAgainstUs(it.status) && !isLost(it));
  expect(open.length).toBeGreaterThan(1);
  expect(after.held - before.held).toBe(sumOf(open));
});

test("readOverview: accounts → counts by status, and the seconds from paid to active", async () => {
  await sql(
    "update prop_accounts a set activated_at = p.paid_at + interval '90 seconds' from payments p where p.id = a.payment_id",
  );
  // Its payment is of the other mode, so neither is counted.
  await sql(
    `insert into prop_accounts (id, customer_id, source, payment_id, tier_id, market, asset_class, account_size, provider, entity, subaccount_id, subaccount_uuid, synthetic_hotkey, activated_at, terms_version, consent_ip, consent_user_agent)
     select $1, customer_id, 'payment', id, tier_id, market, asset_class, account_size, 'embedded', 'e', 7777, 'x', 'x', paid_at + interval '900 seconds', '1', '', '' from payments where livemode`,
    [`${firstIdOf("prop", Date.parse(daysAgo(1)))}70000000000000000005`],
  );
  const { accounts, activation } = await read();
  expect(accounts.by_status).toEqual([{ status: "active", count: 1 }]);
  expect(accounts.by_day).toEqual([{ day: today(), counts: { active: 1 } }]);
  expect(activation).toEqual({
    median: 90,
    p95: 90,
    counted: 1,
    isAll: true,
    most_of_a_day: null,
    by_day: [{ day: today(), median: 90, p95: 90 }],
  });
  // Two more on an earlier day: counted on that day and in the total.
  const { rows } = await sql(
    "select payment_id from prop_accounts a join payments p on p.id = a.payment_id where not p.livemode",
  );
  for (const [n, seconds] of [10, 30].entries()) {
    const digits = `7000000000000000000${n}`;
    const payment = await copyOf(
      rows[0].payment_id,
      `${firstIdOf("pay", Date.parse(daysAgo(2)))}${digits}`,
    );
    await sql(
      `insert into prop_accounts (id, customer_id, source, payment_id, tier_id, market, asset_class, account_size, provider, entity, subaccount_id, subaccount_uuid, synthetic_hotkey, activated_at, terms_version, consent_ip, consent_user_agent)
       select $1, customer_id, 'payment', id, tier_id, market, asset_class, account_size, 'embedded', 'e', $3, $1, $1, paid_at + make_interval(secs => $4), '1', '', '' from payments where id = $2`,
      [`${firstIdOf("prop", Date.parse(daysAgo(2)))}${digits}`, payment, 8_000 + n, seconds],
    );
  }
  expect((await read()).activation).toMatchObject({
    median: 30,
    counted: 3,
    by_day: [
      { day: daysAgo(2), median: 20, p95: 29 },
      { day: today(), median: 90, p95: 90 },
    ],
  });
});

test("readOverview: purchases → counted on the day of the purchase", async () => {
  for (const back of [40, 8, 7, 6, 6, 0]) {
    const { body } = await buyFromWallet(await newTrader(), { program_id: 4 });
    await sql("update purchases set created_at = $2::timestamptz where id = $1", [
      body.purchase.id,
      `${daysAgo(back)}T00:00:00Z`,
    ]);
  }
  const counted = async (period: 7 | 30 | 90) =>
    (await read(period)).purchases.by_day.map(({ day, counts }) => [day, counts.active]);
  expect(await counted(7)).toEqual([
    [daysAgo(6), 2],
    [today(), 1],
  ]);
  expect((await counted(30)).length).toBe(4);
  expect(await counted(90)).toEqual([
    [daysAgo(40), 1],
    [daysAgo(8), 1],
    [daysAgo(7), 1],
    [daysAgo(6), 2],
    [today(), 1],
  ]);
});

test("readOverview: sales by card and from wallets, and accounts, of all kinds → each counted once", async () => {
  const before = await read();
  const other = await newTrader(100_000n);
  await buyFromWallet(other);
  await buyByCard(other);
  await payDeposit(other, other.login);
  const refunded = await buyByCard(other);
  await control(`payment_intents/${refunded.intent}/refund`);
  await deliverAll(refunded.intent);
  // Free: opened, and not sold.
  await buyFromWallet(await newTrader(), { program_id: 4 });
  const { payment_id, stripe_payment_intent_id: intent } = await startCheckout(other);
  await confirm(intent);
  for (const event of await eventsOf(intent)) await deliver(event);
  await runAllJobs();
  expect(payment_id).toBeDefined();
  const { sales } = await read();
  expect({
    card: sales.card - before.sales.card,
    wallet: sales.wallet - before.sales.wallet,
    accounts: sales.accounts_opened - before.sales.accounts_opened,
  }).toEqual({ card: 2, wallet: 1, accounts: 5 });
});

test("readOverview: a sale from a wallet of the days before → counted there", async () => {
  const { previous } = await read();
  const { body } = await buyFromWallet(await newTrader(100_000n));
  const moved = `${daysAgo(8)}T12:00:00Z`;
  // The numbers of purchases and challenges rise with their times.
  await sql("update purchases set created_at = $2::timestamptz where id <= $1", [
    body.purchase.id,
    moved,
  ]);
  expect((await read()).previous.sales.wallet).toBeGreaterThan(previous.sales.wallet);
});

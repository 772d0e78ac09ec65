import { beforeAll, expect, test } from "vitest";
import { database } from "@/lib/database";
import { env } from "@/lib/env";
import { firstIdOf } from "@/lib/ids";
import { disputeRank, isLost, refundedCents, refundRank } from "@/lib/payments/derive-status";
import { nobody } from "@/testing/api";
import { sql } from "@/testing/callers";
import { type Admin, newAdmin } from "@/testing/console";
import { buy, confirm, deliver, eventsOf, workOff } from "@/testing/stripe";
import { buyThroughRoute, contextOf, newTrader, type Trader } from "@/testing/trading";
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

/** A copy of a paid payment as if it had been made at another time. */
async function copyOf(paymentId: string, id: string, changes = "") {
  await sql(
    `insert into payments select (jsonb_populate_record(p, jsonb_build_object('id', $2::text, 'stripe_payment_intent_id', 'pi_' || $2) ${changes})).* from payments p where id = $1`,
    [paymentId, id],
  );
  return id;
}

test("a firm that has sold nothing yet has an overview of nothing", async () => {
  expect(await read()).toMatchObject({
    revenue: [],
    payments: { total: 0, by_status: [], by_day: [] },
    purchases: { total: 0, by_status: [], by_day: [] },
    accounts: { total: 0, by_status: [] },
    activation: null,
  });
});

test("only an admin reads it", async () => {
  await expect(readOverview(contextOf(me), 7)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(readOverview(nobody(), 7)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
});

test("money is what was paid less what went back, each on its payment's day, by currency", async () => {
  const { payment_id: paid, stripe_payment_intent_id: intent } = await buy(me.appHeaders);
  await confirm(intent);
  for (const event of await eventsOf(intent)) await deliver(event);
  await workOff();
  await buy({ ...me.appHeaders, "idempotency-key": "open" });
  const at = Date.parse(daysAgo(3));
  const old = await copyOf(paid, `${firstIdOf("pay", at)}70000000000000000001`);
  await copyOf(paid, `${firstIdOf("pay", at - 37 * DAY_MS)}70000000000000000002`);
  await copyOf(paid, `${firstIdOf("pay", at)}70000000000000000003`, '|| \'{"currency":"eur"}\'');
  await copyOf(paid, `${firstIdOf("pay", at)}70000000000000000004`, "|| '{\"livemode\":true}'");
  expect(env().livemode).toBe(false);
  const back = "insert into payment_refunds (id, payment_id, amount_cents, status) values";
  await sql(`${back} ('re_1', $1, 5000, 'succeeded'), ('re_2', $1, 700, 'failed')`, [old]);
  await sql(
    "insert into payment_disputes (id, payment_id, amount_cents, reason, status) values ('dp_1', $1, 1000, 'fraudulent', 'lost'), ('dp_2', $1, 400, 'fraudulent', 'won')",
    [old],
  );
  const { revenue, payments } = await read();
  expect(revenue).toEqual([
    {
      currency: "usd",
      received_cents: 39_800,
      deposits_cents: 0,
      refunded_cents: 5_000,
      lost_cents: 1_000,
      net_cents: 33_800,
      by_day: [
        { day: daysAgo(3), received_cents: 19_900, returned_cents: 6_000 },
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

test("what went back is what the payment's own status counts as gone", async () => {
  const { rows } = await sql("select id from payments order by id limit 1");
  const [{ id }] = rows;
  const days = lastDays(90);
  const sums = async () => {
    const { rows: found } = await database().execute<ReturnsOfDay>(returnsSql(days));
    const of = (refund: boolean) =>
      found.reduce((sum, row) => sum + (row.refund === refund ? BigInt(row.cents) : 0n), 0n);
    return { refunded: of(true), lost: of(false) };
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
  expect(after.lost - before.lost).toBe(
    disputes.filter(isLost).reduce((sum, { amountCents }) => sum + amountCents, 0n),
  );
});

test("accounts by status, and how long they took from being paid", async () => {
  await sql(
    "update prop_accounts a set activated_at = p.paid_at + interval '90 seconds' from payments p where p.id = a.payment_id",
  );
  // Paid for in the other mode: counted as little as its payment is.
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
  // Two more, of an earlier day: they count there, and for the whole.
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

test("purchases stand on the day that they were made", async () => {
  for (const back of [40, 8, 7, 6, 6, 0]) {
    const { body } = await buyThroughRoute(await newTrader(), { program_id: 4 });
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

import { beforeAll, expect, test } from "vitest";
import { newAdmin } from "@/testing/actors/admin";
import { buyFromWallet, newTrader, type Trader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { creditedDeposit } from "@/testing/stripe/deposits";
import { payForAccount } from "@/testing/stripe/payments";
import { getDetail } from "../get-detail";
import type { ListName } from "../schemas";

let me: Trader;
let admin: Awaited<ReturnType<typeof newAdmin>>;
let payment: Awaited<ReturnType<typeof payForAccount>>;
let account: string;

beforeAll(async () => {
  admin = await newAdmin();
  me = await newTrader(200_000n);
  payment = await payForAccount(me);
  await runAllJobs();
  const { rows } = await sql("select id from prop_accounts where payment_id = $1", [payment.id]);
  account = rows[0].id;
});

const read = (list: ListName, id: string | number) => getDetail(admin.ctx, list, String(id));
const offered = async (list: ListName, id: string | number) =>
  (await read(list, id)).actions.map(({ action }) => action);

test.each([
  ["no hold", { dispute: false, manual: false }, ["account.suspend", "account.close"], null],
  ["a dispute", { dispute: true, manual: false }, ["account.close"], /open dispute.*if you win/],
  [
    "an admin's hold",
    { dispute: false, manual: true },
    ["account.reinstate", "account.close"],
    /^The account is suspended until an admin reinstates it/,
  ],
  [
    "both",
    { dispute: true, manual: true },
    ["account.reinstate", "account.close"],
    /by an admin, and because of an open dispute/,
  ],
])(
  "getDetail: an account with %s → only what would not be rejected, and what ends the suspension",
  async (_, holds, actions, notice) => {
    const set = "update prop_accounts set dispute_hold = $2, admin_hold = $3 where id = $1";
    await sql(set, [account, holds.dispute, holds.manual]);
    const detail = await read("accounts", account);
    expect(detail.actions.map(({ action }) => action)).toEqual(actions);
    if (notice) expect(detail.notice).toMatch(notice);
    else expect(detail.notice).toBeNull();
    const reinstate = detail.actions.find(({ action }) => action === "account.reinstate");
    expect(reinstate?.text !== undefined).toBe(holds.dispute && holds.manual);
    await sql(set, [account, false, false]);
  },
);

test("getDetail: a payment with a pending refund → no second one, and a sync says that it sends it", async () => {
  const { rows } = await sql(
    `insert into money_requests (id, kind, payment_id, amount_cents, currency, reason, idempotency_key, admin_id)
     select 'mrq_pending', 'refund', $1, 500, 'usd', 'for the test', 'pending', id from customers where public_id = $2 returning id`,
    [payment.id, admin.publicId],
  );
  const { actions } = await read("payments", payment.id);
  expect(actions).toEqual([
    {
      action: "payment.sync",
      input: { id: payment.id },
      note: "The pending refund of $5.00 is sent to Stripe first.",
    },
  ]);
  await sql("delete from money_requests where id = $1", [rows[0].id]);
  expect(await offered("payments", payment.id)).toEqual(["payment.refund", "payment.sync"]);
});

test("getDetail: a payment whose account's setup failed → retried from its page and from the customer's, with the error", async () => {
  const set =
    "update prop_accounts set activated_at = $2, provisioning_failed_at = $3, provisioning_error = $4 where id = $1";
  const now = new Date();
  await sql(set, [account, null, now, "no such entity"]);
  const { actions, notice } = await read("payments", payment.id);
  const retry = actions[0];
  expect(retry).toMatchObject({ action: "account.retry", input: { id: account } });
  expect(notice).toBe("The customer has paid, and the account's setup failed: no such entity");
  expect((await read("customers", me.publicId)).actions[0]).toEqual(retry);
  await sql(set, [account, now, null, null]);
  expect((await read("payments", payment.id)).notice).toBeNull();
  expect(await offered("customers", me.publicId)).not.toContain("account.retry");
});

test("getDetail: a payment whose account is suspended by a dispute → says what ends the suspension", async () => {
  const set = "update prop_accounts set dispute_hold = $2 where id = $1";
  await sql(set, [account, true]);
  expect((await read("payments", payment.id)).notice).toMatch(
    /^The account is suspended because of an open dispute\..*if you win/,
  );
  await sql(set, [account, false]);
});

test("getDetail: a top-up that paid one purchase → the purchase is canceled from its page; of two → not", async () => {
  const buyer = await newTrader();
  const deposit = await creditedDeposit(buyer, 150_000);
  const { purchase } = (await buyFromWallet(buyer)).body;
  const { actions } = await read("payments", deposit);
  expect(actions.map(({ action }) => action)).toEqual([
    "purchase.refund_to_card",
    "purchase.rollback",
    "payment.refund",
  ]);
  expect(actions[0]).toMatchObject({
    input: { id: purchase.id },
    note: expect.stringContaining(`purchase ${purchase.id}.`),
  });
  const ofCustomer = (await read("customers", buyer.publicId)).actions;
  expect(ofCustomer.slice(0, 2)).toEqual(actions.slice(0, 2));
  await buyFromWallet(buyer);
  expect(await offered("payments", deposit)).toEqual(["payment.refund"]);
  expect(await offered("customers", buyer.publicId)).not.toContain("purchase.rollback");
});

test("getDetail: a payment of Stripe's other mode → neither refund nor sync", async () => {
  await sql("update payments set livemode = not livemode where id = $1", [payment.id]);
  expect(await offered("payments", payment.id)).toEqual([]);
  await sql("update payments set livemode = not livemode where id = $1", [payment.id]);
});

test("getDetail: a failed refund for review → says that the customer no longer sees it", async () => {
  const flag = "update payments set review_kind = $2, review_reason = $2 where id = $1";
  await sql(flag, [payment.id, "refund_failed"]);
  const { actions } = await read("payments", payment.id);
  expect(actions.at(-1)).toMatchObject({
    action: "payment.review_done",
    text: expect.stringContaining("the customer no longer sees it"),
  });
  await sql(flag, [payment.id, null]);
});

test("getDetail: a challenge in phase 2 → not canceled, unless it is suspended", async () => {
  const { purchase, challenge } = (await buyFromWallet(me)).body;
  expect(await offered("purchases", purchase.id)).toEqual([
    "purchase.refund_to_card",
    "purchase.rollback",
  ]);
  await sql("update challenges set current_phase_index = 2 where id = $1", [challenge.id]);
  expect(await offered("purchases", purchase.id)).toEqual([]);
});

test("getDetail: an event of a connected account → not replayed", async () => {
  expect(await offered("stripe-events", payment.event.id)).toEqual(["stripe_event.replay"]);
  await sql(
    "insert into stripe_events (id, type, livemode, payload, status, note) select 'evt_connected', type, livemode, (payload::jsonb || '{\"account\": \"acct_1\"}')::text, 'ignored', 'from a connected account' from stripe_events where id = $1",
    [payment.event.id],
  );
  expect(await offered("stripe-events", "evt_connected")).toEqual([]);
});

test("getDetail: a disabled wallet → credited, not debited", async () => {
  expect(await offered("customers", me.publicId)).toContain("wallet.debit");
  await sql("update trading_accounts set enabled = false where login = $1", [me.login]);
  const actions = await offered("customers", me.publicId);
  expect(actions).toContain("wallet.credit");
  expect(actions).not.toContain("wallet.debit");
});

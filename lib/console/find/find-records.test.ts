import { beforeAll, expect, test } from "vitest";
import { shortenMiddle } from "@/lib/core/format";
import { newId } from "@/lib/core/ids";
import { newAdmin } from "@/testing/actors/admin";
import { buyFromWallet, newTrader, type Trader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { searchAs } from "@/testing/http/admin-search";
import { as } from "@/testing/http/client";
import { creditedDeposit } from "@/testing/stripe/deposits";
import { payForAccount } from "@/testing/stripe/payments";
import { eventOf } from "@/testing/stripe/sandbox";
import type { FoundRecord } from "../schemas";

let admin: Awaited<ReturnType<typeof newAdmin>>;
let maria: Trader;
let payment: { id: string; stripe_payment_intent_id: string };
let account: { id: string; synthetic_hotkey: string };
let purchase: { id: number; payment_order: number };

beforeAll(async () => {
  admin = await newAdmin();
  maria = await newTrader(200_000n);
  const paid = await payForAccount(maria);
  await runAllJobs();
  [payment] = (await sql("select * from payments where id = $1", [paid.id])).rows;
  [account] = (await sql("select * from prop_accounts where payment_id = $1", [paid.id])).rows;
  const { id } = (await buyFromWallet(maria)).body.purchase;
  [purchase] = (await sql("select * from purchases where id = $1", [id])).rows;
});

const find = (q: string) => searchAs(admin).find(q);
const idsOf = (q: string) => searchAs(admin).idsOf(q);
const all = async (q: string): Promise<FoundRecord[]> =>
  (await find(q)).flatMap(({ records }) => records);

const short = (id: string) => [shortenMiddle(id), shortenMiddle(id).replace("…", "...")];

test("GET /api/admin/search: a customer's email → what they bought last from a wallet too", async () => {
  expect((await idsOf(maria.email)).purchases).toEqual([String(purchase.id)]);
});

test("GET /api/admin/search: an id of ours, whole, its beginning, as pages shorten it, its end → the record", async () => {
  for (const [kind, id] of [
    ["payments", payment.id],
    ["accounts", account.id],
    ["customers", maria.publicId],
  ] as const) {
    for (const q of [id, id?.slice(0, 20), ...short(id ?? ""), id?.slice(-6), id?.slice(-9)]) {
      expect((await idsOf(q ?? ""))[kind], q).toContain(id);
    }
    expect((await idsOf(id?.toUpperCase() ?? ""))[kind]).toEqual([id]);
    // The end fits, and the beginning doesn't.
    expect(await find(`${id?.slice(0, 5)}zz…${id?.slice(-6)}`)).toEqual([]);
    expect(await find(`…${id?.slice(-5)}`)).toEqual([]);
  }
});

test("GET /api/admin/search: a PaymentIntent, whole, its beginning or its end → its payment, and by what", async () => {
  const intent = payment.stripe_payment_intent_id;
  for (const q of [intent, intent.slice(0, 12), ...short(intent), intent.slice(-6)]) {
    const [found] = await all(q);
    expect([found?.id, found?.matched], q).toEqual([
      payment.id,
      { by: "payment_intent", value: intent },
    ]);
  }
});

test("GET /api/admin/search: a refund or a dispute of Stripe's → its payment", async () => {
  await sql(
    "insert into payment_refunds (id, payment_id, amount_cents, status) values ('re_3QfindMeA1b2C3', $1, 1, 'failed')",
    [payment.id],
  );
  await sql(
    "insert into payment_disputes (id, payment_id, amount_cents, reason, status) values ('du_1QfindMeX9y8Z7', $1, 1, 'fraudulent', 'won')",
    [payment.id],
  );
  for (const q of ["re_3QfindMeA1b2C3", "re_3Qfin…1b2C3", "re_3Qfin…A1b2C3", "A1b2C3"]) {
    const found = await all(q);
    const isShort = q === "re_3Qfin…1b2C3";
    expect(
      found.map(({ id, matched }) => [id, matched?.by]),
      q,
    ).toEqual(isShort ? [] : [[payment.id, "refund"]]);
  }
  for (const q of ["du_1QfindMeX9y8Z7", "du_1Qfin…X9y8Z7", "X9y8Z7"]) {
    expect(
      (await all(q)).map(({ id, matched }) => [id, matched?.by]),
      q,
    ).toEqual([[payment.id, "dispute"]]);
  }
});

test("GET /api/admin/search: a hotkey, whole, its beginning or its end → its account", async () => {
  const hotkey = account.synthetic_hotkey;
  for (const q of [hotkey, hotkey.slice(0, 51), ...short(hotkey), hotkey.slice(-6)]) {
    const found = (await all(q)).find(({ id }) => id === account.id);
    expect(found?.matched, q).toEqual({ by: "hotkey", value: hotkey });
  }
});

test("GET /api/admin/search: an event of Stripe's, whole, its beginning or its end → the event", async () => {
  const { id, type } = await eventOf(payment.stripe_payment_intent_id, "payment_intent.succeeded");
  for (const q of [id, id.slice(0, 14), ...short(id), id.slice(-6)]) {
    const found = (await all(q)).find((record) => record.id === id);
    expect([found?.kind, found?.title, found?.customer_email], q).toEqual([
      "stripe-events",
      type,
      null,
    ]);
  }
});

test("GET /api/admin/search: a wallet's login → the wallet, its purchases and its top-ups", async () => {
  const other = await newTrader();
  const deposit = await creditedDeposit(other, 50_000);
  const order = (await sql("select * from payments where deposit_login = $1", [other.login]))
    .rows[0];
  expect(await idsOf(String(maria.login))).toMatchObject({
    wallets: [String(maria.login)],
    purchases: [String(purchase.id)],
  });
  const found = await all(String(other.login));
  expect(found.map(({ kind, id, title }) => [kind, id, title])).toEqual([
    ["payments", order.id, `Wallet top-up · ${other.login}`],
    ["wallets", String(other.login), `Wallet ${other.login}`],
  ]);
  expect(found[1]).toMatchObject({ amount_cents: 50_000, currency: "usd", status: "enabled" });
  expect(deposit).toBeDefined();
  expect(await idsOf(String(order.deposit_order))).toEqual({
    payments: [order.id],
    operations: [String(order.deposit_order)],
  });
});

test("GET /api/admin/search: the number of a purchase, also with # → the purchase", async () => {
  for (const q of [String(purchase.id), `#${purchase.id}`]) {
    expect((await idsOf(q)).purchases).toContain(String(purchase.id));
  }
});

test("GET /api/admin/search: a challenge's trading login → its purchase, once", async () => {
  const challenge = (await sql("select * from challenges where purchase_id = $1", [purchase.id]))
    .rows[0];
  const found = await all(String(challenge.account_login));
  expect(found.map(({ kind, id, matched }) => [kind, id, matched?.by])).toEqual([
    ["purchases", String(purchase.id), "login"],
  ]);
});

test("GET /api/admin/search: the number of a challenge → the purchase that bought it", async () => {
  // A challenge has the number of its purchase as long as no purchase fails.
  await sql("select setval(pg_get_serial_sequence('challenges', 'id'), 900000000)");
  const { purchase: bought, challenge } = (await buyFromWallet(await newTrader(200_000n))).body;
  expect(challenge.id).toBe(900_000_001);
  expect(await all("#900000001")).toEqual([
    expect.objectContaining({
      kind: "purchases",
      id: String(bought.id),
      matched: { by: "challenge", value: "900000001" },
    }),
  ]);
});

test("GET /api/admin/search: the order of a purchase's fee → the operation and the purchase", async () => {
  expect(await idsOf(String(purchase.payment_order))).toEqual({
    purchases: [String(purchase.id)],
    operations: [String(purchase.payment_order)],
  });
});

test("GET /api/admin/search: an app's id or name, a webhook endpoint's, a delivery's or its event's → the record", async () => {
  const [{ id, name }] = (await sql("select id, name from api_apps limit 1")).rows;
  const [endpoint, event, delivery] = [newId("we"), newId("evt"), newId("whd")];
  await sql(
    "insert into webhook_endpoints (id, app_id, url, events, secret) values ($1, $2, 'https://find.example/hook', array['*'], 'none')",
    [endpoint, id],
  );
  await sql(
    "insert into webhook_events (id, type, payload) values ($1, 'payment.succeeded', '{}')",
    [event],
  );
  await sql(
    "insert into webhook_deliveries (id, endpoint_id, event_id, status) values ($1, $2, $3, 'failed')",
    [delivery, endpoint, event],
  );
  const found: [q: string, kind: string, title: string][] = [
    [id, "apps", name],
    [name.slice(1), "apps", name],
    [endpoint, "webhook-endpoints", "https://find.example/hook"],
    [shortenMiddle(endpoint), "webhook-endpoints", "https://find.example/hook"],
    [delivery.slice(0, 30), "deliveries", "payment.succeeded"],
    [delivery.slice(-6), "deliveries", "payment.succeeded"],
    [event, "deliveries", "payment.succeeded"],
  ];
  for (const [q, kind, title] of found) {
    expect(
      (await all(q)).map((record) => [record.kind, record.title]),
      q,
    ).toContainEqual([kind, title]);
  }
});

test("GET /api/admin/search: the number on a purchase's receipt → the purchase", async () => {
  const number = `P-${String(purchase.id).padStart(6, "0")}`;
  for (const q of [number, number.toLowerCase(), `purchase-${purchase.id}`]) {
    expect((await idsOf(q)).purchases, q).toContain(String(purchase.id));
  }
});

test("GET /api/admin/search: an amount with its sign or cents → payments and purchases of it; a number → none", async () => {
  for (const q of ["$199", "$199.00", "199.00", "€199"]) {
    expect((await idsOf(q)).payments, q).toContain(payment.id);
  }
  expect((await idsOf("$499.00")).purchases).toContain(String(purchase.id));
  expect((await idsOf("199")).payments ?? []).not.toContain(payment.id);
  expect(await find("$1,999,199.00")).toEqual([]);
});

test("GET /api/admin/search: nothing, or more than an address can have → INVALID_REQUEST", async () => {
  const invalid: Record<string, string>[] = [
    {},
    { q: "  " },
    { q: "a".repeat(301) },
    { q: "a", other: "1" },
    { q: "a\u0000" },
  ];
  for (const query of invalid) {
    const { status, body } = await as(admin).get("/api/admin/search", { query });
    expect([status, body.error.code]).toEqual([400, "INVALID_REQUEST"]);
  }
});

test("GET /api/admin/search: the last four digits of a card → the payments that it paid, the newest first, and by what", async () => {
  await sql("update payments set card_brand = 'visa', card_last4 = '0077' where id = $1", [
    payment.id,
  ]);
  for (const q of ["0077", "•••• 0077", "**** 0077", "••••0077"]) {
    const found = (await all(q)).filter(({ kind }) => kind === "payments");
    expect(
      found.map(({ id, matched }) => [id, matched]),
      q,
    ).toEqual([[payment.id, { by: "card", value: "visa 0077" }]]);
  }
  for (const q of ["077", "00777", "1077"]) expect((await idsOf(q)).payments, q).toBeUndefined();
});

import { beforeAll, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { receiptEmail } from "@/lib/emails/templates/receipt";
import { cancelStalePayments } from "@/lib/payments/cancel-stale";
import { type Admin, auditOf, newAdmin } from "@/testing/actors/admin";
import { newApp } from "@/testing/actors/app";
import { newTrader, type Trader } from "@/testing/actors/trader";
import { groupFields, programFields, tierFields } from "@/testing/catalog/fields";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { fieldMessages } from "@/testing/http/call-handler";
import { as } from "@/testing/http/client";
import { startCheckout, tier25k } from "@/testing/stripe/payments";
import { confirm, deliver, eventsOf } from "@/testing/stripe/sandbox";
import { findTier, listTiers } from ".";

let admin: Admin;
let me: Trader;
let app: Awaited<ReturnType<typeof newApp>>;

beforeAll(async () => {
  admin = await newAdmin();
  me = await newTrader();
  app = await newApp();
});

const create = (id: string, fields: object = {}) =>
  as(admin).post("/api/admin/catalog/tiers", { id, ...tierFields, ...fields });
const edit = (id: string, fields: object) =>
  as(admin).put(`/api/admin/catalog/tiers/${id}`, { ...tierFields, version: 1, ...fields });
const archive = (id: string, archived: boolean, version: number) =>
  as(admin).put(`/api/admin/catalog/tiers/${id}/archived`, { archived, version, reason: "a test" });
const onSale = async () => (await listTiers(database())).map(({ id }) => id);

test("POST /api/admin/catalog/tiers: a valid tier → on sale, with an audit entry", async () => {
  const { status, body } = await create("tier_75k");
  expect(status).toBe(201);
  expect(body).toMatchObject({ id: "tier_75k", price_cents: 39_900, archived: false, version: 1 });
  expect(await onSale()).toContain("tier_75k");
  expect(await auditOf("tier_75k")).toMatchObject([
    { action: "tier.create", reason: tierFields.reason, before: null, after: { name: "75K" } },
  ]);
});

test("POST /api/admin/catalog/tiers: wrong fields → 400 with a message for each", async () => {
  const response = await create("Tier 75", {
    name: " ",
    account_size: 0.5,
    price_cents: 30,
    currency: "xxx",
    markets: [],
    reason: "",
  });
  expect(response.status).toBe(400);
  expect(fieldMessages(response)).toMatchObject({
    id: expect.stringContaining("lowercase letters"),
    name: "is required",
    account_size: expect.stringContaining("whole number"),
    price_cents: expect.stringContaining("at least 0.50"),
    currency: "choose a currency",
    markets: expect.stringContaining("at least one market"),
    reason: expect.stringContaining("enter a reason"),
  });
  const markets = [
    { market: "crypto", asset_class: "crypto" },
    { market: "crypto", asset_class: "forex" },
    { market: "metals", asset_class: "crypto" },
  ];
  expect(fieldMessages(await create("tier_x", { markets }))).toEqual({
    "markets.1.market": "is already listed",
    "markets.2.asset_class": "already belongs to another market",
  });
  expect(fieldMessages(await create("tier_x", { program_id: 9_999 }))).toEqual({
    program_id: "isn't a program with phases",
  });
  expect(fieldMessages(await create("tier_25k"))).toEqual({ id: "is already taken" });
  expect(fieldMessages(await create("tier_x", { price: 5 }))).toEqual({ price: "unknown field" });
});

test("PUT /api/admin/catalog/tiers/{id}: an older version → INVALID_STATE, nothing written", async () => {
  await create("tier_two");
  expect((await edit("tier_two", { name: "First" })).body).toMatchObject({ version: 2 });
  const conflict = await edit("tier_two", { name: "Second" });
  expect([conflict.status, conflict.body.error.code]).toEqual([409, "INVALID_STATE"]);
  expect(conflict.body.error.message).toContain("Someone else changed this");
  expect(await findTier(database(), "tier_two")).toMatchObject({ name: "First" });
  const entries = await auditOf("tier_two");
  expect(entries.map(({ action, before }) => [action, before?.name])).toEqual([
    ["tier.create", undefined],
    ["tier.edit", "75K"],
  ]);
  expect((await edit("tier_none", {})).status).toBe(404);
});

test("PUT /api/admin/catalog/tiers/{id}/archived: archived → not listed, TIER_UNAVAILABLE; restored → listed", async () => {
  await create("tier_gone");
  expect((await archive("tier_gone", true, 1)).body).toMatchObject({ archived: true, version: 2 });
  expect(await onSale()).not.toContain("tier_gone");
  const order = { ...tier25k, tier_id: "tier_gone", account_size: 75_000, amount_cents: 39_900 };
  await expect(startCheckout(me, { body: order })).rejects.toThrow("TIER_UNAVAILABLE");
  expect((await archive("tier_gone", false, 2)).status).toBe(200);
  expect(await onSale()).toContain("tier_gone");
  expect((await auditOf("tier_gone")).map(({ action }) => action)).toEqual([
    "tier.create",
    "tier.archive",
    "tier.restore",
  ]);
});

test("PUT /api/admin/catalog/tiers/{id}: edited after a purchase → account, payment and receipt keep the old terms", async () => {
  const { payment_id, stripe_payment_intent_id: intent } = await startCheckout(me);
  const rename = (name: string, version: number) =>
    edit("tier_25k", {
      ...{ name, version, account_size: 25_000, price_cents: 19_900 },
      markets: ["crypto", "forex"].map((market) => ({ market, asset_class: market })),
    });
  expect((await rename("Renamed", 1)).status).toBe(200);
  await confirm(intent);
  for (const event of await eventsOf(intent)) await deliver(event);
  await runAllJobs();
  const bought = {
    name: "25K",
    max_daily_loss_pct: 4,
    max_total_loss_pct: 8,
    phases: [{ rules_summary: expect.stringContaining("Max daily loss 4%") }],
  };
  const payment = await as(me).get(`/v2/payments/${payment_id}`);
  expect(payment.body.tier_terms).toMatchObject(bought);
  const accounts = await as(me).get(`/v2/payments/prop-accounts?payment_id=${payment_id}`);
  expect(accounts.body[0].tier_terms).toMatchObject(bought);
  const receipt = await receiptEmail(database(), payment_id);
  expect(Object.fromEntries(receipt?.content.details ?? []).For).toMatch(/^One-step 25K,/);
});

test("POST /v2/payments/checkout: repeated after an edit of the tier → same payment, new terms", async () => {
  const first = await startCheckout(me);
  const { rows } = await sql("select version from tiers where id = 'tier_25k'");
  const fields = { account_size: 25_000, price_cents: 19_900, version: rows[0].version };
  await edit("tier_25k", { ...fields, name: "Shown last" });
  expect(await startCheckout(me)).toMatchObject({ payment_id: first.payment_id });
  const payment = await as(me).get(`/v2/payments/${first.payment_id}`);
  expect(payment.body.tier_terms.name).toBe("Shown last");
});

test("cancelStalePayments: the tier is no longer sold in the market → canceled", async () => {
  await create("tier_moved");
  const order = { ...tier25k, tier_id: "tier_moved", account_size: 75_000, amount_cents: 39_900 };
  const { payment_id } = await startCheckout(me, { body: order });
  const stays = await startCheckout(me);
  await edit("tier_moved", { markets: [{ market: "forex", asset_class: "forex" }] });
  await cancelStalePayments(systemContext(database(), "job_test"));
  const { rows } = await sql("select id, status from payments where id in ($1, $2)", [
    payment_id,
    stays.payment_id,
  ]);
  expect(Object.fromEntries(rows.map(({ id, status }) => [id, status]))).toEqual({
    [payment_id]: "canceled",
    [stays.payment_id]: "requires_payment_method",
  });
});

test("POST /api/admin/catalog/…: a reserved name → a message at the field", async () => {
  for (const id of ["new", "complete"]) {
    expect(fieldMessages(await create(id)), id).toEqual({
      id: expect.stringContaining("is reserved"),
    });
  }
  const program = { ...programFields, name: "new" };
  expect(
    fieldMessages(await as(admin).post("/api/admin/catalog/programs", program)),
  ).toHaveProperty("name");
  expect(
    fieldMessages(
      await as(admin).post("/api/admin/catalog/groups", { name: "new", ...groupFields }),
    ),
  ).toHaveProperty("name");
});

test("GET /v2/tiers: an app → the tiers on sale with their markets; archived → not listed", async () => {
  await create("tier_60k", { markets: [{ market: "crypto", asset_class: "crypto" }] });
  const list = async () => (await as(app).get("/v2/tiers")).body as { id: string }[];
  const tiers = await list();
  expect(tiers.map(({ id }) => id)).toEqual(await onSale());
  const created = tiers.find(({ id }) => id === "tier_60k");
  const { sort_index: _, reason: __, ...fields } = tierFields;
  // The two-phase program's rules.
  const rules = {
    profit_target_pct: 8,
    max_daily_loss_pct: 5,
    max_total_loss_pct: 10,
    profit_split_pct: 85,
    min_trading_days: 5,
  };
  const markets = [{ market: "crypto", asset_class: "crypto" }];
  expect(created).toEqual({
    id: "tier_60k",
    ...fields,
    program_slug: "two-phase-100k",
    ...rules,
    markets,
    phases: [
      expect.objectContaining({ name: "Evaluation" }),
      expect.objectContaining({ name: "Verification" }),
      expect.objectContaining({ name: "Funded", phase_type: 1 }),
    ],
  });
  await archive("tier_60k", true, 1);
  expect((await list()).map(({ id }) => id)).not.toContain("tier_60k");
});

test("GET /v2/tiers, POST /v2/payments/checkout: every listed tier with a price → sold as listed", async () => {
  const { body: tiers } = await as(app).get("/v2/tiers");
  const sold = tiers.filter(({ price_cents }: { price_cents: number }) => price_cents > 0);
  expect(sold.length).toBeGreaterThan(2);
  for (const { id, account_size, price_cents, markets } of sold) {
    const { status, body } = await as(me).post("/v2/payments/checkout", {
      tier_id: id,
      account_size,
      amount_cents: price_cents,
      ...markets[0],
    });
    expect([id, status, body.amount_cents]).toEqual([id, 200, price_cents]);
  }
});

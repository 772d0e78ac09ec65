import { beforeAll, expect, test } from "vitest";
import { GET as readPayment } from "@/app/api/v2/payments/[payment_id]/route";
import { GET as listAccounts } from "@/app/api/v2/payments/prop-accounts/route";
import { rulesInWords } from "@/lib/client/rules-in-words";
import { systemContext } from "@/lib/context";
import { database } from "@/lib/database";
import { writeReceipt } from "@/lib/mail/letters/receipt";
import { cancelStalePayments } from "@/lib/payments/cancel-stale";
import { call } from "@/testing/api";
import { sql } from "@/testing/callers";
import { groupFields, programFields, tierFields } from "@/testing/catalog";
import { type Admin, auditOf, newAdmin } from "@/testing/console";
import { handlerOf } from "@/testing/routes";
import { buy, confirm, deliver, eventsOf, tier25k, workOff } from "@/testing/stripe";
import { newTrader, type Trader } from "@/testing/trading";
import { findTier, listTiers } from ".";

let admin: Admin;
let me: Trader;

beforeAll(async () => {
  admin = await newAdmin();
  me = await newTrader();
});

async function ask(key: string, body: object, params: Record<string, string> = {}) {
  const [method = "", path = ""] = key.split(" ");
  const handler = await handlerOf(`${method} /api/admin/catalog/${path}`);
  return call(handler, { method, headers: admin.headers, body, params });
}

const create = (id: string, fields: object = {}) =>
  ask("POST tiers", { id, ...tierFields, ...fields });
const edit = (id: string, fields: object) =>
  ask("PUT tiers/[id]", { ...tierFields, version: 1, ...fields }, { id });
const archive = (id: string, archived: boolean, version: number) =>
  ask("PUT tiers/[id]/archived", { archived, version, reason: "a test" }, { id });
const onSale = async () => (await listTiers(database())).map(({ id }) => id);

/** The fields that an answer finds wrong, with the words for each. */
const problems = ({ body }: Awaited<ReturnType<typeof ask>>) =>
  Object.fromEntries(
    (body.error.fields ?? []).map((field: { path: string; message: string }) => [
      field.path,
      field.message,
    ]),
  );

test("a new tier is on sale at once, and who made it and why is written down", async () => {
  const { status, body } = await create("tier_75k");
  expect(status).toBe(201);
  expect(body).toMatchObject({ id: "tier_75k", price_cents: 39_900, archived: false, version: 1 });
  expect(await onSale()).toContain("tier_75k");
  expect(await auditOf("tier_75k")).toMatchObject([
    { action: "tier.create", reason: tierFields.reason, before: null, after: { name: "75K" } },
  ]);
});

test("each mistake is told at its field", async () => {
  const answer = await create("Tier 75", {
    name: " ",
    account_size: 0.5,
    price_cents: 30,
    currency: "xxx",
    profit_target_pct: 0,
    max_daily_loss_pct: 12,
    profit_split_pct: 33.333,
    markets: [],
    reason: "",
  });
  expect(answer.status).toBe(400);
  expect(problems(answer)).toMatchObject({
    id: expect.stringContaining("small letters"),
    name: "is required",
    account_size: expect.stringContaining("whole number"),
    price_cents: expect.stringContaining("at least 0.50"),
    currency: "choose a currency",
    profit_target_pct: expect.stringContaining("above 0"),
    profit_split_pct: expect.stringContaining("hundredth"),
    markets: expect.stringContaining("at least one market"),
    reason: expect.stringContaining("say why"),
  });
  const markets = [
    { market: "crypto", asset_class: "crypto" },
    { market: "crypto", asset_class: "forex" },
    { market: "metals", asset_class: "crypto" },
  ];
  expect(problems(await create("tier_x", { max_daily_loss_pct: 12, markets }))).toEqual({
    max_daily_loss_pct: "must not be above the total loss of 10%",
    "markets.1.market": "is there already",
    "markets.2.asset_class": "belongs to another market already",
  });
  expect(problems(await create("tier_25k"))).toEqual({ id: "is taken already" });
  expect(problems(await create("tier_x", { price: 5 }))).toEqual({ price: "unknown field" });
});

test("of two who edit at once the later is told, and nothing of it is kept", async () => {
  await create("tier_two");
  expect((await edit("tier_two", { name: "First" })).body).toMatchObject({ version: 2 });
  const late = await edit("tier_two", { name: "Second" });
  expect([late.status, late.body.error.code]).toEqual([409, "INVALID_STATE"]);
  expect(late.body.error.message).toContain("changed meanwhile");
  expect(await findTier(database(), "tier_two")).toMatchObject({ name: "First" });
  const entries = await auditOf("tier_two");
  expect(entries.map(({ action, before }) => [action, before?.name])).toEqual([
    ["tier.create", undefined],
    ["tier.edit", "75K"],
  ]);
  expect((await edit("tier_none", {})).status).toBe(404);
});

test("the recommended mark goes from one tier to the other, with an entry for each", async () => {
  await create("tier_best", { recommended: true });
  const marked = (await listTiers(database())).filter(({ recommended }) => recommended);
  expect(marked.map(({ id }) => id)).toEqual(["tier_best"]);
  expect((await auditOf("tier_50k")).at(-1)).toMatchObject({
    action: "tier.edit",
    before: { recommended: true },
    after: { recommended: false },
  });
});

test("an archived tier leaves the storefront and can't be bought, and comes back", async () => {
  await create("tier_gone");
  expect((await archive("tier_gone", true, 1)).body).toMatchObject({ archived: true, version: 2 });
  expect(await onSale()).not.toContain("tier_gone");
  const wish = { ...tier25k, tier_id: "tier_gone", account_size: 75_000, amount_cents: 39_900 };
  await expect(buy(me.appHeaders, wish)).rejects.toThrow("TIER_UNAVAILABLE");
  expect((await archive("tier_gone", false, 2)).status).toBe(200);
  expect(await onSale()).toContain("tier_gone");
  expect((await auditOf("tier_gone")).map(({ action }) => action)).toEqual([
    "tier.create",
    "tier.archive",
    "tier.restore",
  ]);
});

test("a bought account, its payment and its receipt say what was bought, whatever the tier says now", async () => {
  const { payment_id, stripe_payment_intent_id: intent } = await buy(me.appHeaders);
  const rename = (name: string, version: number) =>
    edit("tier_25k", {
      ...{ name, version, account_size: 25_000, price_cents: 19_900, max_total_loss_pct: 6 },
      markets: ["crypto", "forex"].map((market) => ({ market, asset_class: market })),
    });
  expect((await rename("Renamed", 1)).status).toBe(200);
  await confirm(intent);
  for (const event of await eventsOf(intent)) await deliver(event);
  await workOff();
  const bought = { name: "25K", max_daily_loss_pct: 5, max_total_loss_pct: 10 };
  const headers = me.appHeaders;
  const payment = await call(readPayment, { headers, params: { payment_id } });
  expect(payment.body.tier_terms).toMatchObject(bought);
  const accounts = await call(listAccounts, { headers, path: `/?payment_id=${payment_id}` });
  expect(accounts.body[0].tier_terms).toMatchObject(bought);
  const receipt = await writeReceipt(database(), payment_id);
  expect(Object.fromEntries(receipt?.letter.facts ?? []).For).toMatch(/^25K,/);
});

test("a payment that is still open buys the tier as its buyer was last shown it", async () => {
  const first = await buy(me.appHeaders);
  const { rows } = await sql("select version from tiers where id = 'tier_25k'");
  const fields = { account_size: 25_000, price_cents: 19_900, version: rows[0].version };
  await edit("tier_25k", { ...fields, name: "Shown last" });
  expect(await buy(me.appHeaders)).toMatchObject({ payment_id: first.payment_id });
  const payment = await call(readPayment, {
    headers: me.appHeaders,
    params: { payment_id: first.payment_id },
  });
  expect(payment.body.tier_terms.name).toBe("Shown last");
});

test("an open payment is canceled where its tier isn't sold in its market any more", async () => {
  await create("tier_moved");
  const wish = { ...tier25k, tier_id: "tier_moved", account_size: 75_000, amount_cents: 39_900 };
  const { payment_id } = await buy(me.appHeaders, wish);
  const stays = await buy(me.appHeaders);
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

test("a tier's rules in a line leave out what it doesn't limit", () => {
  expect(rulesInWords(tierFields)).toBe("target 8%, loss 5% a day and 10% in all, 5 trading days");
  const no = { profit_target_pct: null, max_daily_loss_pct: null, profit_split_pct: null };
  expect(rulesInWords({ ...tierFields, ...no, min_trading_days: 0 })).toBe("loss 10% in all");
});

test("a tier isn't called what the pages need for themselves", async () => {
  for (const word of ["new", "complete"]) {
    expect(problems(await create(word)), word).toEqual({
      id: expect.stringContaining("pages need for themselves"),
    });
  }
  const program = { ...programFields, name: "new" };
  expect(problems(await ask("POST programs", program))).toHaveProperty("name");
  expect(problems(await ask("POST groups", { name: "new", ...groupFields }))).toHaveProperty(
    "name",
  );
});

const marked = async () => {
  const { rows } = await sql("select id from tiers where recommended order by id");
  return rows.map(({ id }) => id);
};

test("an archived tier gives its mark up, takes none, and comes back without it", async () => {
  await create("tier_star", { recommended: true });
  const edited = { recommended: true, version: 2 };
  await archive("tier_star", true, 1);
  expect(await marked()).toEqual([]);
  await create("tier_other_star", { recommended: true });
  expect(problems(await edit("tier_star", edited))).toEqual({
    recommended: "can't be: this tier is archived",
  });
  expect(await marked()).toEqual(["tier_other_star"]);
  expect((await archive("tier_star", false, 2)).body).toMatchObject({ recommended: false });
  expect(await marked()).toEqual(["tier_other_star"]);
});

test("of several who recommend at once one keeps the mark, and the others are told at the field", async () => {
  const ids = ["tier_m1", "tier_m2", "tier_m3", "tier_m4"];
  for (const id of ids) await create(id);
  const answers = await Promise.all(ids.map((id) => edit(id, { recommended: true })));
  expect(await marked()).toHaveLength(1);
  const refused = answers.filter(({ status }) => status !== 200);
  for (const answer of refused) {
    expect([answer.status, problems(answer)]).toEqual([
      400,
      { recommended: expect.stringContaining("another tier") },
    ]);
  }
});

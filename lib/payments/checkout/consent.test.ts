import { beforeAll, beforeEach, expect, test } from "vitest";
import { newCustomer } from "@/testing/actors/customer";
import { newTrader, type Trader } from "@/testing/actors/trader";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { rowCounts } from "@/testing/purchases/counts";
import { tier25k } from "@/testing/stripe/payments";

let published = 1;
/** Publishes the next version of the terms. */
const publish = () =>
  sql("insert into legal_documents (kind, version, markdown) values ('terms', $1, 'Text')", [
    ++published,
  ]);
beforeAll(publish);

let me: Trader;
beforeEach(async () => {
  me = await newTrader();
});

const free = { tier_id: "tier_demo", asset_class: "crypto", account_size: 10_000 };
const starts = [
  ["checkout", "payments", () => tier25k],
  ["deposits", "payments", () => ({ login: me.login, amount_cents: 5_000 })],
  ["free", "prop_accounts", () => free],
] as const;
const acceptedBy = async (table: "payments" | "prop_accounts", { publicId } = me) =>
  (
    await sql(
      `select terms_version from ${table} where customer_id = (select id from customers where public_id = $1)`,
      [publicId],
    )
  ).rows.map(({ terms_version }) => terms_version);

test.each(starts)(
  "POST /v2/payments/%s: the version that the buyer was shown, though another is in effect by now → recorded",
  async (route, table, body) => {
    const { status } = await as(me).post(`/v2/payments/${route}`, { ...body(), terms_version: 1 });
    expect(status).toBeLessThan(300);
    expect(await acceptedBy(table)).toEqual(["1"]);
  },
);

test.each(starts)(
  "POST /v2/payments/%s: no version → the one in effect is recorded",
  async (route, table, body) => {
    expect((await as(me).post(`/v2/payments/${route}`, body())).status).toBeLessThan(300);
    expect(await acceptedBy(table)).toEqual([String(published)]);
  },
);

test.each(starts)(
  "POST /v2/payments/%s: a version that was never published → INVALID_REQUEST, nothing written",
  async (route, _, body) => {
    const before = await rowCounts();
    const terms_version = published + 1;
    const { body: rejected } = await as(me).post(`/v2/payments/${route}`, {
      ...body(),
      terms_version,
    });
    expect(rejected.error).toMatchObject({
      code: "INVALID_REQUEST",
      fields: [{ path: "terms_version", message: "isn't a published version of the terms" }],
    });
    expect(await rowCounts()).toEqual(before);
  },
);

test("POST /v2/payments/checkout: an open payment under another version → the same payment, with the consent of this call", async () => {
  const customer = await newCustomer();
  const start = async (terms_version: number, browser: string) =>
    (
      await as(customer).post(
        "/v2/payments/checkout",
        { ...tier25k, terms_version },
        { headers: { "user-agent": browser } },
      )
    ).body.payment_id as string;
  const first = await start(1, "Firefox");
  await publish();
  expect(await start(published, "Safari")).toBe(first);
  const { rows } = await sql(
    "select terms_version, consent_user_agent from payments where id = $1",
    [first],
  );
  expect(rows).toEqual([{ terms_version: String(published), consent_user_agent: "Safari" }]);
  // The same version again is no new consent.
  await start(published, "Chrome");
  const again = await sql("select consent_user_agent from payments where id = $1", [first]);
  expect(again.rows).toEqual([{ consent_user_agent: "Safari" }]);
});

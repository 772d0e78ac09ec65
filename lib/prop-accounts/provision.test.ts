import { beforeAll, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { connection, database } from "@/lib/core/database";
import type { Venue } from "@/lib/venues";
import { embeddedVenue } from "@/lib/venues/embedded";
import { type Customer, newCustomer } from "@/testing/actors/customer";
import { runAllJobs } from "@/testing/database/jobs";
import { as } from "@/testing/http/client";
import { provisionAccount } from "./provision";
import { MAX_ATTEMPTS } from "./record-failure";

const demo = { tier_id: "tier_demo", asset_class: "crypto", account_size: 10_000 };
let me: Awaited<ReturnType<typeof newCustomer>>;
beforeAll(async () => {
  me = await newCustomer();
});

const claim = (customer: Customer, body: object = demo) =>
  as(customer).post("/v2/payments/free", body);
const ctx = () => systemContext(database(), "job_test");
const row = async (id: string) =>
  (await connection().pool.query("select * from prop_accounts where id = $1", [id])).rows[0];
const entity = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

test("POST /v2/payments/free: three concurrent claims → one account, provisioned; FREE_TIER_LIMIT for the others", async () => {
  const results = await Promise.all([claim(me), claim(me), claim(me)]);
  expect(results.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  const rejected = results.find(({ status }) => status === 409);
  expect(rejected?.body.error.code).toBe("FREE_TIER_LIMIT");
  await runAllJobs();
  const { body } = await as(me).get("/v2/payments/prop-accounts");
  expect(body).toHaveLength(1);
  expect(body[0]).toMatchObject({ status: "active", payment_id: null, market: "crypto" });
});

test.each([
  ["TIER_UNAVAILABLE", { tier_id: "tier_25k", account_size: 25_000 }],
  ["TIER_UNAVAILABLE", { tier_id: "nothing" }],
  ["TIER_MISMATCH", { account_size: 100_000 }],
  ["TIER_MISMATCH", { asset_class: "stocks" }],
  ["INVALID_REQUEST", { market: "crypto" }],
])("POST /v2/payments/free: → %s for %j", async (code, change) => {
  const { status, body } = await claim(await newCustomer(), { ...demo, ...change });
  expect([status, body.error.code]).toEqual([400, code]);
});

test("POST /v2/payments/free: the same Idempotency-Key → the same account", async () => {
  const customer = await newCustomer();
  const headers = { "idempotency-key": "free" };
  const post = () => as(customer).post("/v2/payments/free", demo, { headers });
  const first = await post();
  const again = await post();
  expect(again).toMatchObject({ status: 200, body: first.body });
});

test("provisionAccount: every try is rejected → provisioning_failed after ten, no further one", async () => {
  const { body } = await claim(await newCustomer());
  let requests = 0;
  const rejecting = {
    ...embeddedVenue(database(), entity),
    name: "rejecting",
    createSubaccount: async () => {
      requests += 1;
      throw new Error("the venue is closed");
    },
  };
  for (let n = 1; n <= MAX_ATTEMPTS + 2; n++)
    await provisionAccount(ctx(), body.id, { venue: rejecting });
  expect(requests).toBe(MAX_ATTEMPTS);
  expect(await row(body.id)).toMatchObject({
    status: "provisioning_failed",
    provisioning_error: "the venue is closed",
  });
});

test("provisionAccount: a failed try → the next one is enqueued for later", async () => {
  const { body } = await claim(await newCustomer());
  await connection().pool.query("delete from graphile_worker._private_jobs");
  const failing = {
    ...embeddedVenue(database(), entity),
    createSubaccount: () => Promise.reject(new Error("no")),
  };
  await provisionAccount(ctx(), body.id, { venue: failing });
  const { rows } = await connection().pool.query(
    "select extract(epoch from run_at - now()) as seconds from graphile_worker.jobs",
  );
  expect(rows).toHaveLength(1);
  expect(Number(rows[0].seconds)).toBeGreaterThan(1);
});

test("provisionAccount: the response is lost after the creation → the next try gets the same subaccount", async () => {
  const { body } = await claim(await newCustomer());
  const embedded = embeddedVenue(database(), entity);
  const losing = {
    ...embedded,
    name: "losing",
    createSubaccount: async (request: Parameters<typeof embedded.createSubaccount>[0]) => {
      await embedded.createSubaccount(request);
      throw new Error("connection lost");
    },
  };
  await provisionAccount(ctx(), body.id, { venue: losing });
  await provisionAccount(ctx(), body.id, { venue: embedded });
  const created = await connection().pool.query(
    "select * from embedded_subaccounts where request_key = $1",
    [body.id],
  );
  expect(created.rows).toHaveLength(1);
  expect(await row(body.id)).toMatchObject({
    status: "active",
    subaccount_id: created.rows[0].subaccount_id,
  });
});

test("provisionAccount: closed during the creation → subaccount recorded, account stays closed", async () => {
  const { body } = await claim(await newCustomer());
  const embedded = embeddedVenue(database(), entity);
  const slow: Venue = {
    ...embedded,
    name: "slow",
    createSubaccount: async (request) => {
      const subaccount = await embedded.createSubaccount(request);
      await connection().pool.query(
        "update prop_accounts set closed_at = now(), closed_reason = 'refunded' where id = $1",
        [body.id],
      );
      return subaccount;
    },
  };
  await provisionAccount(ctx(), body.id, { venue: slow });
  expect(await row(body.id)).toMatchObject({
    status: "closed",
    activated_at: null,
    subaccount_id: expect.any(Number),
  });
});

test("provisionAccount: closed after a lost response → existing subaccount recorded, none created", async () => {
  const embedded = embeddedVenue(database(), entity);
  const close = (id: string) =>
    connection().pool.query(
      "update prop_accounts set closed_at = now(), closed_reason = 'refunded' where id = $1",
      [id],
    );
  const { body } = await claim(await newCustomer());
  const { subaccountId } = await embedded.createSubaccount({
    requestKey: body.id,
    assetClass: "crypto",
    accountSize: 10_000,
  });
  await close(body.id);
  await provisionAccount(ctx(), body.id);
  expect(await row(body.id)).toMatchObject({
    status: "closed",
    activated_at: null,
    subaccount_id: subaccountId,
  });

  const { body: never } = await claim(await newCustomer());
  await close(never.id);
  await provisionAccount(ctx(), never.id);
  expect(await row(never.id)).toMatchObject({ status: "closed", subaccount_id: null });
});

test("GET /v2/payments/prop-accounts: another customer's id or payment → NOT_FOUND, empty list", async () => {
  const { body } = await claim(await newCustomer());
  const one = await as(me).get(`/v2/payments/prop-accounts/${body.id}`);
  expect([one.status, one.body.error.code]).toEqual([404, "NOT_FOUND"]);
  const none = await as(me).get("/v2/payments/prop-accounts?payment_id=pay_theirs");
  expect(none.body).toEqual([]);
});

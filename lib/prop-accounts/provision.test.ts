import { beforeAll, expect, test } from "vitest";
import { POST as free } from "@/app/api/v2/payments/free/route";
import { GET as readOne } from "@/app/api/v2/payments/prop-accounts/[id]/route";
import { GET as list } from "@/app/api/v2/payments/prop-accounts/route";
import { systemContext } from "@/lib/context";
import { connection, database } from "@/lib/database";
import { call, newCustomer } from "@/testing/api";
import { workOff } from "@/testing/stripe";
import { embeddedProvider } from "./providers/embedded";
import type { SubaccountProvider } from "./providers/port";
import { provisionAccount } from "./provision";
import { MAX_ATTEMPTS } from "./record-failure";

const demo = { tier_id: "tier_demo", asset_class: "crypto", account_size: 10_000 };
let me: Awaited<ReturnType<typeof newCustomer>>;
beforeAll(async () => {
  me = await newCustomer();
});

const claim = (headers: Record<string, string>, body: object = demo) =>
  call(free, { method: "POST", body, headers });
const ctx = () => systemContext(database(), "job_test");
const row = async (id: string) =>
  (await connection().pool.query("select * from prop_accounts where id = $1", [id])).rows[0];
const entity = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

test("a free account is provisioned without a payment, once per customer and tier", async () => {
  const answers = await Promise.all([claim(me.headers), claim(me.headers), claim(me.headers)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  const refused = answers.find(({ status }) => status === 409);
  expect(refused?.body.error.code).toBe("FREE_TIER_LIMIT");
  await workOff();
  const { body } = await call(list, { headers: me.headers });
  expect(body).toHaveLength(1);
  expect(body[0]).toMatchObject({ status: "active", payment_id: null, market: "crypto" });
});

test.each([
  ["TIER_UNAVAILABLE", { tier_id: "tier_25k", account_size: 25_000 }],
  ["TIER_UNAVAILABLE", { tier_id: "nothing" }],
  ["TIER_MISMATCH", { account_size: 100_000 }],
  ["TIER_MISMATCH", { asset_class: "stocks" }],
  ["INVALID_REQUEST", { market: "crypto" }],
])("a free claim is refused with %s for %j", async (code, change) => {
  const { status, body } = await claim((await newCustomer()).headers, { ...demo, ...change });
  expect([status, body.error.code]).toEqual([400, code]);
});

test("a key replays the free account instead of refusing it", async () => {
  const { headers } = await newCustomer();
  const keyed = { ...headers, "idempotency-key": "free" };
  const first = await claim(keyed);
  const again = await claim(keyed);
  expect(again).toMatchObject({ status: 200, body: first.body });
});

test("a venue that refuses is asked ten times, then the account waits for an admin", async () => {
  const { body } = await claim((await newCustomer()).headers);
  let asked = 0;
  const refusing = {
    ...embeddedProvider(database(), entity),
    name: "refusing",
    createSubaccount: async () => {
      asked += 1;
      throw new Error("the venue is closed");
    },
  };
  for (let n = 1; n <= MAX_ATTEMPTS + 2; n++)
    await provisionAccount(ctx(), body.id, { provider: refusing });
  expect(asked).toBe(MAX_ATTEMPTS);
  expect(await row(body.id)).toMatchObject({
    status: "provisioning_failed",
    provisioning_error: "the venue is closed",
  });
});

test("a failed try enqueues the next one later", async () => {
  const { body } = await claim((await newCustomer()).headers);
  await connection().pool.query("delete from graphile_worker._private_jobs");
  const failing = {
    ...embeddedProvider(database(), entity),
    createSubaccount: () => Promise.reject(new Error("no")),
  };
  await provisionAccount(ctx(), body.id, { provider: failing });
  const { rows } = await connection().pool.query(
    "select extract(epoch from run_at - now()) as seconds from graphile_worker.jobs",
  );
  expect(rows).toHaveLength(1);
  expect(Number(rows[0].seconds)).toBeGreaterThan(1);
});

test("an answer that was lost after the venue created the subaccount doesn't make two", async () => {
  const { body } = await claim((await newCustomer()).headers);
  const real = embeddedProvider(database(), entity);
  const losing = {
    ...real,
    name: "losing",
    createSubaccount: async (request: Parameters<typeof real.createSubaccount>[0]) => {
      await real.createSubaccount(request);
      throw new Error("connection lost");
    },
  };
  await provisionAccount(ctx(), body.id, { provider: losing });
  await provisionAccount(ctx(), body.id, { provider: real });
  const made = await connection().pool.query(
    "select * from embedded_subaccounts where request_key = $1",
    [body.id],
  );
  expect(made.rows).toHaveLength(1);
  expect(await row(body.id)).toMatchObject({
    status: "active",
    subaccount_id: made.rows[0].subaccount_id,
  });
});

test("twenty accounts at once get twenty different ids from one counter without gaps", async () => {
  const provider = embeddedProvider(database(), "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty");
  const made = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      provider.createSubaccount({ requestKey: `many-${n}`, assetClass: "crypto", accountSize: 1 }),
    ),
  );
  const ids = made.map(({ subaccountId }) => subaccountId).sort((a, b) => a - b);
  expect(ids).toEqual(Array.from({ length: 20 }, (_, n) => n));
});

test("one request made five times at once gets one subaccount, and takes one number", async () => {
  const provider = embeddedProvider(database(), "5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy");
  const request = (requestKey: string) =>
    provider.createSubaccount({ requestKey, assetClass: "crypto", accountSize: 1 });
  const made = await Promise.all([1, 2, 3, 4, 5].map(() => request("the same")));
  expect(new Set(made.map(({ subaccountUuid }) => subaccountUuid)).size).toBe(1);
  expect(made.map(({ subaccountId }) => subaccountId)).toEqual([0, 0, 0, 0, 0]);
  expect(await request("the next")).toMatchObject({ subaccountId: 1 });
});

test("an account that is closed while it is being created is recorded and stays closed", async () => {
  const { body } = await claim((await newCustomer()).headers);
  const real = embeddedProvider(database(), entity);
  const slow: SubaccountProvider = {
    ...real,
    name: "slow",
    createSubaccount: async (request) => {
      const subaccount = await real.createSubaccount(request);
      await connection().pool.query(
        "update prop_accounts set closed_at = now(), closed_reason = 'refunded' where id = $1",
        [body.id],
      );
      return subaccount;
    },
  };
  await provisionAccount(ctx(), body.id, { provider: slow });
  expect(await row(body.id)).toMatchObject({
    status: "closed",
    activated_at: null,
    subaccount_id: expect.any(Number),
  });
});

test("an account that is closed after a lost answer gets what was made recorded, and nothing new", async () => {
  const real = embeddedProvider(database(), entity);
  const close = (id: string) =>
    connection().pool.query(
      "update prop_accounts set closed_at = now(), closed_reason = 'refunded' where id = $1",
      [id],
    );
  const { body } = await claim((await newCustomer()).headers);
  const { subaccountId } = await real.createSubaccount({
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

  const { body: never } = await claim((await newCustomer()).headers);
  await close(never.id);
  await provisionAccount(ctx(), never.id);
  expect(await row(never.id)).toMatchObject({ status: "closed", subaccount_id: null });
});

test("another customer's account doesn't exist for me, by id and by payment", async () => {
  const { body } = await claim((await newCustomer()).headers);
  const one = await call(readOne, { params: { id: body.id }, headers: me.headers });
  expect([one.status, one.body.error.code]).toEqual([404, "NOT_FOUND"]);
  const none = await call(list, { path: "/?payment_id=pay_theirs", headers: me.headers });
  expect(none.body).toEqual([]);
});

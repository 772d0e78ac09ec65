import { beforeAll, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { newId } from "@/lib/core/ids";
import { newCustomer } from "@/testing/actors/customer";
import { statementsOf } from "@/testing/database/round-trips";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { openAccount } from "./open";

type Holder = Awaited<ReturnType<typeof newCustomer>> & { accounts: string[] };
let first: Holder;
let second: Holder;
let empty: Holder;

/** A new customer with so many granted accounts, newest first. */
async function newHolder(count: number): Promise<Holder> {
  const customer = await newCustomer();
  const { rows } = await sql("select id from customers where public_id = $1", [customer.publicId]);
  const accounts: string[] = [];
  for (let n = 0; n < count; n++) {
    const id = await openAccount(database(), {
      source: "grant",
      customerId: rows[0].id,
      tierId: "tier_25k",
      market: "crypto",
      assetClass: "crypto",
      accountSize: 25_000,
      termsVersion: "1",
      consentIp: "",
      consentUserAgent: "",
    });
    accounts.unshift(id);
  }
  return { ...customer, accounts };
}
beforeAll(async () => {
  [first, second, empty] = [await newHolder(5), await newHolder(3), await newHolder(0)];
  // Their tokens are cached from here on, so that concurrent calls read the accounts in the same turn.
  for (const holder of [first, second, empty]) await as(holder).get("/v2/payments/prop-accounts");
});

const listOf = async (holder: Holder, query = "") =>
  (await as(holder).get(`/v2/payments/prop-accounts${query}`)).body.map(
    ({ id }: { id: string }) => id,
  );
const one = async (holder: Holder, id: string) => {
  const { status, body } = await as(holder).get(
    `/v2/payments/prop-accounts/${encodeURIComponent(id)}`,
  );
  return status === 200 ? body.id : body.error.code;
};
const accountStatements = (statements: string[]) =>
  statements.filter((text) => text.includes('"prop_accounts"'));

test("GET /v2/payments/prop-accounts: concurrent requests → each customer's own, up to the limit, in one statement", async () => {
  let results: unknown[] = [];
  const statements = await statementsOf(async () => {
    results = await Promise.all([
      listOf(first),
      listOf(second, "?limit=2"),
      listOf(empty),
      listOf(first, "?limit=1"),
      listOf(second),
    ]);
  });
  expect(results).toEqual([
    first.accounts,
    second.accounts.slice(0, 2),
    [],
    first.accounts.slice(0, 1),
    second.accounts,
  ]);
  expect(accountStatements(statements)).toHaveLength(1);
});

test("GET /v2/payments/prop-accounts: limit and cursor → each account once", async () => {
  const response = await as(first).get("/v2/payments/prop-accounts?limit=2");
  const firstPage = response.body.map(({ id }: { id: string }) => id);
  const rest = await listOf(first, `?cursor=${firstPage[1]}`);
  expect([...firstPage, ...rest]).toEqual(first.accounts);
});

test("GET /v2/payments/prop-accounts/{id}: concurrent requests → own accounts only, one statement; a bad id fails itself alone", async () => {
  const [own = "", others = ""] = [first.accounts[0], second.accounts[0]];
  let results: unknown[] = [];
  const statements = await statementsOf(async () => {
    results = await Promise.all([
      one(first, own),
      one(second, own),
      one(first, "prop_\u0000"),
      one(second, others),
      one(empty, newId("prop")),
      one(first, `${own}' or true`),
    ]);
  });
  const [notFound, invalid] = ["NOT_FOUND", "INVALID_REQUEST"];
  expect(results).toEqual([own, notFound, invalid, others, notFound, notFound]);
  expect(accountStatements(statements)).toHaveLength(1);
});

import { beforeAll, expect, test } from "vitest";
import { GET as readOne } from "@/app/api/v2/payments/prop-accounts/[id]/route";
import { GET as list } from "@/app/api/v2/payments/prop-accounts/route";
import { database } from "@/lib/database";
import { newId } from "@/lib/ids";
import { call, newCustomer } from "@/testing/api";
import { sql } from "@/testing/callers";
import { statementsOf } from "@/testing/round-trips";
import { openAccount } from "./open";

type Person = Awaited<ReturnType<typeof newCustomer>> & { accounts: string[] };
let first: Person;
let second: Person;
let nobody: Person;

/** A customer with so many accounts that the firm gave them, newest first. */
async function holder(count: number): Promise<Person> {
  const person = await newCustomer();
  const { rows } = await sql("select id from customers where public_id = $1", [person.publicId]);
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
  return { ...person, accounts };
}
beforeAll(async () => {
  [first, second, nobody] = [await holder(5), await holder(3), await holder(0)];
  // Their tokens are known from here on, so that they come to the accounts in the same turn.
  for (const { headers } of [first, second, nobody]) await call(list, { headers });
});

const listOf = async ({ headers }: Person, path = "/") =>
  (await call(list, { path, headers })).body.map(({ id }: { id: string }) => id);
const one = async ({ headers }: Person, id: string) => {
  const { status, body } = await call(readOne, { params: { id }, headers });
  return status === 200 ? body.id : body.error.code;
};
const ofAccounts = (statements: string[]) =>
  statements.filter((text) => text.includes('"prop_accounts"'));

test("of those who list at one moment each gets their own, as many as asked for, in one statement", async () => {
  let answers: unknown[] = [];
  const statements = await statementsOf(async () => {
    answers = await Promise.all([
      listOf(first),
      listOf(second, "/?limit=2"),
      listOf(nobody),
      listOf(first, "/?limit=1"),
      listOf(second),
    ]);
  });
  expect(answers).toEqual([
    first.accounts,
    second.accounts.slice(0, 2),
    [],
    first.accounts.slice(0, 1),
    second.accounts,
  ]);
  expect(ofAccounts(statements)).toHaveLength(1);
});

test("the pages of a list are its rows, once each", async () => {
  const answer = await call(list, { path: "/?limit=2", headers: first.headers });
  const found = answer.body.map(({ id }: { id: string }) => id);
  const rest = await listOf(first, `/?cursor=${found[1]}`);
  expect([...found, ...rest]).toEqual(first.accounts);
});

test("of those who ask for one each is told of their own, whatever the others ask for", async () => {
  const [mine = "", theirs = ""] = [first.accounts[0], second.accounts[0]];
  let answers: unknown[] = [];
  const statements = await statementsOf(async () => {
    answers = await Promise.all([
      one(first, mine),
      one(second, mine),
      one(first, "prop_\u0000"),
      one(second, theirs),
      one(nobody, newId("prop")),
      one(first, `${mine}' or true`),
    ]);
  });
  const [none, refused] = ["NOT_FOUND", "INVALID_REQUEST"];
  expect(answers).toEqual([mine, none, refused, theirs, none, none]);
  expect(ofAccounts(statements)).toHaveLength(1);
});

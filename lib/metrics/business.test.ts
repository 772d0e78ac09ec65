import { expect, test } from "vitest";
import { newCustomer } from "@/testing/actors/customer";
import { buyFromWallet, newTrader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { sample } from "@/testing/http/metrics";
import { payForAccount } from "@/testing/stripe/payments";

test("propdesk_payments_24h and others: a payment and a purchase → counted by status, with the time of provisioning", async () => {
  const customer = await newCustomer();
  await payForAccount(customer);
  await runAllJobs();
  const succeeded = { kind: "challenge", status: "succeeded" };
  const before = (await sample("propdesk_payments_24h", succeeded)) ?? 0;
  const active = (await sample("propdesk_prop_accounts_24h", { status: "active" })) ?? 0;
  const bought = (await sample("propdesk_purchases_24h", { status: "active" })) ?? 0;
  const { id } = await payForAccount(customer);
  await runAllJobs();
  await buyFromWallet(await newTrader(49_900n));
  await sql(
    "update prop_accounts set created_at = activated_at - interval '200 seconds' where payment_id = $1",
    [id],
  );
  expect(await sample("propdesk_payments_24h", succeeded)).toBe(before + 1);
  expect(await sample("propdesk_prop_accounts_24h", { status: "active" })).toBe(active + 1);
  expect(await sample("propdesk_purchases_24h", { status: "active" })).toBe(bought + 1);
  expect(await sample("propdesk_provisioning_seconds_24h", { of: "max" })).toBe(200);
});

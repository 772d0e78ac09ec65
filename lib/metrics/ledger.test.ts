import { beforeEach, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { tradingServer } from "@/lib/trading";
import { newTrader } from "@/testing/actors/trader";
import { tamper } from "@/testing/faults/tamper";
import { resetMetrics, sample } from "@/testing/http/metrics";

beforeEach(resetMetrics);

test("propdesk_ledger_*: balanced, then a posting is missing → 0, then the missing amount and 1 operation", async () => {
  await newTrader(10_000n);
  expect(await sample("propdesk_ledger_imbalance_cents", { currency: "usd" })).toBe(0);
  expect(await sample("propdesk_ledger_unbalanced_operations")).toBe(0);
  const debtor = await newTrader(1_000n);
  await tradingServer(database()).submitOperation({
    requestKey: "reversed",
    login: debtor.login,
    amountCents: -5_000n,
    currency: "usd",
    mayOwe: true,
    reason: "TR_REASON_DEPOSIT",
    comment: "WALLET_DEPOSIT_RETURNED",
    apiData: {},
  });
  expect(await sample("propdesk_ledger_unbalanced_operations")).toBe(0);
  const { login } = await newTrader(2_500n);
  await tamper(
    "delete from postings where house_account is not null and order_no = (select max(order_no) from postings)",
  );
  expect(await sample("propdesk_ledger_imbalance_cents", { currency: "usd" })).toBe(2_500);
  expect(await sample("propdesk_ledger_unbalanced_operations")).toBe(1);
  await tamper(
    `insert into postings (order_no, house_account, amount_cents, currency)
      select order_no, 'test', - amount_cents, currency from postings where login = ${login}`,
  );
  expect(await sample("propdesk_ledger_imbalance_cents", { currency: "usd" })).toBe(0);
});

test("propdesk_ledger_imbalance_cents: old operations, then new ones → old ones are summed once, new ones added", async () => {
  const imbalance = () => sample("propdesk_ledger_imbalance_cents", { currency: "usd" });
  const deletePosting =
    "delete from postings where house_account is not null and order_no = (select max(order_no) from postings)";
  await newTrader(10_000n);
  await tamper(deletePosting);
  await tamper("update finance_operations set created_at = now() - interval '1 hour'");
  expect([await imbalance(), await imbalance()]).toEqual([10_000, 10_000]);
  await newTrader(2_500n);
  await tamper(deletePosting);
  expect([await imbalance(), await imbalance()]).toEqual([12_500, 12_500]);
  await tamper("delete from postings where order_no < (select max(order_no) from postings)");
  expect(await imbalance()).toBe(12_500);
});

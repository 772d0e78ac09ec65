import { expect, test } from "vitest";
import { getDetail } from "@/lib/console";
import { buyFromWallet, contextOf, newTrader } from "@/testing/actors/trader";
import { creditedDeposit } from "@/testing/stripe/deposits";

test("getDetail: a challenge paid from two deposits → its page has both with their parts, and theirs have it", async () => {
  const me = await newTrader();
  const { actor, ...ctx } = contextOf(me);
  const admin = { ...ctx, actor: { ...actor, role: "admin" as const } };
  const [first, second] = [await creditedDeposit(me, 30_000), await creditedDeposit(me, 30_000)];
  const { body } = await buyFromWallet(me);
  const { purchase_id, id } = body.challenge;
  const factsOf = async (list: "purchases" | "payments", of: string, title: string) =>
    (await getDetail(admin, list, of)).facts
      .find((group) => group.title === title)
      ?.facts.map(({ label, value }) => [label, value]);
  expect(await factsOf("purchases", String(purchase_id), "Paid from")).toEqual([
    ["1. $300.00 from", first],
    ["2. $199.00 from", second],
  ]);
  expect(await factsOf("payments", second, "Spent on")).toEqual([
    ["1. $199.00 on purchase", String(purchase_id)],
    ["Unspent", 10_100],
  ]);
  const { actions } = await getDetail(admin, "payments", first);
  const refund = actions.find(({ action }) => action === "payment.refund");
  expect(refund?.note).toContain(`$300.00 on challenge ${id}`);
});

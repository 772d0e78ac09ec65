import { expect, test } from "vitest";
import { sql } from "@/testing/callers";
import { creditedDeposit, payDeposit } from "@/testing/deposits";
import { contextOf, newTrader } from "@/testing/trading";
import { listUncreditedDeposits } from "./uncredited";

test("listUncreditedDeposits: paid or disputed and not in the wallet → listed; credited or another's → not", async () => {
  const [me, other] = [await newTrader(), await newTrader()];
  await creditedDeposit(me);
  // Its event is stored, its job hasn't run.
  const { paymentId } = await payDeposit(me.appHeaders, me.login);
  await sql(
    "update payments set intent_status = 'succeeded', paid_at = now(), status = 'disputed' where id = $1",
    [paymentId],
  );
  const listed = await listUncreditedDeposits(contextOf(me), me.login);
  expect(listed.map(({ payment_id, status }) => [payment_id, status])).toEqual([
    [paymentId, "disputed"],
  ]);
  expect(await listUncreditedDeposits(contextOf(other), me.login)).toEqual([]);
});

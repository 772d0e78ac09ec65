import { expect, test } from "vitest";
import { contextOf, newTrader } from "@/testing/actors/trader";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { creditedDeposit, payDeposit } from "@/testing/stripe/deposits";
import { listUncreditedDeposits } from "./uncredited-deposits";

test("listUncreditedDeposits: open, paid or disputed and not in the wallet → listed, paid ones first; credited, canceled or another's → not", async () => {
  const [me, other] = [await newTrader(), await newTrader()];
  await creditedDeposit(me);
  // Its event is stored, its job hasn't run.
  const { paymentId } = await payDeposit(me, me.login);
  await sql(
    "update payments set intent_status = 'succeeded', paid_at = now(), status = 'disputed' where id = $1",
    [paymentId],
  );
  const open = await as(me).post("/v2/payments/deposits", { login: me.login, amount_cents: 7_000 });
  const over = await as(me).post("/v2/payments/deposits", { login: me.login, amount_cents: 8_000 });
  await sql(
    "update payments set intent_status = 'canceled', status = 'canceled', reusable = false where id = $1",
    [over.body.payment_id],
  );
  const listed = await listUncreditedDeposits(contextOf(me), me.login);
  expect(listed.map(({ payment_id, status }) => [payment_id, status])).toEqual([
    [paymentId, "disputed"],
    [open.body.payment_id, "requires_payment_method"],
  ]);
  expect(await listUncreditedDeposits(contextOf(other), me.login)).toEqual([]);
});

import { expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { buyFromWallet, newTrader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { creditedDeposit, disputeFact } from "@/testing/stripe/deposits";
import { composeEmail } from ".";

test("composeEmail: a challenge is suspended, reinstated or ended → only the email of its present state", async () => {
  const trader = await newTrader();
  const deposit = await creditedDeposit(trader);
  const { body } = await buyFromWallet(trader);
  const { id: challenge_id } = body.challenge;
  const kinds = ["challenge-suspended", "challenge-reinstated", "challenge-ended"] as const;
  const subjects = () =>
    Promise.all(
      kinds.map(
        async (kind) =>
          (await composeEmail(database(), { kind, challenge_id }))?.content.subject ?? null,
      ),
    );
  const change = (values: string) =>
    sql(`update challenges set ${values} where id = $1`, [challenge_id]);
  const name = body.purchase.program_name;
  expect(await subjects()).toEqual([null, `Your ${name} challenge has resumed`, null]);
  await change(`hold_reason = 'deposit_disputed', hold_payment_id = '${deposit}', held_at = now()`);
  expect(await subjects()).toEqual([`Your ${name} challenge is suspended`, null, null]);
  const email = await composeEmail(database(), { kind: "challenge-suspended", challenge_id });
  expect(email?.to).toBe(trader.email);
  expect(email?.content.details).toContainEqual(["Payment", deposit]);
  await change(
    "hold_reason = null, hold_payment_id = null, held_at = null, status = 4, ended_at = now(), end_reason = 'dispute_lost'",
  );
  expect(await subjects()).toEqual([null, null, `Your ${name} challenge has ended`]);
});

test("composeEmail: suspended over a disputed deposit that was spent → the amount owed", async () => {
  const trader = await newTrader();
  const deposit = await creditedDeposit(trader);
  const { body } = await buyFromWallet(trader);
  await disputeFact(deposit, "needs_response");
  await runAllJobs();
  const { id: challenge_id } = body.challenge;
  const email = await composeEmail(database(), { kind: "challenge-suspended", challenge_id });
  expect(email?.content.details).toContainEqual(["Amount owed", "$499.00"]);
});

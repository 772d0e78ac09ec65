import { expect, test } from "vitest";
import { database } from "@/lib/database";
import { sql } from "@/testing/callers";
import { creditedDeposit } from "@/testing/deposits";
import { buyThroughRoute, newTrader } from "@/testing/trading";
import { writeLetter } from ".";

test("writeLetter: a challenge is suspended, goes on or has ended → each email only while it is so", async () => {
  const me = await newTrader();
  const deposit = await creditedDeposit(me);
  const { body } = await buyThroughRoute(me);
  const { id: challenge_id } = body.challenge;
  const kinds = ["challenge-suspended", "challenge-reinstated", "challenge-ended"] as const;
  const subjects = () =>
    Promise.all(
      kinds.map(
        async (kind) =>
          (await writeLetter(database(), { kind, challenge_id }))?.letter.subject ?? null,
      ),
    );
  const change = (values: string) =>
    sql(`update challenges set ${values} where id = $1`, [challenge_id]);
  const name = body.purchase.program_name;
  expect(await subjects()).toEqual([null, `Your challenge ${name} goes on`, null]);
  await change(`hold_reason = 'deposit_disputed', hold_payment_id = '${deposit}', held_at = now()`);
  expect(await subjects()).toEqual([`Your challenge ${name} is suspended`, null, null]);
  const written = await writeLetter(database(), { kind: "challenge-suspended", challenge_id });
  expect(written?.to).toBe(me.email);
  expect(written?.letter.facts).toContainEqual(["Payment", deposit]);
  await change(
    "hold_reason = null, hold_payment_id = null, held_at = null, status = 4, ended_at = now(), end_reason = 'dispute_lost'",
  );
  expect(await subjects()).toEqual([null, null, `Your challenge ${name} has ended`]);
});

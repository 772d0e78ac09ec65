import { AppError } from "@/lib/core/errors";
import { buyChallenge } from "@/lib/purchases";
import { contextOf, type Trader } from "../actors/trader";
import { sql } from "../database/sql";
import { faultyServer } from "../faults/trading-server";

/** From now on the database rejects every new challenge. Returns the function that ends this. */
export async function rejectChallenges(): Promise<() => Promise<unknown>> {
  await sql("alter table challenges add constraint no_more check (false) not valid");
  return () => sql("alter table challenges drop constraint no_more");
}

/** A purchase of 499 USD whose fee the trading server rejects: its id and the error. */
export async function unpaidPurchase(trader: Trader, program_id = 1) {
  const input = { program_id, payer_login: trader.login };
  const server = faultyServer((step) => (step === "fee" ? "reject" : undefined));
  const error = await buyChallenge(contextOf(trader), input, server).then(
    () => new Error("it was bought"),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw error;
  const { rows } = await sql("select max(id) as id from purchases where customer_id = $1", [
    trader.id,
  ]);
  return { id: rows[0].id as number, error };
}

/** A purchase that was only recorded, as when its process ended before it requested the fee. */
export async function pendingPurchase(trader: Trader): Promise<number> {
  const { id } = await unpaidPurchase(trader);
  await sql(
    "update purchases set status = 0, failure_code = null, failure_message = null, fee_requested_at = null, attempts = '{}' where id = $1",
    [id],
  );
  return id;
}

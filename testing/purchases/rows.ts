import { buyChallenge } from "@/lib/challenges";
import { AppError } from "@/lib/errors";
import { sql } from "../callers";
import { contextOf, faultyServer, type Trader } from "../trading";

/** From now on the database refuses every new challenge; what is returned ends that. */
export async function refuseChallenges(): Promise<() => Promise<unknown>> {
  await sql("alter table challenges add constraint no_more check (false) not valid");
  return () => sql("alter table challenges drop constraint no_more");
}

/** A purchase of 499 USD whose fee the trading server refuses: its id and the error. */
export async function unpaidPurchase(trader: Trader, program_id = 1) {
  const input = { program_id, payer_login: trader.login };
  const server = faultyServer((step) => (step === "fee" ? "refuse" : undefined));
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

/** A purchase that was recorded and nothing more: as one whose process ended before it asked for the fee. */
export async function pendingPurchase(trader: Trader): Promise<number> {
  const { id } = await unpaidPurchase(trader);
  await sql(
    "update purchases set status = 0, failure_code = null, failure_message = null, fee_requested_at = null, attempts = '{}' where id = $1",
    [id],
  );
  return id;
}

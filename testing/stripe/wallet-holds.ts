import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { settleDeposit } from "@/lib/payments";
import { tradingServer } from "@/lib/trading";
import { buyFromWallet, type Trader } from "../actors/trader";
import { runAllJobs } from "../database/jobs";
import { sql } from "../database/sql";
import { disputeFact } from "./deposits";

/** The row that a query with one parameter returns. */
export const one = async (query: string, id: string | number) => (await sql(query, [id])).rows[0];

/** Records a status of a deposit's dispute, and runs the jobs that follow. */
export async function disputed(paymentId: string, status: string, cents?: number) {
  await disputeFact(paymentId, status, cents);
  await runAllJobs();
}

/** Records a status of a deposit's refund, and runs the jobs that follow. */
export async function refunded(paymentId: string, status = "succeeded", cents = 50_000) {
  await sql(
    `insert into payment_refunds (id, payment_id, amount_cents, status) values ('re_' || $1::text, $1, $2, $3)
     on conflict (id) do update set status = excluded.status`,
    [paymentId, cents, status],
  );
  await settleDeposit(systemContext(database(), "job_test"), paymentId);
  await runAllJobs();
}

/** Buys a challenge from a trader's wallet: the program 1 costs 499 USD. */
export async function boughtChallenge(trader: Trader, programId = 1) {
  const { body } = await buyFromWallet(trader, { program_id: programId });
  const { id, purchase_id, account_login } = body.challenge;
  return { id: id as number, purchaseId: purchase_id as number, login: account_login as number };
}

/** The balance and the debt of a trader's wallet, in cents. */
export async function walletOf({ login }: Trader): Promise<[balance: number, debt: number]> {
  const account = await tradingServer(database()).getAccount(login);
  return [Number(account?.balanceCents), Number(account?.debtCents)];
}

/** `purchases.status` after a rollback. */
export const purchaseRefunded = 5;

/** What `stateOf` returns of a running challenge, and of one that a lost dispute has ended. */
export const runs = ["runs", true];
export const ended = ["dispute_lost", false, purchaseRefunded];

/** A challenge's state: running, the reason of its suspension or of its end; and whether its account is enabled. */
export async function stateOf({ id }: { id: number }) {
  const row = await one(
    `select c.status, c.hold_reason, c.hold_payment_id, c.end_reason, a.enabled, p.status as purchase
     from challenges c join purchases p on p.id = c.purchase_id
     join trading_accounts a on a.login = c.account_login where c.id = $1`,
    id,
  );
  if (row.status === 4) return [row.end_reason, row.enabled, row.purchase];
  return row.hold_reason
    ? [row.hold_reason, row.enabled, row.hold_payment_id]
    : ["runs", row.enabled];
}

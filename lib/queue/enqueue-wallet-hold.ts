import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { addJob, enqueue } from "./enqueue";

const jobOf = (login: number) =>
  [
    "apply-wallet-hold",
    { login },
    { key: `apply-wallet-hold:${login}`, queue: `wallet-hold-${login % 2}` },
  ] as const;

/** Enqueues the job that decides which challenges of a wallet are suspended, after money left it. */
export const enqueueWalletHold = (tx: Executor, login: number): Promise<void> =>
  enqueue(tx, ...jobOf(login));

/**
 * The same after money came into a wallet. Only if the wallet ever had a hold: for all others it costs one look-up.
 */
export async function recheckWalletHold(tx: Executor, login: number): Promise<void> {
  const hasHold = sql`exists (select from wallet_holds where login = ${login})`;
  await tx.execute(sql`select ${addJob(...jobOf(login))} where ${hasHold}`);
}

/** Enqueues a second such job for a later time, beside one that waits already. */
export async function enqueueLaterWalletHold(
  tx: Executor,
  login: number,
  runAt: Date,
): Promise<void> {
  const [name, payload, { key, queue }] = jobOf(login);
  await enqueue(tx, name, payload, { key: `${key}:again`, queue, runAt });
}

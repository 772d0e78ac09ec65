import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { addJob, enqueue } from "./enqueue";

const jobOf = (login: number) =>
  [
    "apply-wallet-hold",
    { login },
    { key: `apply-wallet-hold:${login}`, queue: `wallet-hold-${login % 2}` },
  ] as const;

/** Enqueues the job that decides which challenges of a wallet are held: money of it was taken back. */
export const enqueueWalletHold = (tx: Executor, login: number): Promise<void> =>
  enqueue(tx, ...jobOf(login));

/**
 * The same where money came into a wallet, which may pay for what is held: only if something was ever
 * taken back of it, so that other wallets cost one look-up.
 */
export async function recheckWalletHold(tx: Executor, login: number): Promise<void> {
  const known = sql`exists (select from wallet_holds where login = ${login})`;
  await tx.execute(sql`select ${addJob(...jobOf(login))} where ${known}`);
}

/** The same once more after a time, beside one that waits already. */
export async function lookAgainAtWallet(tx: Executor, login: number, runAt: Date): Promise<void> {
  const [name, payload, { key, queue }] = jobOf(login);
  await enqueue(tx, name, payload, { key: `${key}:again`, queue, runAt });
}

import { and, eq, inArray, isNotNull, or, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { purchases, walletHolds } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { alignHolds, feesOf, type HoldChanges, lockBought } from "@/lib/challenges";
import { purchaseStatus } from "@/lib/challenges/schemas";
import type { Context } from "@/lib/context";
import { enqueueWalletHold, lookAgainAtWallet } from "@/lib/jobs/enqueue-wallet-hold";
import { clearDebtFlags, takenBackOf } from "@/lib/payments";
import { type TradingServer, tradingServer } from "@/lib/trading";
import { attributeFees, type Lot, unpaidOf } from "./attribute-fees";
import { decideHolds } from "./decide-holds";
import { readOperations } from "./read-operations";

/**
 * Decides which challenges that a wallet paid for are suspended or ended because money that paid for them
 * was taken back, and which go on. It follows from the wallet's operations and what is stored of its
 * deposits' disputes and refunds, never from what happened last, so that it can be repeated and run by
 * several at once: of those the one that began last writes. Throws what the trading server throws; repeat
 * it then.
 */
export async function applyWalletHold(
  ctx: Context,
  login: number,
  server: TradingServer = tradingServer(ctx.db),
): Promise<void> {
  const revision = await nextRevision(ctx, login);
  const operations = await readOperations(server, login);
  if (!operations) {
    ctx.log.error({ login }, "wallet_hold.too_many_operations");
    return;
  }
  const lots = attributeFees(operations);
  const owes = lots.some((lot) => unpaidOf(lot).size > 0);
  const changes = await inTransaction(ctx.db, async (tx) => {
    const [latest] = await tx
      .update(walletHolds)
      .set({ owes, checkedAt: sql`now()` })
      .where(and(eq(walletHolds.login, login), eq(walletHolds.revision, revision)))
      .returning();
    if (!latest) return null;
    if (owes) await lookAgainIfUnsettled(tx, login);
    // A returned fee or money of the firm may have repaid it, which no deposit's own job notices.
    else await clearDebtFlags(tx, login, movedCentsOf(lots));
    const orders = lots.flatMap((lot) => [...unpaidOf(lot).keys()]);
    const bought = await lockBought(tx, login, orders);
    const taken = await takenBackOf(
      tx,
      lots.flatMap((lot) => lot.paymentId ?? []),
    );
    const shortages = decideHolds({ operations, taken, ...feesOf(bought) });
    return alignHolds(tx, bought, shortages);
  });
  if (changes && hasAny(changes)) ctx.log.info({ login, ...changes }, "wallet_hold.applied");
}

const movedCentsOf = (lots: Lot[]): Map<string, bigint> =>
  new Map(
    lots.flatMap(({ paymentId, creditedCents }) =>
      paymentId === null ? [] : [[paymentId, creditedCents] as const],
    ),
  );

const hasAny = (changes: HoldChanges) => Object.values(changes).some((ids) => ids.length > 0);

/** Begins an application of the rule: what was begun before and isn't written yet no longer counts. */
async function nextRevision({ db }: Context, login: number): Promise<number> {
  const [row] = await db
    .insert(walletHolds)
    .values({ login, revision: 1 })
    .onConflictDoUpdate({
      target: walletHolds.login,
      set: { revision: sql`${walletHolds.revision} + 1` },
    })
    .returning({ revision: walletHolds.revision });
  if (!row) throw new Error("insert returned no row");
  return row.revision;
}

const LEAST_SECONDS = 1;
const MOST_SECONDS = 300;

/**
 * A purchase whose fee was asked for before the wallet owed, and that isn't a challenge yet, may become
 * one later: the wallet is looked at until it is, less often the longer that takes.
 */
async function lookAgainIfUnsettled(tx: Transaction, login: number): Promise<void> {
  const { pending, paid, account_created } = purchaseStatus;
  const [unsettled] = await tx
    .select({
      seconds: sql<number>`extract(epoch from now() - max(${purchases.updatedAt}))::float8`,
    })
    .from(purchases)
    .where(
      and(
        eq(purchases.payerLogin, login),
        inArray(purchases.status, [pending, paid, account_created]),
        or(isNotNull(purchases.feeRequestedAt), isNotNull(purchases.paymentOrder)),
      ),
    )
    .having(sql`count(*) > 0`);
  if (!unsettled) return;
  const seconds = Math.min(Math.max(unsettled.seconds, LEAST_SECONDS), MOST_SECONDS);
  await lookAgainAtWallet(tx, login, new Date(Date.now() + seconds * 1000));
}

/**
 * Has each wallet looked at again that owed when it last was, or wasn't looked at yet: should a job have
 * given up.
 */
export async function recheckWalletHolds({ db }: Context): Promise<void> {
  const open = await db
    .select({ login: walletHolds.login })
    .from(walletHolds)
    .where(sql`${walletHolds.owes} or ${walletHolds.checkedAt} is null`);
  for (const { login } of open) await enqueueWalletHold(db, login);
}

import { and, eq, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { purchases, walletHolds } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { purchaseStatus } from "@/lib/challenges/schemas";
import type { Context } from "@/lib/core/context";
import { clearDebtFlags, reversedAmountsOf } from "@/lib/payments";
import { enqueueLaterWalletHold, enqueueWalletHold } from "@/lib/queue/enqueue-wallet-hold";
import { type TradingServer, tradingServer } from "@/lib/trading";
import { alignHolds, feesOf, type HoldChanges, lockPurchases } from "./align-holds";
import { attributeFees, type Lot, unpaidOf } from "./attribute-fees";
import { decideHolds } from "./decide-holds";
import { readOperations } from "./read-operations";

/**
 * Decides which challenges that a wallet paid for are suspended or ended because money that paid for them was
 * reversed, and which are reinstated. The decision follows from the wallet's operations and the stored disputes
 * and refunds of its deposits, never from which change came last, so it can be repeated, also concurrently: only
 * the call that began last writes. Throws what the trading server throws: the job repeats it.
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
    // A returned fee or a credit of the firm may have repaid it, which no deposit's own job notices.
    else await clearDebtFlags(tx, login, movedCentsOf(lots));
    const orders = lots.flatMap((lot) => [...unpaidOf(lot).keys()]);
    const bought = await lockPurchases(tx, login, orders);
    const reversed = await reversedAmountsOf(
      tx,
      lots.flatMap((lot) => lot.paymentId ?? []),
    );
    const shortages = decideHolds({ operations, reversed, ...feesOf(bought) });
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

/** Begins a call: earlier calls that haven't written yet no longer will. */
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
 * A purchase whose fee was requested before the wallet owed, and that isn't a challenge yet, may become one
 * later: the wallet is checked again until it has, at growing intervals.
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
        isNull(purchases.paymentId),
        inArray(purchases.status, [pending, paid, account_created]),
        or(isNotNull(purchases.feeRequestedAt), isNotNull(purchases.paymentOrder)),
      ),
    )
    .having(sql`count(*) > 0`);
  if (!unsettled) return;
  const seconds = Math.min(Math.max(unsettled.seconds, LEAST_SECONDS), MOST_SECONDS);
  await enqueueLaterWalletHold(tx, login, new Date(Date.now() + seconds * 1000));
}

/**
 * Enqueues a check of each wallet that owed at its last check, or wasn't checked yet, in case its job failed
 * permanently.
 */
export async function recheckWalletHolds({ db }: Context): Promise<void> {
  const open = await db
    .select({ login: walletHolds.login })
    .from(walletHolds)
    .where(sql`${walletHolds.owes} or ${walletHolds.checkedAt} is null`);
  for (const { login } of open) await enqueueWalletHold(db, login);
}

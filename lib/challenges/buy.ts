import { setTimeout as sleep } from "node:timers/promises";
import { and, eq, sql } from "drizzle-orm";
import { isRefusal, isUnanswered, isUnasked } from "@/db/errors";
import { once } from "@/db/prepare";
import { purchases } from "@/db/schema";
import { about, type Context, requireCustomer } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { newTemporaryPassword, type TradingServer, tradingServer } from "@/lib/trading";
import { answerKnown, answerRun, answerUnknown, type BuyAnswer, withPassword } from "./answer";
import { buyAgain, buyAtOnce } from "./buy-at-once";
import { checkAmount, checkWish, loadWish, outOfFunds } from "./check";
import { claimPurchase, isClaimed, LostClaim } from "./claim";
import { insertPurchase } from "./insert-purchase";
import { hasFailed, isSettled, type Purchase } from "./purchase-status";
import type { Run } from "./run";
import { failUnpaid, forget, runPurchase } from "./run-purchase";
import { type BuyInput, purchaseStatus } from "./schemas";

/** How long a call waits for the first one with its key, and how often it looks. */
const WAIT_MS = 5_000;
const LOOK_MS = 100;

/**
 * Buys and activates a challenge: once per key. The look-up by the key comes before every check, so a
 * replay is answered when the money is gone too. Throws SCOPE_MISSING, the codes of the checks, the four of the steps, IDEMPOTENCY_KEY_REUSED and IDEMPOTENCY_IN_FLIGHT.
 */
export async function buyChallenge(
  ctx: Context,
  input: BuyInput,
  server: TradingServer = tradingServer(ctx.db),
): Promise<BuyAnswer> {
  requireCustomer(ctx, "payments:write");
  const again = await recorded(input, buyAgain(ctx, input, server));
  if (again) return answerBought(again);
  const until = Date.now() + WAIT_MS;
  for (;;) {
    const known = await findByKey(ctx, input);
    const answer = known ? await replay(ctx, known, server) : await firstBuy(ctx, input, server);
    if (answer) return answer;
    if (Date.now() > until) break;
    await sleep(LOOK_MS);
  }
  throw new AppError("IDEMPOTENCY_IN_FLIGHT", "The first call with this key is still running.", {
    retryAfter: 1,
  });
}

const purchaseByKey = once((db) =>
  db
    .select()
    .from(purchases)
    .where(
      and(
        eq(purchases.customerId, sql.placeholder("customer")),
        eq(purchases.idempotencyKey, sql.placeholder("key")),
      ),
    )
    .prepare("purchase-by-key"),
);

/** The purchase that a key stands for. Throws IDEMPOTENCY_KEY_REUSED where it was for another one. */
async function findByKey(ctx: Context, input: BuyInput): Promise<Purchase | null> {
  if (input.idempotency_key === undefined) return null;
  const { id: customer } = requireCustomer(ctx);
  const [known] = await purchaseByKey(ctx.db).execute({ customer, key: input.idempotency_key });
  if (!known) return null;
  if (known.programId !== input.program_id || known.payerLogin !== input.payer_login) {
    throw new AppError(
      "IDEMPOTENCY_KEY_REUSED",
      "This idempotency_key was used for another program or payer.",
    );
  }
  return known;
}

/** The answer of a known purchase; one that stands still is taken up. Null while somebody is at it. */
async function replay(ctx: Context, known: Purchase, server: TradingServer) {
  if (isSettled(known)) return answerKnown(ctx, known, server);
  if (isClaimed(known)) return null;
  if (hasFailed(known)) return answerKnown(ctx, known, server);
  const purchase = await claimPurchase(ctx.db, known.id);
  if (!purchase) return null;
  const run: Run = { ctx, server, purchase, temporaryPassword: newTemporaryPassword() };
  return finish(run, true);
}

/** Checks, records the purchase and runs it. Null where a call with the same key was quicker. */
async function firstBuy(ctx: Context, input: BuyInput, server: TradingServer) {
  const offer = checkWish(await loadWish(ctx, input, server));
  checkAmount(offer, input.amount);
  const bought = await recorded(input, buyAtOnce(ctx, input, offer, server));
  if (bought) return answerBought(bought);
  const key = input.idempotency_key ?? null;
  const purchase = await recorded(input, insertPurchase(ctx, offer, key));
  if (!purchase) return null;
  const run: Run = { ctx, server, purchase, temporaryPassword: newTemporaryPassword() };
  return finish(run, false);
}

/**
 * What was recorded. Where the answer to that was lost, a key finds it; a caller without one must not be
 * told to try again, which would be paying twice.
 */
async function recorded<T>(input: BuyInput, recording: Promise<T>): Promise<T> {
  try {
    return await recording;
  } catch (cause) {
    const isKnown = cause instanceof AppError || isRefusal(cause) || isUnasked(cause);
    if (isKnown || input.idempotency_key !== undefined) throw cause;
    throw new AppError(
      "INTERNAL",
      "It isn't known whether this was bought. Look at your challenges before you buy again, and send an idempotency_key.",
      { cause },
    );
  }
}

function answerBought(run: Run): Promise<BuyAnswer> {
  about(run.ctx, { purchase_id: run.purchase.id });
  return answerRun(run);
}

async function finish(run: Run, idempotent: boolean): Promise<BuyAnswer | null> {
  about(run.ctx, { purchase_id: run.purchase.id });
  try {
    const ending = await runPurchase(run);
    // A purchase that its customer was told of doesn't vanish: it fails.
    if (ending === "out_of_funds" && idempotent) await failUnpaid(run);
    if (ending !== "out_of_funds" || idempotent) return await answerRun(run, idempotent);
  } catch (error) {
    if (error instanceof LostClaim) {
      return answerLost(run, idempotent).catch((lost: unknown) => {
        if (isUnanswered(lost)) return answerUnknown(run, idempotent);
        throw lost;
      });
    }
    // The purchase is known and its job is on the way: told to try again, a caller would pay twice.
    if (isUnanswered(error)) return answerUnknown(run, idempotent);
    throw error;
  }
  await forget(run);
  const { payerLogin, accountAmountCents, currency } = run.purchase;
  throw outOfFunds(payerLogin, accountAmountCents, currency);
}

/**
 * Somebody else has it, or its last write went through unanswered. An account that this run opened has
 * this run's password. Else, with a key, the caller waits for the end (null).
 */
async function answerLost(run: Run, idempotent: boolean): Promise<BuyAnswer | null> {
  const { ctx, server, purchase } = run;
  const [row] = await ctx.db.select().from(purchases).where(eq(purchases.id, purchase.id));
  if (row?.status === purchaseStatus.active && run.openedAccount && !idempotent) {
    return withPassword(await answerKnown(ctx, row, server, false), run);
  }
  if (purchase.idempotencyKey !== null) return null;
  if (!row) throw new LostClaim(purchase.id);
  return answerKnown(ctx, row, server, false);
}

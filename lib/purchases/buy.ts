import { setTimeout as sleep } from "node:timers/promises";
import { and, eq, sql } from "drizzle-orm";
import { isRejection, isResultUnknown, wasNeverSent } from "@/db/errors";
import { once } from "@/db/prepare";
import { purchases } from "@/db/schema";
import { checkShownTerms } from "@/lib/catalog";
import { hasFailed, isSettled, type Purchase } from "@/lib/challenges";
import { purchaseStatus } from "@/lib/challenges/schemas";
import { addLogFields, type Context, requireCustomer } from "@/lib/core/context";
import { AppError, keyInFlight } from "@/lib/core/errors";
import { newTemporaryPassword, type TradingServer, tradingServer } from "@/lib/trading";
import { buyAtomically } from "./atomic/buy-atomically";
import { cachedTerms, cacheTerms } from "./atomic/terms";
import {
  checkAmount,
  checkPurchaseRequest,
  loadPurchaseRequest,
  outOfFunds,
} from "./check-purchase-request";
import {
  type BuyResult,
  resultOfPurchase,
  resultOfRun,
  unknownResult,
  withPassword,
} from "./result";
import { claimPurchase, isClaimed, LostClaim } from "./saga/claim";
import { insertPurchase } from "./saga/insert-purchase";
import type { Run } from "./saga/run";
import { deletePurchase, failUnpaid, runPurchase } from "./saga/run-purchase";
import type { BuyInput } from "./schemas";

/** How long a call waits for the first call with its key, and how often it reads the purchase. */
const WAIT_MS = 5_000;
const POLL_MS = 100;

/**
 * Buys a challenge, once per key. The key is looked up before every check, so that a repeated call gets its
 * result although the wallet no longer covers the price. Throws SCOPE_MISSING, the codes of the checks and of the
 * steps, IDEMPOTENCY_KEY_REUSED and IDEMPOTENCY_IN_FLIGHT.
 */
export async function buyChallenge(
  ctx: Context,
  input: BuyInput,
  server: TradingServer = tradingServer(ctx.db),
): Promise<BuyResult> {
  requireCustomer(ctx, "payments:write");
  const terms = cachedTerms(ctx.db, input);
  const run = terms && (await recorded(input, buyAtomically(ctx, input, terms, server)));
  if (run) return resultOfBought(run);
  const until = Date.now() + WAIT_MS;
  for (;;) {
    const existing = await findByKey(ctx, input);
    const result = existing
      ? await replay(ctx, existing, server)
      : await firstBuy(ctx, input, server);
    if (result) return result;
    if (Date.now() > until) break;
    await sleep(POLL_MS);
  }
  throw keyInFlight();
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

/** The purchase with the key; null if there is none. Throws IDEMPOTENCY_KEY_REUSED if it is of another program or payer. */
async function findByKey(ctx: Context, input: BuyInput): Promise<Purchase | null> {
  if (input.idempotency_key === undefined) return null;
  const { id: customer } = requireCustomer(ctx);
  const [existing] = await purchaseByKey(ctx.db).execute({ customer, key: input.idempotency_key });
  if (!existing) return null;
  if (existing.programId !== input.program_id || existing.payerLogin !== input.payer_login) {
    throw new AppError(
      "IDEMPOTENCY_KEY_REUSED",
      "This idempotency_key was already used for a different program or payer.",
    );
  }
  return existing;
}

/** The result of an existing purchase; a stalled one is resumed. Null while another executor has it. */
async function replay(ctx: Context, existing: Purchase, server: TradingServer) {
  if (isSettled(existing)) return resultOfPurchase(ctx, existing, server);
  if (isClaimed(existing)) return null;
  if (hasFailed(existing)) return resultOfPurchase(ctx, existing, server);
  const purchase = await claimPurchase(ctx.db, existing.id);
  if (!purchase) return null;
  const run: Run = { ctx, server, purchase, temporaryPassword: newTemporaryPassword() };
  return finish(run, true);
}

/** Checks the request, then buys. Null if a concurrent call with the same key was first. */
async function firstBuy(ctx: Context, input: BuyInput, server: TradingServer) {
  const offer = checkPurchaseRequest(await loadPurchaseRequest(ctx, input, server));
  checkAmount(offer, input.amount);
  const terms = cacheTerms(ctx.db, offer);
  const bought = await recorded(input, buyAtomically(ctx, input, terms, server));
  if (bought) return resultOfBought(bought);
  const idempotencyKey = input.idempotency_key ?? null;
  const shownTerms = await checkShownTerms(ctx.db, input.terms_version);
  const purchase = await recorded(
    input,
    insertPurchase(ctx, offer, { idempotencyKey, shownTerms }),
  );
  if (!purchase) return null;
  const run: Run = { ctx, server, purchase, temporaryPassword: newTemporaryPassword() };
  return finish(run, false);
}

/**
 * Waits for a write. If its response is lost, a repeated call with the key finds the purchase; a caller without a
 * key gets an error that isn't retryable, since a repeated call could pay twice.
 */
async function recorded<T>(input: BuyInput, recording: Promise<T>): Promise<T> {
  try {
    return await recording;
  } catch (cause) {
    const isDefinite = cause instanceof AppError || isRejection(cause) || wasNeverSent(cause);
    if (isDefinite || input.idempotency_key !== undefined) throw cause;
    throw new AppError(
      "INTERNAL",
      "We couldn't confirm this purchase. Check your challenges before buying again, and always send an idempotency_key.",
      { cause },
    );
  }
}

function resultOfBought(run: Run): Promise<BuyResult> {
  addLogFields(run.ctx, { purchase_id: run.purchase.id });
  return resultOfRun(run);
}

async function finish(run: Run, idempotent: boolean): Promise<BuyResult | null> {
  addLogFields(run.ctx, { purchase_id: run.purchase.id });
  try {
    const ending = await runPurchase(run);
    // A purchase that its customer already saw fails; it isn't deleted.
    if (ending === "out_of_funds" && idempotent) await failUnpaid(run);
    if (ending !== "out_of_funds" || idempotent) return await resultOfRun(run, idempotent);
  } catch (error) {
    if (error instanceof LostClaim) {
      return resultOfLostClaim(run, idempotent).catch((lost: unknown) => {
        if (isResultUnknown(lost)) return unknownResult(run, idempotent);
        throw lost;
      });
    }
    // The purchase is stored and its job will resume it: a caller who repeats the call could pay twice.
    if (isResultUnknown(error)) return unknownResult(run, idempotent);
    throw error;
  }
  await deletePurchase(run);
  const { payerLogin, accountAmountCents, currency } = run.purchase;
  throw outOfFunds(payerLogin, accountAmountCents, currency);
}

/**
 * The result after a lost claim: another executor has the purchase, or the response to the last write was lost. An
 * account that this run opened has this run's password. Otherwise a caller with a key waits (null).
 */
async function resultOfLostClaim(run: Run, idempotent: boolean): Promise<BuyResult | null> {
  const { ctx, server, purchase } = run;
  const [row] = await ctx.db.select().from(purchases).where(eq(purchases.id, purchase.id));
  if (row?.status === purchaseStatus.active && run.openedAccount && !idempotent) {
    return withPassword(await resultOfPurchase(ctx, row, server, false), run);
  }
  if (purchase.idempotencyKey !== null) return null;
  if (!row) throw new LostClaim(purchase.id);
  return resultOfPurchase(ctx, row, server, false);
}

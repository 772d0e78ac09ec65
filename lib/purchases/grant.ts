import { and, eq } from "drizzle-orm";
import { customers, purchases } from "@/db/schema";
import { audit } from "@/lib/audit";
import { isOnSale, loadProgram } from "@/lib/catalog";
import { hasFailed, statusName } from "@/lib/challenges";
import type { PurchaseStatusName } from "@/lib/challenges/schemas";
import { type Context, requireFreshAdmin } from "@/lib/core/context";
import { AppError, isErrorCode, notFound } from "@/lib/core/errors";
import { type TradingServer, tradingServer, withTimeout } from "@/lib/trading";
import { firstGroup } from "./check-purchase-request";
import { findOpenPurchases } from "./find-open-purchases";
import { insertPurchase } from "./saga/insert-purchase";
import { resumePurchase } from "./saga/resume";

interface Grant {
  userId: string;
  programId: number;
  reason: string;
  idempotencyKey: string;
  /** Confirmed although the customer has unfinished or recent purchases of the program. */
  despitePurchases?: boolean;
}

/**
 * Grants a customer a challenge without its fee: a purchase at the price of 0, which then runs like any other. The
 * customer sets the account's password on the challenge's page. A repeated key returns its purchase. Throws
 * NOT_FOUND, PROGRAM_DISABLED, INVALID_STATE (also with the purchases beside it, if the customer has unfinished or
 * recent ones of the program and the admin didn't confirm it), and the codes of the groups and of the steps.
 */
export async function grantChallenge(
  ctx: Context,
  { userId, programId, reason, idempotencyKey, despitePurchases = false }: Grant,
  server: TradingServer = tradingServer(ctx.db),
): Promise<{ id: number; status_name: PurchaseStatusName }> {
  const admin = requireFreshAdmin(ctx);
  const [customer] = await ctx.db.select().from(customers).where(eq(customers.publicId, userId));
  if (!customer) throw notFound("customer");
  if (customer.disabledAt) throw new AppError("INVALID_STATE", "This customer is disabled.");
  const [program, wallets] = await withTimeout(() =>
    Promise.all([
      loadProgram(ctx.db, programId, server),
      server.listAccounts(customer.id, "wallet"),
    ]),
  );
  if (!program) throw notFound("program");
  if (!isOnSale(program)) throw new AppError("PROGRAM_DISABLED", "This program isn't for sale.");
  const { priceCurrency } = program.program;
  const payer = wallets.find(({ currency }) => currency === priceCurrency);
  if (!payer) throw new AppError("INVALID_STATE", "The customer has no wallet in this currency.");
  const key = `grant:${admin.publicId}:${idempotencyKey}`.slice(0, 255);
  const after = { user_id: userId, program_id: programId };
  if (!despitePurchases) await requireNoPurchases(ctx, { customerId: customer.id, programId, key });
  const purchase = await insertPurchase(
    ctx,
    { program, payer, group: firstGroup(program) },
    { idempotencyKey: key, shownTerms: null },
    {
      customerId: customer.id,
      priceCents: 0n,
      also: (tx, { id }) =>
        audit(tx, ctx, { action: "challenge.grant", subject: id, reason, after }),
    },
  );
  if (!purchase) return purchaseOfKey(ctx, customer.id, key, programId);
  // It is claimed by this call: released, so that it is resumed immediately.
  await ctx.db
    .update(purchases)
    .set({ claim: null, claimedUntil: null })
    .where(eq(purchases.id, purchase.id));
  await resumePurchase(ctx, purchase.id, server);
  return purchaseOfKey(ctx, customer.id, key, programId);
}

/** Throws INVALID_STATE; does nothing for a key that has created its purchase already. */
async function requireNoPurchases(
  ctx: Context,
  grant: { customerId: number; programId: number; key: string },
): Promise<void> {
  const { isUsedKey, purchases: found, paymentIds } = await findOpenPurchases(ctx, grant);
  if (isUsedKey) return;
  const [paymentId] = paymentIds;
  if (paymentId !== undefined) {
    throw new AppError(
      "INVALID_STATE",
      `This customer has paid for this program by card (payment ${paymentId}), and the challenge isn't bought yet. Granting one would give a second.`,
      { beside: { purchases: found } },
    );
  }
  if (found.length === 0) return;
  throw new AppError(
    "INVALID_STATE",
    "This customer has unfinished or recent purchases of this program. Granting a challenge would give a second one.",
    { beside: { purchases: found } },
  );
}

/** The purchase of a key in its present status. Throws the code with which it failed, and IDEMPOTENCY_KEY_REUSED. */
async function purchaseOfKey(ctx: Context, customerId: number, key: string, programId: number) {
  const [row] = await ctx.db
    .select()
    .from(purchases)
    .where(and(eq(purchases.customerId, customerId), eq(purchases.idempotencyKey, key)));
  if (!row) throw new Error("the purchase is gone");
  if (row.programId !== programId) {
    throw new AppError(
      "IDEMPOTENCY_KEY_REUSED",
      "This key was already used for a different program.",
    );
  }
  if (hasFailed(row)) {
    const { failureCode: code, failureMessage } = row;
    throw new AppError(
      isErrorCode(code) ? code : "INVALID_STATE",
      failureMessage ?? "The purchase failed.",
    );
  }
  return { id: row.id, status_name: statusName(row.status) };
}

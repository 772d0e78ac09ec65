import { and, eq } from "drizzle-orm";
import { customers, purchases } from "@/db/schema";
import { audit } from "@/lib/audit";
import { isOnSale, loadProgram } from "@/lib/catalog";
import { type Context, requireFreshAdmin } from "@/lib/context";
import { AppError, isErrorCode, notFound } from "@/lib/errors";
import { inTime, type TradingServer, tradingServer } from "@/lib/trading";
import { firstGroup } from "./check";
import { insertPurchase } from "./insert-purchase";
import { hasFailed, statusName } from "./purchase-status";
import { purchasesOfProgram } from "./purchases-of-program";
import { resumePurchase } from "./resume";
import type { PurchaseStatusName } from "./schemas";

interface Grant {
  userId: string;
  programId: number;
  reason: string;
  idempotencyKey: string;
  /** Although the customer has unfinished or recent purchases of the program. */
  despitePurchases?: boolean;
}

/**
 * Gives a customer a challenge without its fee: a purchase at the price of 0, which then goes like any
 * other. The customer sets the account's password on the challenge's page. A key that is known answers
 * with the purchase that it made. Throws NOT_FOUND, PROGRAM_DISABLED, INVALID_STATE (also with the
 * purchases beside it, where the customer has unfinished or recent ones of the program and the admin
 * didn't confirm it), the codes of the first group and of the steps.
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
  const [program, wallets] = await inTime(() =>
    Promise.all([
      loadProgram(ctx.db, programId, server),
      server.listAccounts(customer.id, "wallet"),
    ]),
  );
  if (!program) throw notFound("program");
  if (!isOnSale(program)) throw new AppError("PROGRAM_DISABLED", "This program is not on sale.");
  const { priceCurrency } = program.program;
  const payer = wallets.find(({ currency }) => currency === priceCurrency);
  if (!payer) throw new AppError("INVALID_STATE", "The customer has no wallet of this currency.");
  const key = `grant:${admin.publicId}:${idempotencyKey}`.slice(0, 255);
  const after = { user_id: userId, program_id: programId };
  if (!despitePurchases) await requireNoPurchases(ctx, { customerId: customer.id, programId, key });
  const made = await insertPurchase(ctx, { program, payer, group: firstGroup(program) }, key, {
    customerId: customer.id,
    priceCents: 0n,
    also: (tx, { id }) => audit(tx, ctx, { action: "challenge.grant", subject: id, reason, after }),
  });
  if (!made) return known(ctx, customer.id, key, programId);
  // It is claimed by this call: given up, so that its job takes it up at once.
  await ctx.db
    .update(purchases)
    .set({ claim: null, claimedUntil: null })
    .where(eq(purchases.id, made.id));
  await resumePurchase(ctx, made.id, server);
  return known(ctx, customer.id, key, programId);
}

/** Throws INVALID_STATE; nothing for a key that has made its purchase already. */
async function requireNoPurchases(
  ctx: Context,
  wanted: { customerId: number; programId: number; key: string },
): Promise<void> {
  const { isKnownKey, purchases: found } = await purchasesOfProgram(ctx, wanted);
  if (isKnownKey || found.length === 0) return;
  throw new AppError(
    "INVALID_STATE",
    "This customer has unfinished or recent purchases of this program. Granting a challenge would give a second one.",
    { beside: { purchases: found } },
  );
}

/** The purchase of a key as it stands. Throws the code with which it failed, and IDEMPOTENCY_KEY_REUSED. */
async function known(ctx: Context, customerId: number, key: string, programId: number) {
  const [row] = await ctx.db
    .select()
    .from(purchases)
    .where(and(eq(purchases.customerId, customerId), eq(purchases.idempotencyKey, key)));
  if (!row) throw new Error("the purchase is gone");
  if (row.programId !== programId) {
    throw new AppError("IDEMPOTENCY_KEY_REUSED", "This key was used for another program.");
  }
  if (hasFailed(row)) {
    const { failureCode: code, failureMessage } = row;
    throw new AppError(isErrorCode(code) ? code : "INVALID_STATE", failureMessage ?? "It failed.");
  }
  return { id: row.id, status_name: statusName(row.status) };
}

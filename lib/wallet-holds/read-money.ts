import { inArray } from "drizzle-orm";
import { challenges, purchases } from "@/db/schema";
import { type Context, requireAdmin } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { type TradingServer, tradingServer } from "@/lib/trading";
import { attributeFees, type Lot, sharesOf, unpaidOf } from "./attribute-fees";
import { readOperations } from "./read-operations";

/** Money that paid a fee. */
export interface FeeSource {
  /** The deposit; null for money that the firm credited with the operation `order`. */
  paymentId: string | null;
  order: number;
  cents: bigint;
}

/** A part of a deposit and what it was spent on. */
interface DepositSpending {
  /** The operation that spent it. */
  order: number;
  cents: bigint;
  /** The part that was reversed since and is unpaid. */
  unpaidCents: bigint;
  /** The purchase whose fee it was, and its challenge; null for anything else. */
  purchaseId: number | null;
  challengeId: number | null;
}

/** How a deposit's money was used in its wallet. */
export interface DepositUse {
  spent: DepositSpending[];
  unspentCents: bigint;
}

/** Which money paid a fee, oldest first; null while the trading server is unavailable. For admins. */
export async function readFeeSources(
  ctx: Context,
  { login, order }: { login: number; order: number },
  server: TradingServer = tradingServer(ctx.db),
): Promise<FeeSource[] | null> {
  requireAdmin(ctx);
  const lots = await lotsOf(server, login);
  return (
    lots &&
    sharesOf(lots, order).map(({ lot, cents }) => ({
      paymentId: lot.paymentId,
      order: lot.order,
      cents,
    }))
  );
}

/** What a deposit paid for, oldest first; null while the trading server is unavailable. For admins. */
export async function readDepositUse(
  ctx: Context,
  { login, paymentId }: { login: number; paymentId: string },
  server: TradingServer = tradingServer(ctx.db),
): Promise<DepositUse | null> {
  requireAdmin(ctx);
  const lots = await lotsOf(server, login);
  if (!lots) return null;
  const lot = lots.find((it) => it.paymentId === paymentId);
  if (!lot) return { spent: [], unspentCents: 0n };
  const unpaid = unpaidOf(lot);
  const orders = [...lot.spent.keys()].sort((a, b) => a - b);
  const bought = await purchasesOf(ctx, orders);
  const spent = orders.map((order) => {
    const purchase = bought.find((it) => it.order === order);
    return {
      order,
      cents: lot.spent.get(order) ?? 0n,
      unpaidCents: unpaid.get(order) ?? 0n,
      purchaseId: purchase?.purchaseId ?? null,
      challengeId: purchase?.challengeId ?? null,
    };
  });
  const left = lot.creditedCents - lot.spentCents;
  return { spent, unspentCents: left > 0n ? left : 0n };
}

async function purchasesOf({ db }: Context, orders: number[]) {
  if (orders.length === 0) return [];
  const rows = await db
    .select({ order: purchases.paymentOrder, purchaseId: purchases.id })
    .from(purchases)
    .where(inArray(purchases.paymentOrder, orders));
  const begun = await db
    .select({ purchaseId: challenges.purchaseId, challengeId: challenges.id })
    .from(challenges)
    .where(
      inArray(
        challenges.purchaseId,
        rows.map(({ purchaseId }) => purchaseId),
      ),
    );
  return rows.map((row) => ({
    ...row,
    challengeId: begun.find((it) => it.purchaseId === row.purchaseId)?.challengeId ?? null,
  }));
}

/** The most operations that are read for a page. */
const MOST = 2_000;

async function lotsOf(server: TradingServer, login: number): Promise<Lot[] | null> {
  const operations = await readOperations(server, login, MOST).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "UNAVAILABLE") return null;
    throw error;
  });
  return operations && attributeFees(operations);
}

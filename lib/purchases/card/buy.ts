import { eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { purchases } from "@/db/schema";
import { boughtTerms, rowVersions } from "@/lib/catalog";
import type { Purchase } from "@/lib/challenges";
import type { Context } from "@/lib/core/context";
import { isEmailEnabled } from "@/lib/mail";
import {
  type AtomicPurchaseRequest,
  newTemporaryPassword,
  type TradingServer,
} from "@/lib/trading";
import type { Offer } from "../check-purchase-request";
import { emitPurchased, recordBought } from "../events";
import { insertPurchase } from "../saga/insert-purchase";
import type { Run } from "../saga/run";
import { failUnpaid, runPurchase } from "../saga/run-purchase";
import type { CardPayment } from "./offer";

const programUnchanged = sql`exists (
  select from programs where id = ${sql.placeholder("program")}::int and ${rowVersions} = ${sql.placeholder("version")})`;

/**
 * Buys a program with a card payment as one change, in the transaction in which the caller has locked the payment: the
 * credit, the fee, the account and the challenge. The customer sets the account's password on the challenge's page.
 * @returns false, and nothing is written, if the trading server can't do it or anything isn't as `offer` says.
 * @throws what the database rejects.
 */
export async function buyByCardAtomically(
  tx: Transaction,
  payment: CardPayment,
  offer: Offer,
  server: TradingServer,
): Promise<boolean> {
  const { program } = offer;
  const request = requestOf(payment, offer);
  const bought = await server.purchaseAtomically?.(tx, request, {
    name: "purchase-challenge-by-card",
    sql: programUnchanged,
    params: { program: payment.programId, version: program.rowVersions },
  });
  if (!bought) return false;
  const purchase = { ...bought.purchase, program: request.rules };
  await emitPurchased(tx, purchase, bought.challenge);
  await recordBought(tx, purchase, bought.challenge);
  return true;
}

function requestOf(
  { id, customerId, programId, consent }: CardPayment,
  { program, payer, group }: Offer,
): AtomicPurchaseRequest {
  const { priceCents, priceCurrency } = program.program;
  return {
    customerId,
    payerLogin: payer.login,
    priceCents,
    currency: priceCurrency,
    group,
    groups: [...program.groups.values()],
    temporaryPassword: newTemporaryPassword(),
    programId,
    rules: boughtTerms(program),
    idempotencyKey: null,
    paymentId: id,
    apiData: {
      module: "prop_challenge",
      program_id: programId,
      customer_id: customerId,
      payer_login: payer.login,
      idempotency_key: null,
      payment_id: id,
    },
    consent,
    email: isEmailEnabled() ? "challenge-bought" : null,
  };
}

/**
 * Buys a program with a card payment step by step, where the trading server can't do it as one change. The fee is withdrawn
 * before the payment is credited, so that the wallet's other purchases can't spend the credit. Does nothing if the payment
 * has its purchase already. If a result is unknown, a job resumes the purchase. `mayBuy` runs in the transaction that records the purchase: if it throws, nothing is bought.
 */
export async function buyByCardInSteps(
  ctx: Context,
  { id, customerId, consent }: CardPayment,
  offer: Offer,
  mayBuy: (tx: Transaction) => Promise<void>,
  server: TradingServer,
): Promise<void> {
  const { priceCents } = offer.program.program;
  const purchase = await insertPurchase(
    ctx,
    offer,
    { idempotencyKey: null, shownTerms: null },
    {
      customerId,
      priceCents,
      paidBy: { paymentId: id, consent },
      also: mayBuy,
    },
  );
  if (!purchase) return;
  const run: Run = { ctx, server, purchase, temporaryPassword: newTemporaryPassword() };
  // At a trading server whose wallets can't owe.
  if ((await runPurchase(run)) === "out_of_funds") await failUnpaid(run);
}

/** The purchase of a card payment, locked until the transaction ends; null if there is none. */
export async function lockPurchaseOfPayment(
  tx: Transaction,
  paymentId: string,
): Promise<Purchase | null> {
  const [purchase] = await tx
    .select()
    .from(purchases)
    .where(eq(purchases.paymentId, paymentId))
    .for("no key update");
  return purchase ?? null;
}

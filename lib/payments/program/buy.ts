import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { isRejection } from "@/db/errors";
import { payments } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/core/context";
import {
  buyByCardAtomically,
  buyByCardInSteps,
  type CardPayment,
  type CardRejection,
  findCardOffer,
} from "@/lib/purchases";
import type { TradingServer } from "@/lib/trading";
import type { Payment } from "../facts/intent-changes";
import { paidItemOf } from "../facts/paid-item";
import { isBuyable, lockProgramPayment } from "./state";

/**
 * Buys the program of a paid payment, once however often and concurrently this is called. Returns why it can't be bought;
 * null if it was bought, is being bought or isn't to be bought any more. Throws if the trading server doesn't respond.
 */
export async function buyPaidProgram(
  ctx: Context,
  payment: Payment,
  server: TradingServer,
): Promise<CardRejection | null> {
  const card = cardPaymentOf(payment);
  const found = await findCardOffer(ctx, card, server);
  if (found.rejection !== null) return found.rejection;
  const { offer } = found;
  if (server.purchaseAtomically) {
    try {
      const isDone = await inTransaction(ctx.db, async (tx) => {
        const state = await lockProgramPayment(tx, payment.id);
        if (!state || !isBuyable(state)) return true;
        return buyByCardAtomically(tx, card, offer, server);
      });
      if (isDone) return null;
    } catch (error) {
      if (!isRejection(error)) throw error;
      ctx.log.warn({ err: error, payment_id: payment.id }, "program_payment.atomic_rejected");
    }
  }
  const { login } = offer.payer;
  await buyByCardInSteps(ctx, card, offer, (tx) => begin(tx, payment.id, login), server);
  return null;
}

/** Checks, in the transaction that records its purchase, that a payment still buys; and stores the wallet it goes through. */
async function begin(tx: Transaction, id: string, login: number): Promise<void> {
  const state = await lockProgramPayment(tx, id);
  // Its own purchase, which this transaction has just recorded, doesn't count.
  if (!state || !isBuyable({ ...state, purchase: null })) {
    throw new Error(`payment ${id} was changed concurrently`);
  }
  await tx.update(payments).set({ depositLogin: login }).where(eq(payments.id, id));
}

function cardPaymentOf(payment: Payment): CardPayment {
  const item = paidItemOf(payment);
  if (item.kind !== "program") throw new Error(`payment ${payment.id} isn't for a program`);
  const { id, customerId, termsVersion, consentIp, consentUserAgent } = payment;
  return {
    id,
    customerId,
    programId: item.programId,
    terms: item.programTerms,
    consent: {
      termsVersion: termsVersion ?? "",
      ip: consentIp ?? "",
      userAgent: consentUserAgent ?? "",
    },
  };
}

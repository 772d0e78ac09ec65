import { and, eq, isNull } from "drizzle-orm";
import type Stripe from "stripe";
import { z } from "zod";
import type { Executor } from "@/db/client";
import { payments } from "@/db/schema";
import type { Card } from "@/lib/core/card-label";

const card = z.object({
  brand: z.string().regex(/^\w{1,50}$/),
  last4: z.string().regex(/^\d{4}$/),
});

/** The card of a charge; null for another means of payment. */
export function cardOf(charge: Stripe.Charge): Card | null {
  const found = card.safeParse(charge.payment_method_details?.card);
  return found.success ? found.data : null;
}

/** The card that paid a PaymentIntent; null if it isn't paid, or its charge was not fetched with it. */
export function paidCardOf({ status, latest_charge: charge }: Stripe.PaymentIntent): Card | null {
  if (status !== "succeeded" || charge === null || typeof charge !== "object") return null;
  return cardOf(charge);
}

/** The columns of a card. */
export const cardColumns = ({ brand, last4 }: Card) => ({ cardBrand: brand, cardLast4: last4 });

/** Stores the card that paid a payment, unless it is stored already. */
export async function storeCard(db: Executor, paymentId: string, paidWith: Card): Promise<void> {
  await db
    .update(payments)
    .set(cardColumns(paidWith))
    .where(and(eq(payments.id, paymentId), isNull(payments.cardLast4)));
}

/** The stored card of a payment. */
export const storedCard = ({
  cardBrand: brand,
  cardLast4: last4,
}: Pick<typeof payments.$inferSelect, "cardBrand" | "cardLast4">): Card | null =>
  brand === null || last4 === null ? null : { brand, last4 };

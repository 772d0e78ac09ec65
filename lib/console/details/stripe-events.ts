import { eq } from "drizzle-orm";
import { payments, stripeEvents } from "@/db/schema";
import { getPaymentEvidence } from "@/lib/payment-history";
import { whyNotReplayable } from "@/lib/payments";
import { auditSteps } from "./activity-steps";
import { atStripe, type Found, idFact, inOrder, type ReadDetail, step, text, time } from "./detail";
import { paymentSteps } from "./payment-steps";

/** A Stripe event: its content, what became of it, and the payment that it was about. */
export const readStripeEvent: ReadDetail = async (ctx, id) => {
  const [event] = await ctx.db.select().from(stripeEvents).where(eq(stripeEvents.id, id));
  if (!event) return null;
  const paymentId = event.paymentId ?? "";
  const [[paid], changed, done] = await Promise.all([
    ctx.db.select({ currency: payments.currency }).from(payments).where(eq(payments.id, paymentId)),
    getPaymentEvidence(ctx, paymentId, id),
    auditSteps(ctx, [["stripe_event", id]]),
  ]);
  return {
    title: event.type,
    lead: id,
    status: event.status,
    notice: event.note,
    facts: [
      {
        title: "Details",
        facts: [
          atStripe(id, event.livemode, idFact("Event", id)),
          idFact("Payment", event.paymentId),
          text("Mode", event.livemode ? "live" : "test"),
          time("Received", event.receivedAt),
          time("Processed", event.handledAt),
          time("Personal data removed", event.strippedAt),
        ],
      },
    ],
    evidence: [
      {
        title: event.strippedAt ? "Event payload (personal data removed)" : "Event payload",
        text: pretty(event.payload),
      },
    ],
    steps: inOrder(
      [step(event.receivedAt, "Received", "Stripe", { status: "received" })],
      paymentSteps(changed, paid?.currency ?? "usd").map((it) => ({ ...it, ids: [] })),
      done,
    ),
    actions:
      whyNotReplayable(event) === null ? [{ action: "stripe_event.replay", input: { id } }] : [],
  } satisfies Found;
};

/** JSON with line breaks; other text unchanged. */
export function pretty(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch {
    return payload;
  }
}

import Stripe from "stripe";
import { stripeEvents } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { enqueue } from "@/lib/jobs/enqueue";
import { stripe } from "./stripe";

// Stripe's own tolerance: an older signature may be a replay.
const TOLERANCE_SECONDS = 300;

/**
 * Verifies an event of Stripe's over its raw body and stores it with the job that handles it.
 * One that is known is acknowledged again and nothing more. Throws INVALID_SIGNATURE.
 */
export async function receiveEvent(ctx: Context, rawBody: string, signature: string | null) {
  const event = verify(rawBody, signature);
  const ours = event.livemode === env().livemode;
  await inTransaction(ctx.db, async (tx) => {
    const stored = await tx
      .insert(stripeEvents)
      .values({
        id: event.id,
        type: event.type,
        livemode: event.livemode,
        payload: rawBody,
        ...(ours ? {} : { status: "ignored" as const, note: "of the other mode, live or test" }),
      })
      .onConflictDoNothing()
      .returning({ id: stripeEvents.id });
    if (ours && stored.length > 0) {
      await enqueue(tx, "handle-stripe-event", { event_id: event.id });
    }
  });
  ctx.log.info({ event_id: event.id, type: event.type }, "Stripe event received");
}

function verify(rawBody: string, signature: string | null): Stripe.Event {
  for (const secret of env().STRIPE_WEBHOOK_SECRET) {
    try {
      return stripe().webhooks.constructEvent(rawBody, signature ?? "", secret, TOLERANCE_SECONDS);
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) {
        throw new AppError("INVALID_REQUEST", "The body is not a Stripe event.", { cause: error });
      }
    }
  }
  throw new AppError("INVALID_SIGNATURE", "Stripe-Signature is missing, forged or too old.");
}

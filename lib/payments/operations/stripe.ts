import { z } from "zod";
import { readText, STRIPE_BODY_LIMIT } from "@/lib/http/body";
import { operation } from "@/lib/http/operation";
import { limitAnonymous } from "@/lib/http/rate-limit";
import { checkPayment } from "../check-payment";
import { receiveEvent } from "../inbox/receive-event";
import { paymentCheckView, paymentParams } from "../schemas";

/** Comparing a payment with Stripe, and receiving Stripe's events. */
export const stripeOperations = {
  checkPayment: operation({
    tag: "Console",
    surface: "admin",
    route: "POST /api/admin/payments/[payment_id]/check",
    summary: "Check a payment with Stripe",
    description:
      "Compares a payment with its PaymentIntent, refunds and disputes at Stripe and applies any changes, as webhooks would. Limited to once every 5 seconds per payment. The console calls it when an admin opens a payment that isn't final. The action `payment.sync` does the same on demand, with an entry in the audit log.",
    params: paymentParams,
    responses: {
      200: {
        description: "The result, and the payment's current status.",
        schema: paymentCheckView,
        example: {
          payment_id: "pay_01932f6b5f2a7c1e9b0d4a6e8f3c2b71",
          kind: "challenge",
          result: "changed",
          status_before: "requires_payment_method",
          status: "succeeded",
          checked_at: "2026-01-15T10:31:04.000Z",
          last_step: 4211,
        },
      },
    },
    errors: ["NOT_FOUND", "PAYMENT_PROVIDER_ERROR"],
    effect: "Fetches the payment from Stripe and applies any changes. An account may be created.",
    run: (ctx, { params }) => checkPayment(ctx, params.payment_id),
  }),
  receiveStripeEvent: operation({
    route: "POST /api/v2/webhooks/stripe",
    tag: "Service",
    summary: "Receive Stripe's events",
    description:
      "Called by Stripe only. Requests must carry a valid signature from the last five minutes. Events are stored before they're acknowledged and processed once. Requests with an invalid signature are rate limited per IP address; events signed by Stripe are always accepted.",
    surface: "public",
    headers: [
      {
        name: "Stripe-Signature",
        required: true,
        description:
          "Stripe's signature of the raw body: `t=`, the time, and `v1=`, the HMAC with the endpoint's secret.",
      },
    ],
    body: {
      schema: z.looseObject({ id: z.string().meta({ description: "The ID." }), type: z.string() }),
      example: { id: "evt_1QK3Example", type: "payment_intent.succeeded", object: "event" },
      isRaw: true,
    },
    responses: {
      200: {
        description: "The event is stored.",
        schema: z.object({ received: z.literal(true) }),
        example: { received: true },
      },
    },
    errors: ["INVALID_SIGNATURE", "BODY_TOO_LARGE"],
    effect: "Sends the body without Stripe's signature. It's rejected, and nothing changes.",
    limitsItself: true,
    run: async (ctx, { request }) => {
      const rawBody = await readText(request, STRIPE_BODY_LIMIT).catch(async (error: unknown) => {
        // A request that is too large, late or broken off has no valid signature.
        await limitAnonymous(ctx.ip);
        throw error;
      });
      await receiveEvent(ctx, rawBody, request.headers.get("stripe-signature"));
      return { received: true };
    },
  }),
};

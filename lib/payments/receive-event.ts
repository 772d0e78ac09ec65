import { sql } from "drizzle-orm";
import Stripe from "stripe";
import { z } from "zod";
import { once } from "@/db/prepare";
import { stripeEvents } from "@/db/schema";
import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { addJob } from "@/lib/jobs/enqueue";
import { whyIgnored } from "./ignored-events";
import { stripe } from "./stripe";

// Stripe's own tolerance: an older signature may be a replay.
const TOLERANCE_SECONDS = 300;

/**
 * Verifies an event of Stripe's over its raw body and stores it with the job that handles it.
 * One that is known is acknowledged again and nothing more; one that isn't for us is stored as ignored.
 * Throws INVALID_SIGNATURE, and INVALID_REQUEST for what is signed and no event.
 */
export async function receiveEvent(ctx: Context, rawBody: string, signature: string | null) {
  const event = verify(rawBody, signature);
  const { id, type, livemode } = event;
  const values = { id, type, livemode, payload: rawBody };
  const note = whyIgnored(event);
  if (note !== null) ctx.log.warn({ event_id: id, type, note }, "stripe_event.ignored");
  if (note === null) {
    await storeWithJob(ctx.db).execute({ ...values, job: JSON.stringify({ event_id: id }) });
  } else {
    await ctx.db
      .insert(stripeEvents)
      .values({ ...values, status: "ignored", note })
      .onConflictDoNothing();
  }
  ctx.log.info({ event_id: event.id, type: event.type }, "Stripe event received");
}

const given = sql.placeholder;
const storeWithJob = once((db) =>
  db
    .insert(stripeEvents)
    .values({
      id: given("id"),
      type: given("type"),
      livemode: given("livemode"),
      payload: given("payload"),
    })
    .onConflictDoNothing()
    // Only for one that was stored.
    .returning({ job: sql`(${addJob("handle-stripe-event", sql`${given("job")}`)}).id` })
    .prepare("store-stripe-event"),
);

function verify(rawBody: string, signature: string | null): StoredFields {
  for (const secret of env().STRIPE_WEBHOOK_SECRET) {
    try {
      const signed: unknown = stripe().webhooks.constructEvent(
        rawBody,
        signature ?? "",
        secret,
        TOLERANCE_SECONDS,
      );
      return storedFields.parse(signed);
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) {
        throw new AppError("INVALID_REQUEST", "The body is not a Stripe event.", { cause: error });
      }
    }
  }
  throw new AppError("INVALID_SIGNATURE", "Stripe-Signature is missing, forged or too old.");
}

// Text of PostgreSQL's holds no U+0000.
const text = z
  .string()
  .min(1)
  .regex(/^[^\0]*$/);
const storedFields = z.looseObject({
  id: text,
  type: text,
  livemode: z.boolean(),
  account: z.string().nullish(),
  context: z.string().nullish(),
});
type StoredFields = z.output<typeof storedFields>;

import { sql } from "drizzle-orm";
import { z } from "zod";
import { once } from "@/db/prepare";
import { stripeEvents } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { recordEventSender } from "@/lib/http/event-senders";
import { limitAnonymous } from "@/lib/http/rate-limit";
import { addJob } from "@/lib/queue/enqueue";
import { reportInvalidSignature, signatureFault } from "./signature";
import { ignoredReason } from "./why-ignored";

/**
 * Verifies the signature of an event of Stripe's over its raw body, and stores the event with the job that handles
 * it. A repeated one is only acknowledged; one that isn't for this server is stored as ignored.
 * Throws INVALID_SIGNATURE, RATE_LIMITED after too many of those from one address, and INVALID_REQUEST for a
 * signed body that is no event.
 */
export async function receiveEvent(ctx: Context, rawBody: string, signature: string | null) {
  const fault = signatureFault(rawBody, signature);
  if (fault !== null) {
    reportInvalidSignature(ctx, fault);
    await limitAnonymous(ctx.ip);
    throw new AppError("INVALID_SIGNATURE", "Missing, invalid or expired Stripe-Signature.");
  }
  recordEventSender(ctx.ip);
  const event = parseEvent(rawBody);
  const { id, type, livemode } = event;
  const values = { id, type, livemode, payload: rawBody };
  const note = ignoredReason(event);
  if (note !== null) ctx.log.warn({ event_id: id, type, note }, "stripe_event.ignored");
  if (note === null) {
    await storeWithJob(ctx.db).execute({ ...values, job: JSON.stringify({ event_id: id }) });
  } else {
    await ctx.db
      .insert(stripeEvents)
      .values({ ...values, status: "ignored", note })
      .onConflictDoNothing();
  }
  ctx.log.info({ event_id: event.id, type: event.type }, "stripe_event.received");
}

const param = sql.placeholder;
const storeWithJob = once((db) =>
  db
    .insert(stripeEvents)
    .values({
      id: param("id"),
      type: param("type"),
      livemode: param("livemode"),
      payload: param("payload"),
    })
    .onConflictDoNothing()
    // Only for a row that was inserted.
    .returning({ job: sql`(${addJob("handle-stripe-event", sql`${param("job")}`)}).id` })
    .prepare("store-stripe-event"),
);

function parseEvent(rawBody: string): StoredFields {
  try {
    return storedFields.parse(JSON.parse(rawBody));
  } catch (cause) {
    throw new AppError("INVALID_REQUEST", "The body isn't a Stripe event.", { cause });
  }
}

// PostgreSQL's text can't hold U+0000.
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

import { sql } from "drizzle-orm";
import { z } from "zod";
import { once } from "@/db/prepare";
import { stripeEvents } from "@/db/schema";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { limitAnonymous } from "@/lib/http/rate-limit";
import { noteEventSender } from "@/lib/http/turned-away";
import { addJob } from "@/lib/jobs/enqueue";
import { reportInvalidSignature, signatureFault } from "./event-signature";
import { whyIgnored } from "./ignored-events";

/**
 * Verifies an event of Stripe's over its raw body and stores it with the job that handles it.
 * One that is known is acknowledged again and nothing more; one that isn't for us is stored as ignored.
 * Throws INVALID_SIGNATURE, RATE_LIMITED after too many of those from one address, and INVALID_REQUEST for what
 * is signed and no event.
 */
export async function receiveEvent(ctx: Context, rawBody: string, signature: string | null) {
  const fault = signatureFault(rawBody, signature);
  if (fault !== null) {
    reportInvalidSignature(ctx, fault);
    await limitAnonymous(ctx.ip);
    throw new AppError("INVALID_SIGNATURE", "Stripe-Signature is missing, forged or too old.");
  }
  noteEventSender(ctx.ip);
  const event = parseEvent(rawBody);
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

function parseEvent(rawBody: string): StoredFields {
  try {
    return storedFields.parse(JSON.parse(rawBody));
  } catch (cause) {
    throw new AppError("INVALID_REQUEST", "The body is not a Stripe event.", { cause });
  }
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

import { and, asc, eq, isNull, lt, ne, sql } from "drizzle-orm";
import { stripeEvents } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { env } from "@/lib/core/env";

const BATCH = 500;

/** The fields of an event that a replay needs, and that identify it. */
const ENVELOPE = [
  "id",
  "object",
  "api_version",
  "created",
  "livemode",
  "account",
  "context",
  "type",
];
/** The fields of its object: ids, amounts, statuses and times. No name, no address, no card. */
const OBJECT = [
  "id",
  "object",
  "amount",
  "amount_received",
  "amount_refunded",
  "cancellation_reason",
  "charge",
  "created",
  "currency",
  "livemode",
  "payment_intent",
  "reason",
  "status",
];
const FAILURE = ["code", "decline_code", "type"];

/**
 * Removes from Stripe's events, STRIPE_EVENT_RETENTION_DAYS after they came, everything that a replay doesn't need.
 * An event that isn't handled yet is left unchanged.
 */
export async function stripOldEvents(ctx: Pick<Context, "db" | "log">): Promise<void> {
  const before = sql`now() - make_interval(days => ${env().STRIPE_EVENT_RETENTION_DAYS})`;
  const isExpired = and(
    isNull(stripeEvents.strippedAt),
    lt(stripeEvents.receivedAt, before),
    ne(stripeEvents.status, "received"),
  );
  for (let stripped = 0; ; ) {
    const rows = await ctx.db
      .select({ id: stripeEvents.id, payload: stripeEvents.payload })
      .from(stripeEvents)
      .where(isExpired)
      .orderBy(asc(stripeEvents.receivedAt))
      .limit(BATCH);
    for (const { id, payload } of rows) {
      await ctx.db
        .update(stripeEvents)
        .set({ payload: strippedPayload(payload), strippedAt: sql`now()` })
        // An event that is replayed concurrently is left unchanged.
        .where(and(eq(stripeEvents.id, id), ne(stripeEvents.status, "received")));
    }
    stripped += rows.length;
    if (rows.length < BATCH) {
      if (stripped > 0) ctx.log.info({ stripped }, "stripe_events.stripped");
      return;
    }
  }
}

/** The stripped event, as JSON that a replay reads like the whole one. */
export function strippedPayload(payload: string): string {
  const event = recordOf(JSON.parse(payload));
  const object = recordOf(recordOf(event.data).object);
  const failure = recordOf(object.last_payment_error);
  const payment_id = recordOf(object.metadata).payment_id;
  return JSON.stringify({
    ...pick(event, ENVELOPE),
    data: {
      object: {
        ...pick(object, OBJECT),
        metadata: typeof payment_id === "string" ? { payment_id } : {},
        ...(object.last_payment_error ? { last_payment_error: pick(failure, FAILURE) } : {}),
      },
    },
  });
}

const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? { ...value } : {};

/** These fields of an object: values, or the ids of objects. */
const pick = (from: Record<string, unknown>, names: string[]) =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = from[name];
      if (value === undefined) return [];
      return [[name, typeof value === "object" && value !== null ? recordOf(value).id : value]];
    }),
  );

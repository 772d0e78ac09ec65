import { and, asc, eq } from "drizzle-orm";
import { paymentEvents, stripeEvents } from "@/db/schema";
import { type Found, idFact, inOrder, type ReadDetail, step, text, time } from "./detail";
import { auditSteps } from "./told";

/** An event of Stripe's: what it said, what became of it, and the payment that it was about. */
export const readStripeEvent: ReadDetail = async (ctx, id) => {
  const [event] = await ctx.db.select().from(stripeEvents).where(eq(stripeEvents.id, id));
  if (!event) return null;
  const [changed, done] = await Promise.all([
    ctx.db
      .select()
      .from(paymentEvents)
      .where(
        and(
          // Its index finds them.
          eq(paymentEvents.paymentId, event.paymentId ?? ""),
          eq(paymentEvents.stripeEventId, id),
        ),
      )
      .orderBy(asc(paymentEvents.id)),
    auditSteps(ctx, [["stripe_event", id]]),
  ]);
  return {
    title: event.type,
    lead: id,
    status: event.status,
    notice: event.note,
    facts: [
      {
        title: "About this event",
        facts: [
          idFact("Payment", event.paymentId),
          text("Mode", event.livemode ? "live" : "test"),
          time("Received", event.receivedAt),
          time("Handled", event.handledAt),
        ],
      },
    ],
    evidence: [{ title: "What Stripe sent", text: pretty(event.payload) }],
    steps: inOrder(
      [step(event.receivedAt, "received", "Stripe", { status: "received" })],
      changed.map((it) =>
        step(it.recordedAt, "handled", "the payment", {
          id: `payment ${it.id}`,
          status: "handled",
          notes: [it.note ?? JSON.stringify(it.changes)],
        }),
      ),
      done,
    ),
    actions: [{ action: "stripe_event.replay", input: { id } }],
  } satisfies Found;
};

/** JSON with line breaks; as it is where it is none. */
export function pretty(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch {
    return payload;
  }
}

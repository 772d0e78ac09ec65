import { desc } from "drizzle-orm";
import { isDatabaseAway } from "@/db/errors";
import { reconciliations } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { type Context, requireAdmin } from "@/lib/context";
import { type AtStripe, oneAtStripe, recentAtStripe } from "./at-stripe";
import { differences } from "./differences";
import { gatherFacts } from "./gather";
import { idOfPayment, paidHereOnly } from "./paid-here";
import { contradictions } from "./reconcile-books";
import { findByIntent, recordFacts } from "./record-facts";
import { type Finding, findings as findingsSchema, type ReconciliationView } from "./schemas";
import { stripeFailure } from "./stripe";
import { unfinishedPayments } from "./unfinished";

/**
 * Compares what Stripe has of the time since then with what we have. What happened there and not here
 * is processed as if its event had come; what doesn't fit is told. Keeps what it found for the admin.
 */
export async function reconcile(ctx: Context, since: Date) {
  const startedAt = new Date();
  const recent = await recentAtStripe(since).catch((error: unknown) => {
    throw stripeFailure(error);
  });
  const findings: Finding[] = [];
  for (const there of recent.values()) {
    const { id } = there.intent;
    findings.push(...(await told(ctx, id, () => compare(ctx, there))));
  }
  // What is older and not over yet: its end would be in none of Stripe's recent lists.
  const unfinished = await unfinishedPayments(ctx.db, [...recent.keys()]);
  for (const id of unfinished) {
    findings.push(...(await told(ctx, id, async () => compare(ctx, await oneAtStripe(id)))));
  }
  findings.push(...(await told(ctx, null, () => paidHereOnly(ctx, since, recent))));
  findings.push(...(await told(ctx, null, () => contradictions(ctx, since))));
  const compared = recent.size + unfinished.length;
  await ctx.db.insert(reconciliations).values({ since, startedAt, compared, findings });
  for (const finding of findings) ctx.log.warn({ finding }, "reconciliation");
  return { compared, findings };
}

const DAYS = 3;

/** The same by the clock: the last three days. */
export const reconcileRecent = (ctx: Context) =>
  reconcile(ctx, new Date(Date.now() - DAYS * 24 * 3600 * 1000));

/** What the last comparison found, or null before the first. For admins. */
export async function lastReconciliation(ctx: Context): Promise<ReconciliationView | null> {
  requireAdmin(ctx);
  const [row] = await ctx.db
    .select()
    .from(reconciliations)
    .orderBy(desc(reconciliations.id))
    .limit(1);
  if (!row) return null;
  return {
    since: row.since.toISOString(),
    finished_at: row.finishedAt.toISOString(),
    compared: row.compared,
    findings: findingsSchema.parse(row.findings),
  };
}

/** One that can't be compared is a finding, and doesn't hold up the others. */
async function told(
  ctx: Context,
  intentId: string | null,
  find: () => Promise<Finding[]>,
): Promise<Finding[]> {
  try {
    return await find();
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    ctx.log.warn({ err: error, stripe_payment_intent_id: intentId }, "could not be compared");
    const detail = error instanceof Error ? error.message.slice(0, 200) : "unknown fault";
    const payment_id = intentId && (await idOfPayment(ctx.db, intentId));
    return [{ kind: "not_compared", payment_id, stripe_payment_intent_id: intentId, detail }];
  }
}

async function compare(ctx: Context, there: AtStripe): Promise<Finding[]> {
  const { intent } = there;
  const here = await findByIntent(ctx.db, intent);
  if (!here) return unknownHere(there);
  const found = await differences(ctx.db, here, there);
  if (found.length === 0) return [];
  const finding = { payment_id: here.id, stripe_payment_intent_id: intent.id };
  // Nothing that Stripe says of money which it doesn't have opens an account.
  if (here.intentStatus === "succeeded" && intent.status !== "succeeded") {
    return [{ ...finding, kind: "paid_here_only", detail: found.join("; ") }];
  }
  const facts = await gatherFacts(intent.id);
  const problem = await inTransaction(ctx.db, (tx) =>
    recordFacts(tx, here.id, facts, { source: "reconciliation", type: "payment.reconciled" }),
  );
  if (problem) return [{ ...finding, kind: "mismatch", detail: problem }];
  const after = await findByIntent(ctx.db, intent);
  const left = after ? await differences(ctx.db, after, there) : found;
  if (left.length > 0) return [{ ...finding, kind: "mismatch", detail: left.join("; ") }];
  return [{ ...finding, kind: "mended", detail: found.join("; ") }];
}

/** A PaymentIntent that names a payment of ours, which isn't there. Others aren't ours. */
function unknownHere({ intent }: AtStripe): Finding[] {
  const named = intent.metadata.payment_id;
  if (!named) return [];
  const detail = `${intent.status} at Stripe, names the payment ${named}`;
  return [{ kind: "unknown_here", payment_id: null, stripe_payment_intent_id: intent.id, detail }];
}

import { sql } from "drizzle-orm";
import { purchaseStatus } from "@/lib/challenges/schemas";
import { specs } from "../lists";

const { active } = purchaseStatus;

/**
 * The state of a payment that support answers with. A paid one is shown with what is wrong behind it; one that Stripe
 * hasn't confirmed may be paid, since its event may have been lost.
 */
export const paymentStatus = sql`case
  when exists (select from prop_accounts s where s.payment_id = p.id and s.status = 'provisioning_failed') then 'provisioning_failed'
  when p.review_kind = 'refund_failed' or p.kind = 'program' and p.review_kind = 'refund_rejected' then 'refund_failed'
  when p.status = 'succeeded' and p.review_reason is not null then 'flagged'
  when p.stripe_payment_intent_id is not null and p.failure_reason is null
    and p.status in ('requires_payment_method', 'requires_confirmation', 'requires_action') then 'unconfirmed'
  else ${specs.payments.columns.status} end`;

/** The state of a purchase: stalled, else that of the challenge that it bought, else its own. */
export const purchaseStatusOf = sql`case
  when (p.status in (0, 1, 2) or p.rollback_problem is not null) and p.updated_at < now() - interval '1 minute' then 'stalled'
  when p.status = ${active} and h.id is not null then ${specs.purchases.columns.challenge}
  else ${specs.purchases.columns.status} end`;

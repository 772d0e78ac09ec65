import { z } from "zod";
import { auditReason } from "@/lib/audit/schemas";
import { unfinishedPurchaseView } from "@/lib/challenges/schemas";
import { requestKey } from "@/lib/http/request-key";
import { paymentCheckView, paymentForTierView } from "@/lib/payments/schemas";
import { firmReason } from "@/lib/prop-accounts/schemas";
import { scopes } from "@/lib/scopes";

/** What an app may be allowed to do. */
export const appScopes = scopes;

const id = z.string().trim().min(1).max(100);
const number = z.number().int().min(1).max(2_147_483_647);
const cents = z
  .number()
  .int("must be a whole number of the smallest unit")
  .min(1, "must be above 0")
  .max(100_000_000_00);
const reason = auditReason;
/** The form's own: a second click is the same wish. */
const idempotency_key = requestKey(8, 200);

/** What the customer is told of why; `reason` is the audit log's alone. */
const customer_reason = firmReason.default("other");

const on = <A extends string>(action: A) =>
  z.strictObject({ action: z.literal(action), id, reason });
const onPurchase = <A extends string>(action: A) => on(action).extend({ id: number });
const onWallet = <A extends string>(action: A) =>
  z.strictObject({
    action: z.literal(action),
    login: number,
    amount_cents: cents,
    reason,
    idempotency_key,
  });

/** Everything that an admin can do to one thing. Money in minor units of its currency. */
export const actionInput = z.discriminatedUnion("action", [
  on("account.retry").extend({
    /** The admin has looked at the venue: nothing was made there for this account. */
    nothing_made: z.boolean().default(false),
  }),
  on("account.suspend").extend({ customer_reason }),
  on("account.reinstate"),
  on("account.close").extend({ customer_reason }),
  on("account.venue_done"),
  z.strictObject({
    action: z.literal("account.grant"),
    user_id: id,
    tier_id: id,
    asset_class: id,
    account_size: number,
    /** Although the customer has open or recently paid payments for it: see the error without this. */
    despite_payments: z.boolean().default(false),
    reason,
    idempotency_key,
  }),
  on("payment.refund").extend({ amount_cents: cents, idempotency_key }),
  on("payment.review_done"),
  on("payment.sync"),
  onPurchase("purchase.retry"),
  onPurchase("purchase.rollback"),
  z.strictObject({
    action: z.literal("challenge.grant"),
    user_id: id,
    program_id: number,
    /** The same of purchases of this program. */
    despite_purchases: z.boolean().default(false),
    reason,
    idempotency_key,
  }),
  onWallet("wallet.credit"),
  onWallet("wallet.debit"),
  on("stripe_event.replay"),
  on("delivery.redeliver"),
  on("job.retry").extend({ id: z.string().regex(/^\d{1,18}$/, "must be a job's number") }),
  on("customer.disable"),
  on("customer.enable"),
  on("customer.reset_second_factor"),
  z.strictObject({
    action: z.literal("app.create"),
    name: z.string().trim().min(1, "give it a name").max(100),
    scopes: z.array(z.enum(scopes)).min(1, "choose at least one scope"),
    first_party: z.boolean().default(false),
    reason,
  }),
  on("app.rotate_secret").extend({ keep_old: z.boolean().default(true) }),
  on("app.disable"),
  on("app.enable"),
]);
export type ActionInput = z.output<typeof actionInput>;
export type ActionName = ActionInput["action"];

/** What came of an action. */
export const actionView = z.object({
  action: z.string(),
  /** What was made, or what it was done to. */
  id: z.string(),
  /** `pending`: it is asked for, and goes on by itself until the answer is known. */
  status: z.enum(["done", "pending"]),
  /** Of an app that was made or has a new secret: shown this once. */
  secret: z.object({ client_id: z.string(), client_secret: z.string() }).optional(),
  /** Of `payment.sync`: what Stripe said. */
  payment_check: paymentCheckView.optional(),
});
export type ActionView = z.output<typeof actionView>;

/** What stands beside the INVALID_STATE of a grant that would give a second account. */
export const grantConflicts = z.object({
  payments: z.array(paymentForTierView).optional(),
  purchases: z.array(unfinishedPurchaseView).optional(),
});
export type GrantConflicts = z.output<typeof grantConflicts>;

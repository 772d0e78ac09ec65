import { z } from "zod";

/** The sources of entries in the history of a payment. */
export const historySources = [
  "stripe",
  "checkout",
  "sync",
  "reconciliation",
  "expiry",
  "account",
  "wallet",
  "admin",
] as const;
export type HistorySource = (typeof historySources)[number];

const cents = z.number().int();

/** One thing that changed. `from` is null where there was nothing before. Money in minor units. */
export const paymentChange = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("status"), from: z.string(), to: z.string() }),
  z.object({ kind: z.literal("failure"), reason: z.string() }),
  z.object({
    kind: z.literal("refund"),
    id: z.string(),
    amount_cents: cents,
    from: z.string().nullable(),
    to: z.string(),
  }),
  z.object({
    kind: z.literal("dispute"),
    id: z.string(),
    amount_cents: cents,
    reason: z.string(),
    from: z.string().nullable(),
    to: z.string(),
  }),
  z.object({
    kind: z.literal("account"),
    prop_account_id: z.string(),
    from: z.string().nullable(),
    to: z.string(),
    /** Why it was closed, or the venue's message. */
    reason: z.string().nullable(),
  }),
  /** A challenge that a deposit or its own card payment paid for. */
  z.object({
    kind: z.literal("challenge"),
    challenge_id: z.number().int(),
    from: z.string().nullable(),
    to: z.string(),
    reason: z.string().nullable(),
  }),
  /** A paid program that couldn't be bought: the payment is refunded. */
  z.object({ kind: z.literal("rejection"), code: z.string() }),
  /** Into a wallet, or out of it where negative. */
  z.object({
    kind: z.literal("wallet"),
    login: z.number().int(),
    order: z.number().int(),
    amount_cents: cents,
  }),
]);
export type PaymentChange = z.output<typeof paymentChange>;

/** An entry in the history of a payment as its customer sees it: only its changes. */
export const paymentEventView = z.object({
  id: z.string(),
  occurred_at: z.iso.datetime(),
  changes: z.array(paymentChange).min(1),
});
export type PaymentEventView = z.output<typeof paymentEventView>;

/** An entry as an admin sees it, with its source. Entries that changed nothing are included. */
export interface PaymentEvidenceView {
  id: string;
  source: HistorySource;
  type: string;
  stripe_event_id: string | null;
  occurred_at: string;
  recorded_at: string;
  changes: PaymentChange[];
  note: string | null;
}

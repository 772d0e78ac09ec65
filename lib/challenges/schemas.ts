import { z } from "zod";
import { programView, stepView } from "@/lib/catalog/schemas";
import { requestKey } from "@/lib/http/request-key";
import { positiveInt, positiveIntParam, tradingAccountView } from "@/lib/trading/schemas";

export const buyInput = z.strictObject({
  program_id: positiveInt,
  payer_login: positiveInt,
  /** The price that the buyer was shown, in units of its currency: at another one nothing is bought. */
  amount: z.number().min(0).max(1_000_000_000).optional(),
  idempotency_key: requestKey(1, 255).optional(),
});
export type BuyInput = z.output<typeof buyInput>;

export const previewInput = z.strictObject({ program_id: positiveInt, payer_login: positiveInt });
export type PreviewInput = z.output<typeof previewInput>;

export const challengesQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  /** The id of the last purchase of the page before. */
  cursor: positiveIntParam.optional(),
});
export type ChallengesQuery = z.output<typeof challengesQuery>;

export const idParams = z.object({ id: positiveIntParam });

export const purchaseStatus = {
  pending: 0,
  paid: 1,
  account_created: 2,
  active: 3,
  failed: 4,
  refunded: 5,
} as const;
export const purchaseStatusNames = [
  "pending",
  "paid",
  "account_created",
  "active",
  "failed",
  "refunded",
] as const;
export type PurchaseStatusName = keyof typeof purchaseStatus;
export type PurchaseStatus = (typeof purchaseStatus)[PurchaseStatusName];

/** A purchase that may make a granted challenge one too many, as an admin sees it. */
export const unfinishedPurchaseView = z.object({
  purchase_id: z.number().int(),
  status: z.enum(purchaseStatusNames),
  created_at: z.iso.datetime(),
});
export type UnfinishedPurchaseView = z.output<typeof unfinishedPurchaseView>;

export const challengeStatus = {
  pending: 0,
  active: 1,
  passed: 2,
  failed: 3,
  cancelled: 4,
} as const;
export const challengeStatusNames = ["pending", "active", "passed", "failed", "cancelled"] as const;
export type ChallengeStatusName = keyof typeof challengeStatus;
export type ChallengeStatus = (typeof challengeStatus)[ChallengeStatusName];

/** Why a running challenge is suspended: the deposit that paid for it. */
export const holdReasons = ["deposit_disputed", "deposit_refunded"] as const;
export type HoldReason = (typeof holdReasons)[number];

/** Why a part of a challenge's fee isn't paid for any more. */
export type ShortageCause = HoldReason | "dispute_lost";

/** Why the firm ended a challenge. */
export const endReasons = ["dispute_lost", "rolled_back"] as const;
export type EndReason = (typeof endReasons)[number];

export const nextActions = [
  "COMPLETE_PAYMENT",
  "WAIT_ACTIVATION",
  "OPEN_CHALLENGE",
  "RETRY",
  "WAIT_REFUND",
  "BUY_AGAIN",
] as const;
export type NextAction = (typeof nextActions)[number];

const order = z.number().int().nullable();
const unixSeconds = z.number().int();

/** A purchase as the API gives it. Money in units of the currency, times in Unix seconds. */
export const purchaseView = z.object({
  id: z.number().int(),
  program_id: z.number().int(),
  /** The program's name for people, as it was when it was bought. */
  program_name: z.string(),
  customer_id: z.number().int(),
  payer_login: z.number().int(),
  /** Null until the account is opened. */
  account_login: z.number().int().nullable(),
  status: z.literal([0, 1, 2, 3, 4, 5]),
  status_name: z.enum(purchaseStatusNames),
  next_action: z.enum(nextActions),
  can_retry: z.boolean(),
  can_cancel: z.boolean(),
  amount: z.number(),
  currency: z.string(),
  conversion_rate: z.number(),
  amount_account_currency: z.number(),
  comment: z.string(),
  idempotency_key: z.string(),
  payment_status: z.enum([
    "pending",
    "paid",
    "not_required",
    "failed",
    "refund_pending",
    "refunded",
  ]),
  activation_status: z.enum(["pending", "account_created", "active", "failed"]),
  /** The error code; empty unless it failed. */
  failure_reason: z.string(),
  /** The trading server's orders; null where there is none (yet). */
  payment_order: order,
  initial_balance_order: order,
  payment_rollback_order: order,
  initial_balance_rollback_order: order,
  created_time: unixSeconds,
  updated_time: unixSeconds,
});
export type PurchaseView = z.output<typeof purchaseView>;

export const challengeView = z.object({
  id: z.number().int(),
  purchase_id: z.number().int(),
  program_id: z.number().int(),
  customer_id: z.number().int(),
  account_login: z.number().int(),
  current_phase_index: z.number().int(),
  status: z.literal([0, 1, 2, 3, 4]),
  status_name: z.enum(challengeStatusNames),
  start_time: unixSeconds,
  /** 0 while it runs. */
  end_time: unixSeconds,
  /** Why it can't be traded for now, since when, and the deposit that paid for it; null where it can. */
  hold: z
    .object({ reason: z.enum(holdReasons), since: unixSeconds, payment_id: z.string() })
    .nullable(),
  /** Why the firm ended it; null where the trading did, and while it runs. */
  end_reason: z.enum(endReasons).nullable(),
  created_time: unixSeconds,
  updated_time: unixSeconds,
});
export type ChallengeView = z.output<typeof challengeView>;

/** The challenge account in the answer to a purchase. */
export const openedAccountView = tradingAccountView.pick({
  login: true,
  group: true,
  brand: true,
  currency: true,
  leverage: true,
  enable: true,
  customer_id: true,
});
export type OpenedAccountView = z.output<typeof openedAccountView>;

/** The answer to a purchase. Orders and password are left out where there are none. */
export const buyView = z.object({
  accepted: z.boolean(),
  idempotent: z.boolean(),
  purchase: purchaseView,
  challenge: challengeView.optional(),
  challenges: z.array(challengeView).optional(),
  account: openedAccountView.optional(),
  /** Shown once, to the call that opened the account. */
  temporary_password: z.string().optional(),
  must_change_password: z.boolean().optional(),
  payment_order: z.number().int().optional(),
  initial_balance_order: z.number().int().optional(),
});
export type BuyView = z.output<typeof buyView>;

export const previewView = z.discriminatedUnion("can_buy", [
  z.object({
    can_buy: z.literal(true),
    price: z.number(),
    currency: z.string(),
    payer_balance: z.number(),
    amount_account_currency: z.number(),
    conversion_rate: z.number(),
    warnings: z.array(z.string()),
  }),
  z.object({
    can_buy: z.literal(false),
    reason: z.string(),
    message: z.string(),
    required_amount: z.number().nullable(),
    available_balance: z.number().nullable(),
  }),
]);
export type PreviewView = z.output<typeof previewView>;

export const payerAccountView = z.object({
  login: z.number().int(),
  group: z.string(),
  account_mode: z.literal([0, 1]),
  currency: z.string(),
  balance: z.number(),
  /** The balance less what the wallet owes. */
  available: z.number(),
  eligible: z.boolean(),
  /** The error code that a purchase would get; null where the account can pay. */
  block_reason: z.string().nullable(),
  block_reason_message: z.string().nullable(),
});
export type PayerAccountView = z.output<typeof payerAccountView>;

export const payerAccountsView = z.object({
  rows: z.array(payerAccountView),
  /** The currency of a wallet that the customer lacks and can open for the program; null for none. */
  openable_currency: z.string().nullable(),
});
export type PayerAccountsView = z.output<typeof payerAccountsView>;

/** A phase of a challenge: the step's rules, what they are in money, and how far it is. */
export const phaseView = stepView.extend({
  status: z.literal([0, 1, 2, 3, 4]),
  status_name: z.enum(challengeStatusNames),
  account_login: z.number().int().nullable(),
  /** Amounts in units of the currency; null where the step has no such limit. */
  profit_target: z.number().nullable(),
  max_daily_loss: z.number().nullable(),
  max_total_loss: z.number().nullable(),
  /** 0 until it begins. */
  start_time: unixSeconds,
  /** 0 while it runs. */
  end_time: unixSeconds,
  /** When its time is over; 0 without a limit or before it begins. */
  deadline_time: unixSeconds,
});
export type PhaseView = z.output<typeof phaseView>;

/** A page of purchases, newest first, and the challenges that came of them. */
export const challengesView = z.object({
  purchases: z.array(purchaseView),
  challenges: z.array(challengeView),
  /** The `cursor` of the next page; null on the last. */
  next_cursor: z.number().int().nullable(),
});
export type ChallengesView = z.output<typeof challengesView>;

export const challengeDetailView = z.object({
  challenge: challengeView,
  purchase: purchaseView,
  /** The program as it was when the challenge was bought. */
  program: programView,
  phases: z.array(phaseView),
  current_phase: phaseView,
});
export type ChallengeDetailView = z.output<typeof challengeDetailView>;

/** A purchase that doesn't come to its end by itself, as an admin sees it. */
export interface StuckPurchaseView {
  purchase: PurchaseView;
  customer_email: string;
  /** Which step or rollback waits, and what the trading server said. */
  problem: string;
  /** How often the job has tried again. */
  tries: number;
  since: number;
}

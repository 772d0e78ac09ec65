import { z } from "zod";
import type { ProgramView, StepView } from "@/lib/catalog/schemas";
import { positiveInt, positiveIntParam, type TradingAccountView } from "@/lib/trading/schemas";

export const buyInput = z.strictObject({
  program_id: positiveInt,
  payer_login: positiveInt,
  /** The price that the buyer was shown, in units of its currency: at another one nothing is bought. */
  amount: z.number().min(0).max(1_000_000_000).optional(),
  idempotency_key: z.string().min(1).max(255).optional(),
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
export type PurchaseStatusName = keyof typeof purchaseStatus;
export type PurchaseStatus = (typeof purchaseStatus)[PurchaseStatusName];

export const challengeStatus = {
  pending: 0,
  active: 1,
  passed: 2,
  failed: 3,
  cancelled: 4,
} as const;
export type ChallengeStatusName = keyof typeof challengeStatus;
export type ChallengeStatus = (typeof challengeStatus)[ChallengeStatusName];

export type NextAction =
  | "COMPLETE_PAYMENT"
  | "WAIT_ACTIVATION"
  | "OPEN_CHALLENGE"
  | "RETRY"
  | "WAIT_REFUND"
  | "BUY_AGAIN";

/** A purchase as the API gives it. Money in units of the currency, times in Unix seconds. */
export interface PurchaseView {
  id: number;
  program_id: number;
  /** The program's name for people, as it was when it was bought. */
  program_name: string;
  customer_id: number;
  payer_login: number;
  /** Null until the account is opened. */
  account_login: number | null;
  status: PurchaseStatus;
  status_name: PurchaseStatusName;
  next_action: NextAction;
  can_retry: boolean;
  can_cancel: boolean;
  amount: number;
  currency: string;
  conversion_rate: number;
  amount_account_currency: number;
  comment: string;
  idempotency_key: string;
  payment_status: "pending" | "paid" | "not_required" | "failed" | "refund_pending" | "refunded";
  activation_status: "pending" | "account_created" | "active" | "failed";
  /** The error code; empty unless it failed. */
  failure_reason: string;
  /** The trading server's orders; null where there is none (yet). */
  payment_order: number | null;
  initial_balance_order: number | null;
  payment_rollback_order: number | null;
  initial_balance_rollback_order: number | null;
  created_time: number;
  updated_time: number;
}

export interface ChallengeView {
  id: number;
  purchase_id: number;
  program_id: number;
  customer_id: number;
  account_login: number;
  current_phase_index: number;
  status: ChallengeStatus;
  status_name: ChallengeStatusName;
  start_time: number;
  /** 0 while it runs. */
  end_time: number;
  created_time: number;
  updated_time: number;
}

/** The challenge account in the answer to a purchase. */
export type OpenedAccountView = Pick<
  TradingAccountView,
  "login" | "group" | "brand" | "currency" | "leverage" | "enable" | "customer_id"
>;

/** The answer to a purchase. Orders and password are left out where there are none. */
export interface BuyView {
  accepted: boolean;
  idempotent: boolean;
  purchase: PurchaseView;
  challenge?: ChallengeView;
  challenges?: ChallengeView[];
  account?: OpenedAccountView;
  /** Shown once, to the call that opened the account. */
  temporary_password?: string;
  must_change_password?: boolean;
  payment_order?: number;
  initial_balance_order?: number;
}

export type PreviewView =
  | {
      can_buy: true;
      price: number;
      currency: string;
      payer_balance: number;
      amount_account_currency: number;
      conversion_rate: number;
      warnings: string[];
    }
  | {
      can_buy: false;
      reason: string;
      message: string;
      required_amount: number | null;
      available_balance: number | null;
    };

export interface PayerAccountView {
  login: number;
  group: string;
  account_mode: 0 | 1;
  currency: string;
  balance: number;
  /** The balance less what the wallet owes. */
  available: number;
  eligible: boolean;
  /** The error code that a purchase would get; null where the account can pay. */
  block_reason: string | null;
  block_reason_message: string | null;
}

/** A phase of a challenge: the step's rules, what they are in money, and how far it is. */
export interface PhaseView extends StepView {
  status: ChallengeStatus;
  status_name: ChallengeStatusName;
  account_login: number | null;
  /** Amounts in units of the currency; null where the step has no such limit. */
  profit_target: number | null;
  max_daily_loss: number | null;
  max_total_loss: number | null;
  /** 0 until it begins. */
  start_time: number;
  /** 0 while it runs. */
  end_time: number;
  /** When its time is over; 0 without a limit or before it begins. */
  deadline_time: number;
}

/** A page of purchases, newest first, and the challenges that came of them. */
export interface ChallengesView {
  purchases: PurchaseView[];
  challenges: ChallengeView[];
  /** The `cursor` of the next page; null on the last. */
  next_cursor: number | null;
}

export interface ChallengeDetailView {
  challenge: ChallengeView;
  purchase: PurchaseView;
  /** The program as it was when the challenge was bought. */
  program: ProgramView;
  phases: PhaseView[];
  current_phase: PhaseView;
}

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
